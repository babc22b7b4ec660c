/**
 * `<handover-desk>`: where an agent accepts conversations, answers them and passes them on, and sees how the desk does.
 *
 * It decides nothing: what there is comes from the `desk` it is given, and what the agent does goes there. What is the
 * agent's alone (drafts, own canned replies, sound) it keeps in the browser. The agent's name is the page's to keep.
 */
import type { ConversationLog, Desk as HostDesk } from "handover/host";
import { ComponentElement, styleSheet, type ElementSettings } from "../common/element.js";
import type { Upload } from "../common/files.svelte.js";
import talkCss from "../common/talk.css?inline";
import tokensCss from "../common/tokens.css?inline";
import { Words } from "../common/words.svelte.js";
import asideCss from "./aside.css?inline";
import type { CannedReply } from "./canned.js";
import Desk from "./Desk.svelte";
import frameCss from "./frame.css?inline";
import { words, type DeskLabels } from "./labels.js";
import listsCss from "./lists.css?inline";
import ticketCss from "./ticket.css?inline";
import writingCss from "./writing.css?inline";

/** What the element shows: the conversations, or the figures. */
export type DeskView = "conversations" | "figures";

/** Reads logs of conversations: of all, of one, or of those in which something has happened since. */
export type ReadLogs = (wanted: { conversation?: string; since?: number }) => Promise<ConversationLog[]>;

/** What the element fires. */
export interface DeskEvents {
  /** The agent has chosen another name. */
  agentchange: { displayName: string };
  /** The agent has opened another conversation; `null` closes the one that was open. */
  ticketselect: { ticket: string | null };
  /** The agent has gone to the figures, or back. */
  viewchange: { view: DeskView };
}

/** The element's properties, as its component reads them. */
export class DeskSettings implements ElementSettings<DeskLabels> {
  readonly words = new Words(words, {
    de: () => import("./words/de.js"),
    es: () => import("./words/es.js"),
    fr: () => import("./words/fr.js"),
    ja: () => import("./words/ja.js"),
    ar: () => import("./words/ar.js"),
  });
  desk = $state.raw<HostDesk | null>(null);
  problem = $state.raw<unknown>(null);
  view = $state<DeskView>("conversations");
  logs = $state.raw<ReadLogs | null>(null);
  cannedReplies = $state.raw<CannedReply[]>([]);
  upload = $state.raw<Upload | null>(null);
  accept = $state("");
  maxFileSize = $state(10_000_000);
  maxFiles = $state(5);
}

const sheet = styleSheet(tokensCss, talkCss, frameCss, listsCss, ticketCss, writingCss, asideCss);

export class HandoverDesk extends ComponentElement<DeskLabels, DeskSettings, DeskEvents> {
  readonly #settings: DeskSettings;

  constructor() {
    const settings = new DeskSettings();
    super(Desk, settings, sheet);
    this.#settings = settings;
  }

  /** The opened desk; `null` shows that it is being opened. Closing it is the page's business. */
  get desk(): HostDesk | null {
    return this.#settings.desk;
  }
  set desk(desk: HostDesk | null) {
    this.#settings.desk = desk;
  }

  /** Why there is no desk; anything but `null` is told to the agent. */
  get problem(): unknown {
    return this.#settings.problem;
  }
  set problem(problem: unknown) {
    this.#settings.problem = problem;
  }

  /** What is shown. The agent may change it, which fires `viewchange`. */
  get view(): DeskView {
    return this.#settings.view;
  }
  set view(view: DeskView) {
    this.#settings.view = view === "figures" ? view : "conversations";
  }

  /** Where the logs are read from; without it there are no figures, and of what the bot has tried only the words. */
  get logs(): ReadLogs | null {
    return this.#settings.logs;
  }
  set logs(logs: ReadLogs | null) {
    this.#settings.logs = logs;
  }

  /** Canned replies for every agent, beside those that agents write for themselves. */
  get cannedReplies(): CannedReply[] {
    return this.#settings.cannedReplies;
  }
  set cannedReplies(replies: CannedReply[]) {
    this.#settings.cannedReplies = replies;
  }

  /** Puts a file where the visitor can fetch it; without it agents send no files. */
  get upload(): Upload | null {
    return this.#settings.upload;
  }
  set upload(upload: Upload | null) {
    this.#settings.upload = upload;
  }

  /** Types of files that may be sent, as in the `accept` of a file input. Default: all. */
  get accept(): string {
    return this.#settings.accept;
  }
  set accept(accept: string) {
    this.#settings.accept = String(accept ?? "");
  }

  /** Bytes that one file may have. Default: 10,000,000. */
  get maxFileSize(): number {
    return this.#settings.maxFileSize;
  }
  set maxFileSize(bytes: number) {
    this.#settings.maxFileSize = Number(bytes);
  }

  /** Files that one message may have. Default: 5. */
  get maxFiles(): number {
    return this.#settings.maxFiles;
  }
  set maxFiles(count: number) {
    this.#settings.maxFiles = Number(count);
  }
}
