/**
 * The open chat's state beside its conversation: the element's properties, the connection, and whether anybody looks.
 *
 * It connects when the chat is wanted, and anew when there is a connection again. It words nothing and draws nothing.
 */
import type { ElementSettings } from "../common/element.js";
import { keep, kept } from "../common/kept.js";
import { Words } from "../common/words.svelte.js";
import type { ChatProperties, Connect, FireChat } from "./element.js";
import type * as Attaching from "./attaching.js";
import type { PendingFiles, Upload } from "../common/files.svelte.js";
import { Draft } from "./draft.svelte.js";
import { words, type ChatLabels } from "./labels.js";
import type { MessageLine } from "./lines.js";
import { ChatSession } from "./session.svelte.js";
import { playTone, playToneOnce } from "../common/sound.js";

/** What the chat tells the element. */
export interface PanelEvents {
  fire: FireChat;
  /** A person has closed the chat. */
  close(): void;
  unread(count: number): void;
}

const soundKey = "handover-chat-sound";
const justNow = 5000;

export class ChatSettings implements ElementSettings<ChatLabels> {
  readonly words = new Words(words, {
    de: () => import("./words/de.js"),
    es: () => import("./words/es.js"),
    fr: () => import("./words/fr.js"),
    ja: () => import("./words/ja.js"),
    ar: () => import("./words/ar.js"),
  });
  readonly events: PanelEvents;

  connect = $state.raw<Connect | null>(null);
  open = $state(false);
  online = $state<boolean | null>(null);
  upload = $state.raw<Upload | null>(null);
  accept = $state("");
  maxFileSize = $state(0);
  maxFiles = $state(0);
  rating = $state(false);

  session = $state.raw<ChatSession | null>(null);
  problem = $state.raw<unknown>(null);
  /** Whether the page is in front of somebody. */
  visible = $state(true);
  /** Whether there is a connection again, since a moment ago. */
  reconnected = $state(false);
  /** Whether the last lines are in sight, while the chat is open. */
  atEnd = $state(true);
  /** The messages and the input, as they are drawn. */
  log = $state.raw<HTMLElement | null>(null);
  input = $state.raw<HTMLTextAreaElement | null>(null);
  readonly draft = new Draft(this);
  /** The files that are to go with the next message, and what draws them; `null` while there has been none. */
  attached = $state.raw<{ files: PendingFiles; List: typeof Attaching.FileList } | null>(null);
  /** Files were brought, and what is needed for them could not be loaded. */
  unattached = $state(false);
  /** Whether what comes in is heard. */
  sound = $state(kept(soundKey) === "on");
  #browserOnline = $state(navigator.onLine);
  readonly connected: boolean = $derived(this.online ?? this.#browserOnline);

  /** Whether a person has opened the chat, and the focus goes with them. */
  takesFocus = false;
  #connecting: Promise<void> | null = null;
  #reconnectedTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(events: PanelEvents) {
    this.events = events;
  }

  /** Takes over what the page has set. */
  set<Name extends keyof ChatProperties>(name: Name, value: ChatProperties[Name]): void {
    const before = this.connected;
    if (name === "labels") this.words.changes = value as ChatProperties["labels"];
    else Object.assign(this, { [name]: value });
    if (name === "online") this.#noticeConnection(before);
  }

  /** Listens to what happens around the chat; answers the function that stops it. */
  attend(): () => void {
    const looked = () => (this.visible = document.visibilityState === "visible");
    const changed = () => {
      const before = this.connected;
      this.#browserOnline = navigator.onLine;
      this.#noticeConnection(before);
    };
    looked();
    changed();
    document.addEventListener("visibilitychange", looked);
    addEventListener("online", changed);
    addEventListener("offline", changed);
    return () => {
      document.removeEventListener("visibilitychange", looked);
      removeEventListener("online", changed);
      removeEventListener("offline", changed);
      clearTimeout(this.#reconnectedTimer);
    };
  }

  /** Connects once; later calls wait for the same, and after a failure try again. */
  resume(): Promise<void> {
    return this.#connect(null);
  }

  /** Leaves the conversation that is over, and begins another. */
  async startAnew(): Promise<void> {
    const before = this.session;
    this.leave();
    await this.#connect(before?.id ?? null);
    if (before === null || this.session === null) return;
    if (this.session.id === before.id) this.session.goOn();
    // In another tab it may still be shown, and is over there too.
    else before.memory.forget("ended", "rated");
  }

  /** Leaves the conversation; the next `resume` connects anew. */
  leave(): void {
    this.session?.close();
    this.session = null;
    this.#connecting = null;
  }

  /** Takes files to go with the next message. */
  async attach(files: Iterable<File>): Promise<void> {
    const { upload } = this;
    if (upload === null) return;
    // The browser's own list is emptied before the rest is there.
    const brought = [...files];
    try {
      const { PendingFiles, FileList: List } = await import("./attaching.js");
      this.attached ??= { files: new PendingFiles(), List };
      this.attached.files.add(brought, this, upload);
      this.unattached = false;
    } catch {
      this.unattached = true;
    }
  }

  /** Switches the sound, and lets it be heard when it is switched on. */
  switchSound(): void {
    this.sound = !this.sound;
    keep(soundKey, this.sound ? "on" : null);
    if (this.sound) playTone();
  }

  #connect(after: string | null): Promise<void> {
    if (this.connect === null) return Promise.resolve();
    this.#connecting ??= this.#begin(this.connect, after).finally(() => {
      if (this.session === null) this.#connecting = null;
    });
    return this.#connecting;
  }

  async #begin(connect: Connect, after: string | null): Promise<void> {
    this.problem = null;
    try {
      this.session = new ChatSession(await connect(after), { online: () => this.connected, arrived: (lines) => this.#arrived(lines) });
    } catch (error) {
      this.problem = error;
    }
  }

  #arrived(lines: MessageLine[]): void {
    const last = lines.at(-1);
    const looking = this.open && this.visible && document.hasFocus();
    if (this.sound && last !== undefined && !looking) playToneOnce(`${this.session?.id}/${last.seq}`);
  }

  #noticeConnection(before: boolean): void {
    if (this.connected === before) return;
    clearTimeout(this.#reconnectedTimer);
    this.reconnected = this.connected;
    if (!this.connected) return;
    this.#reconnectedTimer = setTimeout(() => (this.reconnected = false), justNow);
    this.session?.deliver();
    if (this.upload !== null) this.attached?.files.retryFailed(this.upload);
    if (this.open && this.session === null) void this.resume();
  }
}
