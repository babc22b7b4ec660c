/** The button that opens the chat, drawn by hand so that nothing needs to be loaded for it. It knows nothing of the chat. */
import type { Language } from "../common/language.js";
import { chatDrawing } from "../common/chat-drawing.js";
import type { LauncherLabels } from "./launcher-words.js";

/** What the button shows. */
export interface LauncherLook {
  words: Partial<LauncherLabels>;
  language: Language;
  unread: number;
  hidden: boolean;
}

export interface Launcher {
  show(look: LauncherLook): void;
  /** Shows that the chat is being loaded, or that it could not be. */
  tell(what: "loading" | "unloaded" | null): void;
  focus(): void;
}

/** Draws it into `root`. `expect` is called when somebody comes near, `press` when they press it. */
export function drawLauncher(root: ShadowRoot, { press, expect }: { press: () => void; expect: () => void }): Launcher {
  const frame = make("div", "launcher-frame");
  const button = make("button", "launcher");
  const badge = make("span", "unread");
  const news = make("span", "unseen");
  const sorry = make("p", "sorry");
  button.type = "button";
  button.part.add("launcher");
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-describedby", "news");
  badge.part.add("badge");
  badge.setAttribute("aria-hidden", "true");
  news.id = "news";
  news.setAttribute("role", "status");
  sorry.setAttribute("role", "alert");
  const icon = make("slot", "");
  icon.name = "launcher-icon";
  icon.append(drawing());
  button.append(icon, badge);
  frame.append(sorry, button, news);
  root.append(frame);
  button.addEventListener("click", press);
  button.addEventListener("pointerenter", expect, { once: true });
  button.addEventListener("focus", expect, { once: true });
  let told: "loading" | "unloaded" | null = null;
  let texts: Partial<LauncherLabels> = {};
  const tell = (what: typeof told) => {
    told = what;
    button.classList.toggle("loading", told === "loading");
    button.ariaBusy = String(told === "loading");
    say(sorry, told === "unloaded" ? (texts.unloaded ?? "") : "");
  };
  return {
    show({ words, language, unread, hidden }) {
      texts = words;
      frame.lang = language.tag;
      frame.dir = language.dir;
      frame.hidden = hidden;
      button.ariaLabel = words.open ?? "";
      say(badge, unread === 0 ? "" : language.number(unread));
      say(news, unread === 0 ? "" : (words.unread?.(unread) ?? ""));
      tell(told);
    },
    tell,
    focus: () => button.focus(),
  };
}

// What is said already is not said again.
function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
  element.classList.toggle("empty", text === "");
}

function make<Tag extends "div" | "button" | "span" | "p" | "slot">(tag: Tag, name: string): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (name !== "") element.className = name;
  return element;
}

function drawing(): SVGElement {
  const svg = shape("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  for (const d of chatDrawing) svg.append(shape("path", { d }));
  return svg;
}

function shape(tag: "svg" | "path", attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
