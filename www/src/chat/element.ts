/**
 * `<handover-chat>`: a button, and behind it a chat that is loaded when somebody wants it.
 *
 * Here stands only what a page needs before that: the element with its properties, the button with its words and its count of
 * unread messages. Everything else comes with `panel.ts`, at the first opening or `resume()`; a pointer or the focus on the button
 * has it fetched beforehand. No conversation is opened before `connect` is called, and nothing is stored here.
 */
import type { Conversation } from "handover/host";
import { ElementBase } from "../common/define.js";
import { followTag, Language } from "../common/language.js";
import type { LabelChanges } from "../common/words.svelte.js";
import type { Upload } from "../common/files.svelte.js";
import type { ChatLabels } from "./labels.js";
import launcherCss from "./launcher.css?inline";
import { drawLauncher, type Launcher } from "./launcher.js";
import { launcherWords } from "./launcher-words.js";
import type { Panel } from "./panel.js";

/** What the element fires. */
export interface ChatEvents {
  /** A person has opened the chat. */
  chatopen: null;
  /** A person has closed it. The conversation goes on. */
  chatclose: null;
  /** The visitor has ended the chat, and with it a handover that was under way. */
  chatend: { conversation: string };
  /** It could not be loaded or connected. */
  chaterror: { error: unknown };
  /** The number of messages that the visitor has not seen yet has changed. */
  unreadchange: { count: number };
  /** The visitor rates a talk that is over: 1 to 5 stars, perhaps a comment. The built-in desk hears of it, too; what else becomes of it is the page's. */
  rating: { conversation: string; stars: number; comment: string | null; agent: string | null };
}

/** Fires an event at the element. */
export type FireChat = <Name extends keyof ChatEvents>(name: Name, detail: ChatEvents[Name]) => void;

/** Answers the conversation to show. `after` names the one that is over and that another is to follow; at first it is `null`. */
export type Connect = (after: string | null) => Promise<Conversation>;

/** What a page sets, as it is handed on to the chat. */
export interface ChatProperties {
  connect: Connect | null;
  open: boolean;
  labels: LabelChanges<ChatLabels>;
  online: boolean | null;
  upload: Upload | null;
  accept: string;
  maxFileSize: number;
  maxFiles: number;
  rating: boolean;
}

const attributes = { open: "open", rating: "rating", accept: "accept", "max-file-size": "maxFileSize", "max-files": "maxFiles" } as const;

export class HandoverChat extends ElementBase {
  static readonly observedAttributes = Object.keys(attributes);

  readonly #properties: ChatProperties = {
    connect: null,
    open: false,
    labels: {},
    online: null,
    upload: null,
    accept: "",
    maxFileSize: 10_000_000,
    maxFiles: 5,
    rating: false,
  };
  readonly #root = this.attachShadow({ mode: "open" });
  #launcher: Launcher | null = null;
  #loading: Promise<Panel> | null = null;
  #panel: Panel | null = null;
  #language = Language.english;
  #unread = 0;
  #stopFollowing = () => {};

  connectedCallback(): void {
    this.#adoptEarlyProperties();
    if (this.#launcher === null) this.#draw();
    this.#stopFollowing = followTag(this, (tag) => {
      this.#language = Language.of(tag);
      this.#panel?.speak(tag);
      this.#show();
    });
    if (this.open) void this.#load();
  }

  disconnectedCallback(): void {
    this.#stopFollowing();
    this.#panel?.remove();
    this.#panel = null;
    this.#loading = null;
  }

  attributeChangedCallback(attribute: keyof typeof attributes, _before: string | null, value: string | null): void {
    if (attribute === "open" || attribute === "rating") this[attribute] = value !== null;
    else if (attribute === "accept") this.accept = value ?? "";
    else if (value !== null) this[attributes[attribute]] = Number(value);
  }

  /** Answers the conversation to show; called at the first opening or `resume()`, and again for a new one after the visitor has ended the last. */
  get connect(): Connect | null {
    return this.#properties.connect;
  }
  set connect(connect: Connect | null) {
    this.#set("connect", connect);
  }

  /** Whether the chat is open. Setting it moves no focus and fires no event. */
  get open(): boolean {
    return this.#properties.open;
  }
  set open(open: boolean) {
    this.#set("open", open);
    if (open && this.isConnected) void this.#load();
  }

  /** Texts in place of the element's own, whatever the language; what is not named keeps the element's own. */
  get labels(): LabelChanges<ChatLabels> {
    return this.#properties.labels;
  }
  set labels(labels: LabelChanges<ChatLabels>) {
    this.#set("labels", labels);
  }

  /** Whether there is a connection, for a page that knows it better than the browser; `null` leaves it to the browser. */
  get online(): boolean | null {
    return this.#properties.online;
  }
  set online(online: boolean | null) {
    this.#set("online", online);
  }

  /** Puts a file where the other side can fetch it. Without it the visitor can send no files. */
  get upload(): Upload | null {
    return this.#properties.upload;
  }
  set upload(upload: Upload | null) {
    this.#set("upload", upload);
  }

  /** Types of files that may be sent, as in the `accept` of a file input; empty allows all. */
  get accept(): string {
    return this.#properties.accept;
  }
  set accept(accept: string) {
    this.#set("accept", accept);
  }

  /** Bytes that a file may have; 10,000,000 if not set. */
  get maxFileSize(): number {
    return this.#properties.maxFileSize;
  }
  set maxFileSize(size: number) {
    this.#set("maxFileSize", size);
  }

  /** Files that one message may have; 5 if not set. */
  get maxFiles(): number {
    return this.#properties.maxFiles;
  }
  set maxFiles(count: number) {
    this.#set("maxFiles", count);
  }

  /** Whether the visitor is asked for a rating after the end. Set it where there is a desk, or somebody listens to the event `rating`. */
  get rating(): boolean {
    return this.#properties.rating;
  }
  set rating(rating: boolean) {
    this.#set("rating", rating);
  }

  /** How many messages the visitor has not seen yet. */
  get unread(): number {
    return this.#unread;
  }

  /** Connects without opening the chat, so that it counts what comes in. */
  async resume(): Promise<void> {
    await (await this.#load())?.resume();
  }

  #set<Name extends keyof ChatProperties>(name: Name, value: ChatProperties[Name]): void {
    this.#properties[name] = value;
    this.#panel?.set(name, value);
    this.#show();
  }

  #draw(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(launcherCss);
    this.#root.adoptedStyleSheets = [sheet];
    this.#launcher = drawLauncher(this.#root, {
      press: () => void this.#press(),
      // What goes wrong here goes wrong again, and is told, when the chat is really wanted.
      expect: () => void loadPanel().catch(() => {}),
    });
  }

  async #press(): Promise<void> {
    const panel = await this.#load();
    if (panel === null || this.open) return;
    panel.takeFocus();
    this.open = true;
    this.#fire("chatopen", null);
  }

  async #load(): Promise<Panel | null> {
    if (this.#panel !== null) return this.#panel;
    this.#launcher?.tell("loading");
    this.#loading ??= loadPanel().then(({ openPanel }) =>
      openPanel(this.#root, this.#properties, {
        fire: this.#fire,
        close: () => this.#close(),
        unread: (count) => this.#count(count),
      }),
    );
    const loading = this.#loading;
    try {
      const panel = await loading;
      if (this.#loading !== loading) return null;
      this.#panel = panel;
      await panel.speak(this.#language.tag);
      if (this.#panel !== panel) return null;
      panel.show();
      this.#launcher?.tell(null);
      return panel;
    } catch (error) {
      this.#loading = null;
      this.#launcher?.tell("unloaded");
      this.#fire("chaterror", { error });
      return null;
    } finally {
      this.#show();
    }
  }

  #close(): void {
    this.open = false;
    this.#fire("chatclose", null);
    this.#launcher?.focus();
  }

  #count(count: number): void {
    if (count === this.#unread) return;
    this.#unread = count;
    this.#show();
    this.#fire("unreadchange", { count });
  }

  #show(): void {
    const { labels } = this.#properties;
    const words = { ...launcherWords(this.#language), ...labels };
    this.#launcher?.show({ words, language: this.#language, unread: this.#unread, hidden: this.open && this.#panel !== null });
  }

  readonly #fire: FireChat = (name, detail) => void this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));

  // A page may set properties before the element is defined; as own properties they would hide the accessors.
  #adoptEarlyProperties(): void {
    for (const name of Object.keys(this)) {
      if (!(name in HandoverChat.prototype)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }
}

/** A module that could not be had counts as failed until the page is loaded anew: offline it is not even tried. */
async function loadPanel(): Promise<typeof import("./panel.js")> {
  if (!navigator.onLine) throw new Error("the browser is offline");
  return import("./panel.js");
}
