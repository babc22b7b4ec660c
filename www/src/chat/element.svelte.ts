/**
 * `<handover-chat>`: a button that opens a chat, and the chat.
 *
 * It opens no conversation by itself: `connect` does, which is first called when a person opens the chat, so that a page loads the
 * engine only then. It stores nothing: what must outlive the page is the host's, and which conversation it is, the page's.
 */
import type { Conversation } from "handover/host";
import { ComponentElement, styleSheet, type ElementSettings } from "../common/element.js";
import talkCss from "../common/talk.css?inline";
import tokensCss from "../common/tokens.css?inline";
import { Words } from "../common/words.svelte.js";
import Chat from "./Chat.svelte";
import frameCss from "./frame.css?inline";
import { words, type ChatLabels } from "./labels.js";
import messagesCss from "./messages.css?inline";
import { ChatSession } from "./session.svelte.js";

/** What the element fires: a person has opened or closed the chat, or it could not be connected. */
export interface ChatEvents {
  chatopen: null;
  chatclose: null;
  chaterror: { error: unknown };
}

/** The element's properties and its connection, as its component reads them. */
export class ChatSettings implements ElementSettings<ChatLabels> {
  readonly words = new Words(words, {
    de: () => import("./words/de.js"),
    es: () => import("./words/es.js"),
    fr: () => import("./words/fr.js"),
    ja: () => import("./words/ja.js"),
    ar: () => import("./words/ar.js"),
  });
  connect = $state.raw<(() => Promise<Conversation>) | null>(null);
  open = $state(false);
  session = $state.raw<ChatSession | null>(null);
  problem = $state.raw<unknown>(null);
  #connecting: Promise<void> | null = null;

  /** Connects once; later calls wait for the same, and after a failure try again. */
  resume(): Promise<void> {
    this.#connecting ??= this.#begin().finally(() => {
      if (this.session === null) this.#connecting = null;
    });
    return this.#connecting;
  }

  /** Leaves the conversation; the next `resume` connects anew. */
  leave(): void {
    this.session?.close();
    this.session = null;
    this.#connecting = null;
  }

  async #begin(): Promise<void> {
    if (this.connect === null) return;
    this.problem = null;
    try {
      this.session = new ChatSession(await this.connect());
    } catch (error) {
      this.problem = error;
    }
  }
}

const sheet = styleSheet(tokensCss, talkCss, frameCss, messagesCss);

export class HandoverChat extends ComponentElement<ChatLabels, ChatSettings, ChatEvents> {
  readonly #settings: ChatSettings;

  constructor() {
    const settings = new ChatSettings();
    super(Chat, settings, [sheet]);
    this.#settings = settings;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#settings.leave();
  }

  /** Answers the conversation to show; called once, at the first opening or `resume()`. */
  get connect(): (() => Promise<Conversation>) | null {
    return this.#settings.connect;
  }
  set connect(connect: (() => Promise<Conversation>) | null) {
    this.#settings.connect = connect;
  }

  /** Whether the chat is open. Setting it moves no focus and fires no event. */
  get open(): boolean {
    return this.#settings.open;
  }
  set open(open: boolean) {
    this.#settings.open = open;
  }

  /** Connects without opening the chat, so that it counts what comes in. */
  resume(): Promise<void> {
    return this.#settings.resume();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "handover-chat": HandoverChat;
  }
}
