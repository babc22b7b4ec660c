/**
 * The chat as a fold over what the visitor has said and been shown: lines, place in the queue, buttons that still work.
 *
 * A pure function of the entries, whichever way they came: a reload, another tab or a repeat gives the same lines.
 * It words nothing but names; sentences are the labels' business.
 */
import type { Attachment, Effect, Handover, Input, LogEntry, QuickReply, Representative } from "handover";
import { cardsOf, type Card } from "../common/cards.js";
import type { ChatLabels } from "./labels.js";

/** What somebody said. `continued` is true where the same person goes on. */
export interface MessageLine {
  kind: "message";
  key: string;
  seq: number;
  from: "visitor" | "bot" | "human";
  name: string;
  avatar: string | null;
  text: string | null;
  cards: Card[];
  attachments: Attachment[];
  replies: QuickReply[];
  at: number;
  continued: boolean;
}

/** What happened, in a sentence. */
export interface NoteLine {
  kind: "note";
  key: string;
  seq: number;
  text: string;
  at: number;
}

export type Line = MessageLine | NoteLine;

/** The place in the queue; all `null` where nothing is known of it. */
export interface QueuePlace {
  position: number | null;
  estimatedWaitTime: number | null;
  alternativeText: string | null;
}

/** Everything that the chat shows. */
export interface ChatState {
  lines: Line[];
  /** What the visitor waits for: the desk's answer, or an agent. */
  waiting: "requested" | "queue" | null;
  place: QueuePlace;
  /** The line whose quick replies still work. */
  offered: string | null;
  ended: boolean;
}

type Words = Pick<ChatLabels, "you" | "bot" | "human" | "joined" | "left" | "transferring" | "cancelled" | "ended">;

type Place = Pick<MessageLine, "key" | "seq" | "at">;

const nowhere: QueuePlace = { position: null, estimatedWaitTime: null, alternativeText: null };

/** Answers what the chat shows after these entries of the log. */
export function stateOf(entries: LogEntry[], labels: Words): ChatState {
  const state: ChatState = { lines: [], waiting: null, place: nowhere, offered: null, ended: false };
  for (const entry of entries) apply(state, entry, labels);
  return state;
}

function apply(state: ChatState, { seq, at, entry }: LogEntry, labels: Words): void {
  const key = String(seq);
  const fact = entry as Input | Effect;
  const note = (text: string) => void state.lines.push({ kind: "note", key, seq, text, at });
  switch (fact.type) {
    case "message":
      return said(state, { key, seq, at }, fact, labels);
    case "say":
      return shown(state, { key, seq, at }, fact, labels);
    case "event": {
      if (fact.representative.representativeType !== "HUMAN") return;
      const name = nameOf(fact.representative, labels);
      return note(fact.eventType === "REPRESENTATIVE_JOINED" ? labels.joined(name) : labels.left(name));
    }
    case "notice":
      if (fact.to === "agent") return;
      return note(fact.code === "transferring" ? labels.transferring : fact.code === "cancelled" ? labels.cancelled : fact.text);
    case "queue":
      state.place = { position: fact.position, estimatedWaitTime: fact.estimatedWaitTime, alternativeText: fact.alternativeText };
      return;
    case "handover":
      return changed(state, fact.handover);
    case "ended":
      state.ended = true;
      state.offered = null;
      return note(labels.ended);
    default:
      return;
  }
}

function said(state: ChatState, place: Place, fact: Extract<Input, { type: "message" }>, labels: Words): void {
  state.ended = false;
  const text = fact.text ?? null;
  const chosen = replyOf(state, text);
  // While waiting, the button that ends the waiting stays good whatever else is said.
  if (state.waiting === null || chosen !== undefined) state.offered = null;
  const cards = cardsOf(fact.data);
  const attachments = fact.attachments ?? [];
  if (text === null && cards.length === 0 && attachments.length === 0) return;
  push(state, { kind: "message", ...place, from: "visitor", name: labels.you, avatar: null, text: chosen?.title ?? text, cards, attachments, replies: [] });
}

function shown(state: ChatState, place: Place, fact: Extract<Effect, { type: "say" }>, labels: Words): void {
  if (fact.to === "agent") return;
  const { from, text, data, attachments, quickReplies: replies } = fact;
  const who = from.representativeType === "HUMAN" ? "human" : "bot";
  push(state, { kind: "message", ...place, from: who, name: nameOf(from, labels), avatar: from.avatarImage, text, cards: cardsOf(data), attachments, replies });
  if (replies.length > 0) state.offered = place.key;
}

function changed(state: ChatState, { status }: Handover): void {
  if (status === "requested" || status === "queue") {
    if (state.waiting === null) state.place = nowhere;
    state.waiting = status;
    return;
  }
  if (status === "agentInject" || status === "genericHandoverUpdate") return;
  if (state.waiting !== null) state.offered = null;
  state.waiting = null;
  state.place = nowhere;
}

function push(state: ChatState, line: Omit<MessageLine, "continued">): void {
  const last = state.lines.at(-1);
  const continued = last?.kind === "message" && last.from === line.from && last.name === line.name;
  state.lines.push({ ...line, continued });
}

function replyOf(state: ChatState, text: string | null): QuickReply | undefined {
  const line = state.lines.find((each) => each.key === state.offered);
  return line?.kind === "message" ? line.replies.find((reply) => reply.payload === text) : undefined;
}

function nameOf({ representativeType, displayName }: Representative, labels: Words): string {
  return displayName || (representativeType === "HUMAN" ? labels.human : labels.bot);
}
