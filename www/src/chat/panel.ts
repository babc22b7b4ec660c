/**
 * The chat behind the button: everything that is loaded when somebody wants it, as the element uses it.
 *
 * It mounts itself beside the button and tells the element what concerns it; the element's properties are the element's.
 */
import { mount, unmount, type Component } from "svelte";
import { styleSheet, type Fire } from "../common/element.js";
import Root from "../common/Root.svelte";
import talkCss from "../common/talk.css?inline";
import tokensCss from "../common/tokens.css?inline";
import Chat from "./Chat.svelte";
import composerCss from "./composer.css?inline";
import type { ChatProperties } from "./element.js";
import frameCss from "./frame.css?inline";
import messagesCss from "./messages.css?inline";
import { ChatSettings, type PanelEvents } from "./settings.svelte.js";

export interface Panel {
  set<Name extends keyof ChatProperties>(name: Name, value: ChatProperties[Name]): void;
  /** Changes the language; resolves when its words are there, or cannot be had. */
  speak(tag: string): Promise<void>;
  /** Draws the chat. Nothing is seen of it while it is not open. */
  show(): void;
  /** Lets the next opening move the focus into the chat. */
  takeFocus(): void;
  /** Connects, open or not. */
  resume(): Promise<void>;
  remove(): void;
}

const sheet = styleSheet(tokensCss, talkCss, frameCss, messagesCss, composerCss);

/** Makes the chat of one element. */
export function openPanel(root: ShadowRoot, properties: ChatProperties, events: PanelEvents): Panel {
  const settings = new ChatSettings(events);
  for (const [name, value] of Object.entries(properties)) settings.set(name as keyof ChatProperties, value as never);
  if (!root.adoptedStyleSheets.includes(sheet())) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet()];
  // The component's own types cannot be named where it is mounted.
  const whole = Chat as Component<{ settings: object; fire: Fire<unknown> }>;
  let content: object | null = null;
  return {
    set: (name, value) => settings.set(name, value),
    speak: async (tag) => void (await settings.words.speak(tag)),
    show() {
      content ??= mount(Root, { target: root, props: { content: whole, words: settings.words, settings, fire: events.fire as Fire<unknown> } });
    },
    takeFocus: () => (settings.takesFocus = true),
    resume: () => settings.resume(),
    remove() {
      if (content !== null) void unmount(content);
      content = null;
      settings.leave();
    },
  };
}
