/**
 * What an agent sees of a handover, as a fold over the log: what came with the request, what was said since, how it ended.
 *
 * The built-in desk is shown in words. What another provider is sent is shown as it is, for those who know its protocol.
 */
import type { Attachment, Effect, Input, LogEntry } from "handover";
import { cardsOf, type Card } from "../../common/cards.js";
import type { PlayLabels } from "./labels.js";

export type AgentLine =
  | { kind: "said"; key: string; from: "visitor" | "bot" | "human"; name: string | null; text: string | null; cards: Card[]; files: Attachment[]; injected: boolean }
  | { kind: "cut"; key: string }
  | { kind: "over"; key: string }
  | { kind: "notice"; key: string; code: keyof PlayLabels["notice"] }
  | { kind: "end"; key: string; reason: keyof PlayLabels["ends"] }
  | { kind: "raw"; key: string; provider: string; text: string };

/** Everything in the agent's pane. */
export interface AgentState {
  lines: AgentLine[];
  visitorTypes: boolean;
}

interface DeskLine {
  type: string;
  author?: "visitor" | "bot";
  text?: string | null;
  data?: unknown;
  attachments?: Attachment[];
  code?: string;
  reason?: string;
  on?: boolean;
  transcript?: { author: "visitor" | "bot" | "agent"; name: string | null; text: string }[];
}

/** Folds the log of a conversation. */
export function agentState(log: LogEntry[]): AgentState {
  const state: AgentState = { lines: [], visitorTypes: false };
  for (const { seq, entry } of log) apply(state, String(seq), entry as Input | Effect);
  return state;
}

function apply(state: AgentState, key: string, fact: Input | Effect): void {
  switch (fact.type) {
    case "send":
      if (fact.request.kind === "desk") return told(state, key, fact.request.message as unknown as DeskLine);
      state.lines.push({ kind: "raw", key, provider: fact.provider, text: JSON.stringify(fact.request, null, 1) });
      return;
    case "agentMessage":
    case "agentInject":
      if (!fact.text && !fact.data) return;
      state.lines.push({ kind: "said", key, from: "human", name: ("agent" in fact && fact.agent?.displayName) || null, text: fact.text ?? null, cards: cardsOf(fact.data), files: [], injected: fact.type === "agentInject" });
      return;
    case "handoverResolved":
    case "handoverFailed":
      if (state.lines.length > 0) state.lines.push({ kind: "over", key });
      return;
    default:
      return;
  }
}

function told(state: AgentState, key: string, message: DeskLine): void {
  switch (message.type) {
    case "request": {
      const before = (message.transcript ?? []).map(({ author, name, text }, at): AgentLine => ({ kind: "said", key: `${key} ${at}`, from: author === "agent" ? "human" : author, name, text, cards: [], files: [], injected: false }));
      state.lines = [...before, { kind: "cut", key }];
      return;
    }
    case "message":
      state.lines.push({ kind: "said", key, from: message.author ?? "visitor", name: null, text: message.text ?? null, cards: cardsOf(message.data), files: message.attachments ?? [], injected: false });
      state.visitorTypes = false;
      return;
    case "notice":
      state.lines.push({ kind: "notice", key, code: message.code === "userJoined" || message.code === "userLeft" ? message.code : "other" });
      return;
    case "typing":
      state.visitorTypes = message.on === true;
      return;
    case "end":
      state.visitorTypes = false;
      state.lines.push({ kind: "end", key, reason: (message.reason ?? "error") as keyof PlayLabels["ends"] });
      return;
    default:
      return;
  }
}
