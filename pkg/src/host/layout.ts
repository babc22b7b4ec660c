/**
 * What lies where in the storage: the keys, and the records under them.
 *
 * Every record belongs to one side. The host writes conversations, work and tabs; the
 * desk writes letters and agents; both append to the desk's log and to nothing else in
 * common. Numbers in keys are padded, so that the order of keys is the order of events.
 */
import type { ConversationView, DeskAgent, DeskMessage, Effect, Millis, SendEffect } from "./types.js";
import type { StorageTransaction } from "../../host.js";

/** A conversation as it was stored last; replaced whole. */
export interface ConversationRecord {
  /** Rises by one with every change: who finds another one than expected has been overtaken. */
  version: number;
  snapshot: Uint8Array;
  wakeAt: Millis | null;
  /** The latest time that the engine has been told; it never hears an earlier one. */
  at: Millis;
  /** Whether the engine believes the visitor to be there. */
  present: boolean;
  /** The highest effect so far: what comes with a lower number is a repeat. */
  seq: number;
  /** What the last change brought for the page, so that other tabs can show it. */
  effects: Effect[];
}

/** What an onlooker sees of a conversation, beside the record so that nobody reads snapshots for it. */
export interface ViewRecord {
  conversation: string;
  view: ConversationView;
  updatedAt: Millis;
  wakeAt: Millis | null;
}

/** Work that a change has left to do. */
export interface WorkRecord {
  effect: SendEffect;
  /** It has been begun: a connection, or a request that changes something. If nobody holds it any more, it was cut short. */
  started: boolean;
  /** The key of the tab that makes the request, where locks do not keep others from it. */
  claim?: string;
}

/** A frame of the desk, or a webhook as it arrived, on its way to a conversation. */
export type Letter = { provider: string; at: Millis } & ({ frame: DeskMessage } | { body: string; headers: Record<string, string> });

/** A tab (or process) that has a conversation open, or an agent's desk open. */
export interface Presence {
  /** Names the lock that it holds while it lives, where there are locks. */
  lock: string | null;
  /** Where there are no locks, it is alive until then. */
  until: Millis;
  /** When it said good-bye. */
  left: Millis | null;
}

export interface AgentPresence extends Presence {
  agent: DeskAgent;
  provider: string | null;
  available: boolean;
}

/** One line of the desk's log. */
export type Entry = { provider: string; conversation: string; at: Millis } & (
  | { from: "engine"; message: DeskMessage }
  | { from: "desk"; frame: DeskMessage }
  | { from: "host"; handover: number; delivered: string }
  | { from: "visitor"; handover: number; rating: { stars: number; comment: string | null } }
);

/** A visitor's typing: a state and no event, hence not in the log. */
export interface TypingRecord {
  provider: string;
  conversation: string;
  handover: number;
  until: Millis;
}

export const keys = {
  conversations: "c/",
  conversation: (conversation: string) => `c/${part(conversation)}`,
  views: "w/",
  view: (conversation: string) => `w/${part(conversation)}`,
  work: (conversation: string) => `o/${part(conversation)}/`,
  workOf: (conversation: string, seq: number) => `o/${part(conversation)}/${padded(seq)}`,
  letters: (conversation: string) => `m/${part(conversation)}/`,
  /** Sorts after all letters with a number. */
  typingLetter: (conversation: string) => `m/${part(conversation)}/typing`,
  webhooks: "h/",
  /** Whose a webhook with this address is. */
  webhook: (provider: string, address: string) => `h/${part(provider)}/${part(address)}`,
  tabs: "v/",
  tabsOf: (conversation: string) => `v/${part(conversation)}/`,
  tab: (conversation: string, tab: string) => `v/${part(conversation)}/${tab}`,
  log: "d/",
  typings: "t/",
  typing: (provider: string, conversation: string) => `t/${part(provider)}/${part(conversation)}`,
  agents: "a/",
  agent: (session: string) => `a/${session}`,
};

/** Stores a frame for a conversation, behind all that are there. */
export async function post(transaction: StorageTransaction, conversation: string, letter: Letter): Promise<void> {
  await transaction.put(keys.letters(conversation) + padded(await next(transaction, letter.at)), letter);
}

/** Appends to the desk's log. */
export async function append(transaction: StorageTransaction, entry: Entry): Promise<void> {
  await transaction.put(keys.log + padded(await next(transaction, entry.at)), entry);
}

/** The conversation in a key of its tabs, work or letters. */
export function conversationOf(key: string): string {
  return (key.split("/")[1] ?? "").replaceAll("%2F", "/").replaceAll("%25", "%");
}

/** The tab in the key of its presence. */
export function tabOf(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** The next number of all; it follows the clock, so that it rises even where the storage has lost its count. */
async function next(transaction: StorageTransaction, now: Millis): Promise<number> {
  const number = Math.max(Number((await transaction.get("n")) ?? 0) + 1, now);
  await transaction.put("n", number);
  return number;
}

function padded(number: number): string {
  return String(number).padStart(16, "0");
}

/** Only what could be mistaken for structure is escaped: an id may hold halves of surrogate pairs, which a stricter escape refuses. */
function part(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("/", "%2F");
}
