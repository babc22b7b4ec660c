/**
 * The chat as a fold over what the visitor has said and been shown: lines, who is there, what is waited for, what may still be clicked.
 *
 * A pure function of the entries in the order of their `seq`, whichever way they came: a reload, another tab or a repeat gives the
 * same lines, and no clock decides anything but where a day line stands. It words nothing; sentences are the labels' business.
 */
import type { Attachment, Effect, Handover, Input, LogEntry, QuickReply, Representative } from "handover";
import { cardsOf, type Card } from "../common/cards.js";

/** What somebody said. */
export interface MessageLine {
  kind: "message";
  key: string;
  seq: number;
  at: number;
  /** The first line of another day than the one before. */
  newDay: boolean;
  from: "visitor" | "bot" | "human";
  /** As the other side gives it; `null` where it gives none. */
  name: string | null;
  avatar: string | null;
  text: string | null;
  cards: Card[];
  attachments: Attachment[];
  replies: QuickReply[];
  /** The same person goes on. */
  continued: boolean;
}

/** What happened. */
export interface NoteLine {
  kind: "note";
  key: string;
  seq: number;
  at: number;
  newDay: boolean;
  note: Note;
}

export type Note =
  | { type: "joined" | "left"; name: string | null }
  | { type: "transferring" | "stoppedWaiting" | "endedTalk" | "back" | "timedOut" | "unreachable" | "elsewhere" | "ended" | "youEnded" }
  /** A sentence of the system's own. */
  | { type: "said"; text: string };

export type Line = MessageLine | NoteLine;

/** The place in the queue; all `null` where nothing is known of it. */
export interface QueuePlace {
  position: number | null;
  estimatedWaitTime: number | null;
  alternativeText: string | null;
}

/** Somebody who speaks to the visitor. */
export interface Speaker {
  kind: "bot" | "human";
  name: string | null;
  avatar: string | null;
}

/** Everything that the chat shows. */
export interface ChatState {
  lines: Line[];
  /** What the visitor waits for: the desk's answer, or an agent. */
  waiting: "requested" | "queue" | null;
  place: QueuePlace;
  /** The agent who has taken the chat and has not written yet. */
  coming: { name: string | null } | null;
  /** A human has the conversation. */
  active: boolean;
  /** Who speaks to the visitor now. */
  speaker: Speaker;
  /** The line whose quick replies still work. */
  offered: string | null;
  /** Where the engine has ended the conversation. */
  ended: number | null;
  /** The last talk with a human that is over, by the entry that ended it. */
  talked: { seq: number; name: string | null } | null;
  /** The last entry in which the visitor said something. */
  spoke: number;
}

type Place = Pick<MessageLine, "key" | "seq" | "at">;

const nowhere: QueuePlace = { position: null, estimatedWaitTime: null, alternativeText: null };

/** The chat before anything has happened. */
export const emptyChat: ChatState = {
  lines: [],
  waiting: null,
  place: nowhere,
  coming: null,
  active: false,
  speaker: { kind: "bot", name: null, avatar: null },
  offered: null,
  ended: null,
  talked: null,
  spoke: 0,
};

/** Answers what the chat shows after some more entries of the log. Lines that were there stay the same objects. */
export function stateAfter(before: ChatState, entries: LogEntry[]): ChatState {
  const state = { ...before, lines: [...before.lines] };
  for (const entry of entries) apply(state, entry);
  return state;
}

function apply(state: ChatState, { seq, at, entry }: LogEntry): void {
  const place: Place = { key: String(seq), seq, at };
  const fact = entry as Input | Effect;
  switch (fact.type) {
    case "message":
      return said(state, place, fact);
    case "say":
      return shown(state, place, fact);
    case "event":
      return cameOrWent(state, place, fact);
    case "notice":
      if (fact.to === "agent") return;
      if (fact.code === "transferring") return note(state, place, { type: "transferring" });
      if (fact.code === "cancelled") return note(state, place, { type: state.speaker.kind === "human" ? "endedTalk" : "stoppedWaiting" });
      return note(state, place, { type: "said", text: fact.text });
    case "queue":
      state.place = { position: fact.position, estimatedWaitTime: fact.estimatedWaitTime, alternativeText: fact.alternativeText };
      return;
    case "handover":
      return changed(state, place, fact.handover);
    case "ended":
      state.ended = seq;
      state.offered = null;
      return note(state, place, { type: "ended" });
    default:
      return;
  }
}

function said(state: ChatState, place: Place, fact: Extract<Input, { type: "message" }>): void {
  state.ended = null;
  state.spoke = place.seq;
  const text = fact.text ?? null;
  const chosen = replyOf(state, text);
  // While waiting, the button that ends the waiting stays good whatever else is said.
  if (state.waiting === null || chosen !== undefined) state.offered = null;
  const cards = cardsOf(fact.data);
  const attachments = fact.attachments ?? [];
  if (!text && cards.length === 0 && attachments.length === 0) return;
  // A message keeps the key that it had on its way here, and so its place on the screen.
  const key = fact.id === undefined || state.lines.some((line) => line.key === fact.id) ? place.key : fact.id;
  push(state, { kind: "message", ...place, key, from: "visitor", name: null, avatar: null, text: chosen?.title ?? text, cards, attachments, replies: [] });
}

function shown(state: ChatState, place: Place, fact: Extract<Effect, { type: "say" }>): void {
  if (fact.to === "agent") return;
  const { from: who, text, data, attachments, quickReplies: replies } = fact;
  const { displayName: name, avatarImage: avatar } = who;
  const from = who.representativeType === "HUMAN" ? "human" : "bot";
  if (from === "human" || state.speaker.kind === "bot") state.speaker = { kind: from, name, avatar };
  push(state, { kind: "message", ...place, from, name, avatar, text, cards: cardsOf(data), attachments, replies });
  if (replies.length > 0) state.offered = place.key;
}

function cameOrWent(state: ChatState, place: Place, { eventType, representative }: Extract<Effect, { type: "event" }>): void {
  const { representativeType, displayName: name, avatarImage: avatar } = representative;
  if (representativeType !== "HUMAN") return;
  const came = eventType === "REPRESENTATIVE_JOINED";
  note(state, place, { type: came ? "joined" : "left", name });
  state.speaker = came ? { kind: "human", name, avatar } : botOf(state.lines);
  if (!came) state.talked = { seq: place.seq, name };
}

function changed(state: ChatState, place: Place, { status, agent, resolution }: Handover): void {
  if (status === "agentInject" || status === "genericHandoverUpdate") return;
  const { waiting, active } = state;
  state.active = status === "active";
  if (status === "requested" || status === "queue") {
    if (waiting === null) state.place = nowhere;
    state.waiting = status;
    state.coming = status === "queue" && agent !== null ? { name: agent.displayName ?? null } : null;
    return;
  }
  if (waiting !== null) state.offered = null;
  state.waiting = null;
  state.place = nowhere;
  state.coming = null;
  if (status === "active") return;
  if (status === "handoverAlreadyInProgress") note(state, place, { type: "elsewhere" });
  else if (active) note(state, place, { type: "back" });
  else if (waiting !== null && status === "timedOut") note(state, place, { type: "timedOut" });
  else if (status === "error") note(state, place, { type: "unreachable" });
  else if (waiting !== null && status === "completed" && resolution === "closedByFlow") note(state, place, { type: "back" });
}

function note(state: ChatState, place: Place, what: Note): void {
  state.lines.push({ kind: "note", ...place, newDay: isNewDay(state, place), note: what });
}

function push(state: ChatState, line: Omit<MessageLine, "continued" | "newDay">): void {
  const last = state.lines.at(-1);
  const newDay = isNewDay(state, line);
  const continued = !newDay && last?.kind === "message" && last.from === line.from && last.name === line.name;
  state.lines.push({ ...line, newDay, continued });
}

/** Answers whether a day line stands before what happened then: a clock that was put back makes none. */
export function isNewDay({ lines }: Pick<ChatState, "lines">, { at }: { at: number }): boolean {
  const last = lines.at(-1);
  return last === undefined || (at > last.at && new Date(at).toDateString() !== new Date(last.at).toDateString());
}

function botOf(lines: Line[]): Speaker {
  const last = lines.findLast((line) => line.kind === "message" && line.from === "bot");
  return { kind: "bot", name: last?.kind === "message" ? last.name : null, avatar: last?.kind === "message" ? last.avatar : null };
}

function replyOf(state: ChatState, text: string | null): QuickReply | undefined {
  const line = state.lines.find((each) => each.key === state.offered);
  return line?.kind === "message" ? line.replies.find((reply) => reply.payload === text) : undefined;
}
