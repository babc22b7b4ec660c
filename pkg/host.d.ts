/**
 * `handover/host`: performs what the engine orders, and keeps what it must not lose.
 *
 * The engine decides; this module has the clock, the storage, the network and the desk's
 * mailbox. It decides nothing about a conversation. Every input takes the conversation's
 * lock, is handled, and is stored together with the work that follows from it; only then
 * is the work done. Whatever is left by a crash or a reload is done at the next opening; of
 * what was begun the engine hears that it was cut short, and sends it again only where a
 * repeat does no harm. Works in browsers, workers, Node 20 and on the edge.
 */
import type {
  Agent,
  Attachment,
  ConversationView,
  DeskMessage,
  Effect,
  Engine,
  Handover,
  Input,
  LogEntry,
  Millis,
  ProviderRequest,
} from "./index.js";

// ------------------------------------------------------------------- the host

/** Makes a host for the conversations of one engine. Nothing is opened, read or sent before the first `open`. */
export function createHost(options: HostOptions): Host;

export interface HostOptions {
  /** The engine whose effects are performed. The host feeds it alone: call no `handle` or `restore` of it beside the host. */
  engine: Engine;
  /** Where conversations are kept. Default: IndexedDB where there is one, else the memory of this process. */
  storage?: HostStorage;
  /** Name of the default storage and of its locks; two names on one origin know nothing of each other. Default `handover`. */
  name?: string;
  /** Answers the headers to be added to a request whose `auth` names a credential. A rejection fails the request, and so does silence until its timeout; no header is ever stored. */
  credentials?: (auth: string, request: ProviderRequest) => Record<string, string> | Promise<Record<string, string>>;
  /** Answers the secret or public key that a signature is made or checked with, by the name that the provider's settings give it and by the key's id, if the signature has one. */
  secrets?: (auth: string, keyId: string | null) => string | JsonWebKey | Promise<string | JsonWebKey>;
  /** Answers the bytes of a file that a provider takes as an upload; if they cannot be had, the file goes as a link. The address came from a visitor: fetch only from where your pages store files. */
  files?: (attachment: Attachment) => Blob | Promise<Blob>;
  /** Carries desk messages to a desk elsewhere, instead of the mailbox in the storage. Its frames come back through `Conversation.send`. */
  transport?: DeskTransport;
  /** Hears of everything that went wrong and was survived. The host itself writes nothing to the console. */
  onError?: (error: HostError) => void;
  /** The world, where it should be another: a test's clock, a proxy's fetch. */
  environment?: Partial<Environment>;
}

export interface Host {
  /**
   * Opens a conversation: restores it or starts it with `start`, catches up on what arrived in the meantime (the desk's
   * mail, work cut short, timers due) and keeps it going until it is closed. Opening it twice answers two handles of one.
   *
   * Timers run while somebody has it open; those that fell due in between happen at the next opening, in their order.
   * A page that goes away has no time to feed the engine: it leaves a note, from which desks see at once that the visitor
   * is not there, and the next opening tells the engine when the visitor left. While another tab has it open, nobody left.
   *
   * Of several tabs, or processes that share a storage, one makes a request to a provider. What a process that died was at is
   * taken up 15 s later. A socket or a stream is each process's own: open a conversation that needs one in one process at a time.
   */
  open(conversation: string, start?: Start): Promise<Conversation>;
  /**
   * Takes in a webhook of the provider with this name, and answers what to answer it with. It is checked, stored, and told to its
   * conversation at once where that is open, at its next opening otherwise. A signature that is wrong or missing is answered with 401,
   * one whose secret cannot be had with 503, more than 4 MB with 413, a body that breaks off with 400. How slowly a body may
   * come is for the server to say.
   * Rejects for a provider that is not in the engine's options or sends no webhooks.
   */
  receive(provider: string, request: Request): Promise<Response>;
  /** The same as the function of this name, on the host's own storage. */
  watchConversations(listener: (conversations: StoredConversation[]) => void): () => void;
  /** Removes a closed conversation from the storage and the engine, and with it what the desk has sent it and where its webhooks arrive; true if there was one. */
  forget(conversation: string): Promise<boolean>;
  /** Closes all conversations and the connections of this host. The engine stays the caller's. */
  close(): Promise<void>;
}

/** What a conversation begins with; ignored where it exists already. */
export type Start = Omit<Extract<Input, { type: "start" }>, "type">;

/** One opened conversation. */
export interface Conversation {
  readonly id: string;
  /**
   * Feeds a visitor's text or any input, and resolves when it is stored; rejects if the engine refuses it.
   * Messages without an id get one before anything else happens, so that a repeat does nothing.
   */
  send(input: string | Input): Promise<void>;
  /** Tells that the visitor types, or has stopped. */
  typing(on: boolean): Promise<void>;
  /** Ends a waiting or running handover. */
  cancel(): Promise<void>;
  /** Tells the built-in desk what the visitor thinks of the latest handover that an agent took, or of the latest if none did: 1 to 5 stars, perhaps a comment. The latest rating counts; false if the desk knows of no handover. */
  rate(stars: number, comment?: string | null): Promise<boolean>;
  /** What the engine shows of the conversation now. */
  view(): ConversationView;
  /** The log after `seq`, oldest first: what was said, for a page that draws itself anew. */
  log(after?: number): LogEntry[];
  /** Calls the listener after every change, wherever it was made; answers the function that stops it. */
  subscribe(listener: (change: Change) => void): () => void;
  /**
   * Leaves the conversation. The last handle of the last tab to leave is the visitor's going; the last of this host takes the
   * conversation out of the engine's memory. What is still being sent is waited for, for 10 s at most, and otherwise done at the next opening.
   */
  close(): Promise<void>;
}

export interface Change {
  /** In order, each `seq` once. After a change made elsewhere some may be missing: what was said stands in `log`. */
  effects: Effect[];
  /** `elsewhere`: another tab or process has moved the conversation. */
  origin: "here" | "elsewhere";
}

// --------------------------------------------------------------- looking on

/** Calls the listener at once, and at every change, with all stored conversations, latest first. Needs no engine. Answers the function that stops it. */
export function watchConversations(listener: (conversations: StoredConversation[]) => void, options?: WatchOptions): () => void;

/** Where to look; as in `HostOptions`. */
export interface WatchOptions {
  storage?: HostStorage;
  name?: string;
  onError?: (error: HostError) => void;
  environment?: Partial<Environment>;
}

export interface StoredConversation {
  conversation: string;
  /** As the engine showed it when it was stored last. */
  view: ConversationView;
  updatedAt: Millis;
  /** When the engine wants to be woken next. */
  wakeAt: Millis | null;
  /** Whether the visitor has it open in any tab. */
  present: boolean;
}

// ------------------------------------------------------------------- the desk

/** Opens the desk of one agent on the mailbox that the hosts of this origin (or of the given storage) share. */
export function openDesk(options: DeskOptions): Promise<Desk>;

export interface DeskOptions {
  agent: DeskAgent;
  /** The provider whose handovers come to this desk, by the name it has in the engine's options. Default: the handovers of all. */
  provider?: string;
  storage?: HostStorage;
  name?: string;
  onError?: (error: HostError) => void;
  environment?: Partial<Environment>;
}

export interface DeskAgent {
  id: string;
  displayName: string;
  avatarImage?: string | null;
  /** What the agent can do; left out: everything. */
  skills?: string[];
  /** What the agent speaks; left out: everything. */
  languages?: string[];
}

/** What an agent sees and does. Every act answers whether it was possible. All of it is stored: another tab of the same agent, or a reload, shows the same. */
export interface Desk {
  readonly agent: DeskAgent;
  /** The present state. The object is replaced, never changed. */
  tickets(): Tickets;
  subscribe(listener: (tickets: Tickets) => void): () => void;
  /** Takes a waiting ticket; false if somebody else was faster or it is over. */
  accept(ticket: string): Promise<boolean>;
  /** Leaves a ticket to others: it waits on and is not offered to this agent again, unless a colleague passes it to them. False once the agent has said something. */
  decline(ticket: string): Promise<boolean>;
  /** Says something to the visitor, with files if there are any; false if the ticket is not this agent's or there is nothing to say. */
  reply(ticket: string, text: string, attachments?: Attachment[]): Promise<boolean>;
  typing(ticket: string, on: boolean): Promise<boolean>;
  /** Sends a text through the flow as if the visitor had written it; false where the request does not allow it. */
  inject(ticket: string, text: string): Promise<boolean>;
  /** Writes something down for colleagues, on any ticket. It stays at the desks: neither the visitor nor the engine hears of it. */
  note(ticket: string, text: string): Promise<boolean>;
  /** Passes a ticket to a colleague who is there, or back into the queue for those with other skills; it keeps its place. */
  transfer(ticket: string, to: TransferTarget): Promise<boolean>;
  /** Gives a ticket back; it keeps its place in the queue. */
  returnToQueue(ticket: string): Promise<boolean>;
  /** Ends the handover; the flow goes on with the summary and the resolution. */
  resolve(ticket: string, outcome?: { summary?: string | null; resolution?: string | null }): Promise<boolean>;
  /** Whether this agent counts as available; a desk opens as available. */
  available(on: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A colleague by their id, or what those who are to take it need. */
export type TransferTarget = { agent: string } | { skills: string[]; languages?: string[] };

export interface Tickets {
  /** Those that are offered to this agent: higher priority first, then the longer waiting. What waits for a colleague is not here while they are there and available. */
  waiting: Ticket[];
  /** Those that wait and that this agent has declined. They may be accepted nevertheless. */
  declined: Ticket[];
  /** Those that this agent has accepted, the oldest first. */
  mine: Ticket[];
  /** Those that ended, the latest first. */
  closed: Ticket[];
  /** The other agents who have a desk open, by name. */
  colleagues: Colleague[];
  /** Whether this agent counts as available. */
  available: boolean;
}

export interface Colleague extends DeskAgent {
  available: boolean;
  /** How many conversations they have accepted. */
  conversations: number;
}

/** One handover, as the desk sees it. */
export interface Ticket {
  /** Names the ticket in calls to the desk; opaque. */
  id: string;
  provider: string;
  conversation: string;
  /** Counts the handovers of the conversation, from 1. */
  handover: number;
  /** `accepted` until the first word of the agent, then `active`. */
  state: "waiting" | "accepted" | "active" | "closed";
  agent: Agent | null;
  /** The place in the queue, from 1; `null` unless waiting. */
  position: number | null;
  requestedAt: Millis;
  /** Since when it waits, or has waited until it was accepted: the request, or when it was given back last. */
  waitingSince: Millis;
  request: TicketRequest;
  /** Whom it is offered to while it waits. */
  offer: Offer;
  /** What was said before the bot handed over, oldest first. */
  transcript: TicketLine[];
  /** What was said since, by all sides, in one order, and the notes between. */
  messages: TicketLine[];
  /** Who has taken it and given it back, oldest first. */
  events: TicketEvent[];
  /** The visitor is typing. */
  typing: boolean;
  /** The visitor has the conversation open. */
  present: boolean;
  /** How it ended; `null` while it has not. */
  outcome: TicketOutcome | null;
  /** What the visitor has said of it after its end; `null` if nothing. */
  rating: TicketRating | null;
}

/** A visitor's rating of a talk. */
export interface TicketRating {
  /** From 1 to 5. */
  stars: number;
  comment: string | null;
  at: Millis;
}

/** What the request said; see the `request` message of the desk protocol. */
export interface TicketRequest {
  channel: string | null;
  locale: string | null;
  profile: object | null;
  metadata: object | null;
  skills: string[];
  languages: string[];
  priority: "none" | "low" | "medium" | "high" | "urgent";
  allowInject: boolean;
}

/** Whom a waiting ticket is for: what the request asks for, or what a transfer has put in its place. */
export interface Offer {
  /** The colleague that it was passed to; `null`: whoever can. */
  agent: Agent | null;
  skills: string[];
  languages: string[];
  /** Who passed it on. */
  from: Agent | null;
}

/** Something that agents did with a ticket. */
export interface TicketEvent {
  /** `timedOut`: accepted, and nothing said in time, so that it waits again. */
  type: "accepted" | "declined" | "returned" | "transferred" | "timedOut";
  at: Millis;
  agent: Agent;
  /** Where to, if `transferred`. */
  to: Offer | null;
  /** It happened after so many of the ticket's `messages`. */
  after: number;
}

export interface TicketLine {
  /** Unique within the ticket and the same after a reload. */
  key: string;
  /** `note`: for the desks alone. */
  kind: "message" | "notice" | "inject" | "note";
  author: "visitor" | "bot" | "agent" | "system";
  name: string | null;
  text: string | null;
  data: object | null;
  attachments: Attachment[];
  at: Millis;
  /** Of the agents' own lines: whether the conversation has taken it in. Other lines: true. */
  delivered: boolean;
}

export interface TicketOutcome {
  /** `resolved` by an agent, otherwise the engine's reason. */
  reason: "resolved" | "cancelled" | "timedOut" | "closedByFlow" | "error";
  summary: string | null;
  resolution: string | null;
  at: Millis;
}

/** A way to a desk that is not in the storage. */
export interface DeskTransport {
  /** Hands one message over, at least once; resolves when the other side has it, rejects if it will not have it; silence for 30 s counts as that. For `availability` it answers the number of agents. */
  deliver(mail: { conversation: string; provider: string; send: number; message: DeskMessage }): Promise<number | void>;
}

// ------------------------------------------------------------ looking back

/** Answers the logs of stored conversations. A conversation that cannot be read is left out and reported. */
export function readLogs(options: LogsOptions): Promise<ConversationLog[]>;

export interface LogsOptions extends WatchOptions {
  /** Reads the snapshots, with whatever flow. It must be no host's: what it reads it forgets. */
  engine: Engine;
  /** This conversation alone. */
  conversation?: string;
  /** Only conversations in which something has happened since. */
  since?: Millis;
}

export interface ConversationLog {
  conversation: string;
  log: LogEntry[];
}

/** Folds one log into the times of its handovers. Pure: the same log gives the same figures, wherever it was kept. */
export function foldLog(log: ConversationLog): ConversationFigures;

export interface ConversationFigures {
  conversation: string;
  /** `null` for an empty log. */
  startedAt: Millis | null;
  /** How many messages the visitor sent to the bot. */
  questions: number;
  handovers: HandoverFigures[];
}

export interface HandoverFigures {
  requestedAt: Millis;
  /** When an agent took it for the first time; where no acceptance was reported, their first message. */
  acceptedAt: Millis | null;
  /** When an agent said something for the first time. */
  repliedAt: Millis | null;
  endedAt: Millis | null;
  /** How long humans had the conversation: from a first word until they left or the end, all such spans together. */
  handled: Millis;
  provider: string | null;
  /** The name of the agent who had it last. */
  agent: string | null;
  /** The status with which it ended. */
  outcome: Handover["status"] | null;
  result: HandoverResult;
}

/**
 * What a handover came to; each has exactly one.
 *
 * `timedOut`: it ended because nobody came in time. `failed`: it ended by an error. Of the others, `answered`: an agent
 * said something. `abandoned`: the visitor called it off before. `unanswered`: it ended otherwise without a word of an agent.
 * `waiting`: it is not over, and no agent has said anything.
 */
export type HandoverResult = "answered" | "abandoned" | "timedOut" | "failed" | "unanswered" | "waiting";

/** Counts what was folded. A conversation belongs to the time of its first entry, a handover to that of its request. */
export function figuresOf(conversations: ConversationFigures[], options?: FiguresOptions): Figures;

export interface FiguresOptions {
  /** Included. Default: from the beginning. */
  from?: Millis;
  /** Excluded. Default: to the end. */
  to?: Millis;
  /** Answers the hour of the day, from 0 to 23. Default: the hour where the code runs. */
  hourOf?: (at: Millis) => number;
}

export interface Figures {
  /** In which the visitor wrote to the bot, or was handed over. */
  conversations: number;
  /** Of these, the ones that never asked for a human. */
  contained: number;
  /** `contained` as a part of `conversations`, from 0 to 1; `null` if there are none. */
  containment: number | null;
  handovers: number;
  results: Record<HandoverResult, number>;
  /** From the request to the first acceptance, of the handovers that were accepted. */
  wait: DurationFigure;
  /** From the request to the first message of an agent, of the handovers that have one. */
  firstReply: DurationFigure;
  /** How long humans had the conversation, of the handovers that an agent answered and that are over. */
  handling: DurationFigure;
  /** By the hour of the request, all 24. */
  hours: HourFigures[];
}

export interface HourFigures {
  hour: number;
  handovers: number;
  results: Record<HandoverResult, number>;
  wait: DurationFigure;
}

export interface DurationFigure {
  /** How many there are. */
  count: number;
  mean: Millis | null;
  /** Half of them took no longer. */
  median: Millis | null;
  /** Nine of ten took no longer. */
  most: Millis | null;
}

// ------------------------------------------------------------------- storage

/**
 * An ordered map from strings to values, with transactions: all that a host or a desk needs.
 *
 * Values are what structured cloning copies. Keys are ordered by their characters; `/` separates their parts.
 */
export interface HostStorage {
  /**
   * Runs `work` as if nothing else ran. What it writes is kept all together or, when it rejects, not at all.
   * `work` awaits nothing but the transaction, and may be run again if the storage had to give it up.
   */
  transact<T>(mode: "readonly" | "readwrite", work: (transaction: StorageTransaction) => Promise<T>): Promise<T>;
  /** Calls the listener with a topic rung by another user of the storage, in this process or outside; a hint that may get lost. Answers the function that stops it. */
  listen?(listener: (topic: string) => void): () => void;
  /** Rings a topic for all other users. */
  ring?(topic: string): void;
  close?(): Promise<void> | void;
}

export interface StorageTransaction {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** Entries whose key starts with `prefix` and comes after `after`, in the order of the keys. */
  list(prefix: string, after?: string): Promise<[key: string, value: unknown][]>;
}

/** Keeps everything in this process. Give one and the same to a host and a desk that are to meet. */
export function memoryStorage(): HostStorage;

/** Keeps everything in the IndexedDB database of this name. Rejects in its transactions where there is none. */
export function indexedDBStorage(name?: string): HostStorage;

// --------------------------------------------------------------- surroundings

/** What the host takes from its surroundings. */
export interface Environment {
  now(): Millis;
  setTimeout(callback: () => void, delay: Millis): unknown;
  clearTimeout(timer: unknown): void;
  fetch: typeof fetch;
  /** Opens a WebSocket. The default refuses a request that needs headers, since browsers cannot add any. */
  socket(url: string, headers: Record<string, string>): WebSocket;
  /** Answers a new unique id. */
  randomId(): string;
}

/** Something that went wrong and was survived. Its message names no content of a conversation. */
export interface HostError extends Error {
  name: "HostError";
  /**
   * `storage_lost`: IndexedDB cannot be used here, everything is kept in memory only. `conflict`: another tab keeps moving the conversation; the input was given up.
   * `mail_invalid`: something from the other side was dropped. `input_refused`: the engine refused an input of the host's own.
   * `work_failed`: an effect could not be performed, and stays to be done. `listener_failed`: a listener threw. `closed`: the conversation or the desk was used after its closing.
   */
  code: "storage_lost" | "conflict" | "mail_invalid" | "input_refused" | "work_failed" | "listener_failed" | "closed";
  conversation: string | null;
  cause?: unknown;
}
