/**
 * One handover at the desk: what is kept of it, and what an agent is shown.
 */
import type { Offer, Ticket, TicketEvent, TicketLine, TicketOutcome, TicketRating, TicketRequest } from "../../../host.js";
import { isStars, list, object, priority, record, text, texts } from "../frame.js";
import type { Agent, Millis } from "../types.js";

/** What the log says of a ticket. */
export interface State {
  readonly id: string;
  readonly provider: string;
  readonly conversation: string;
  readonly handover: number;
  /** The key of its first line: tickets of the same moment keep the order of the log. */
  readonly first: string;
  /** All its lines' keys. */
  keys: string[];
  /** The engine's highest number that was taken, and what has come before its turn. */
  seq: number;
  early: Map<number, { message: Record<string, unknown>; at: Millis }>;
  /** `null` until the request itself has come. */
  request: TicketRequest | null;
  wantsPosition: boolean;
  wantsWaitTime: boolean;
  transcript: TicketLine[];
  lines: TicketLine[];
  /** Who has taken it, passed it on and given it back. */
  events: TicketEvent[];
  /** Whom it is offered to. */
  offer: Offer;
  /** The ids of the agents who do not want it. */
  declined: Set<string>;
  requestedAt: Millis;
  waitingSince: Millis;
  agent: Agent | null;
  /** Whether this agent has said anything. */
  spoken: boolean;
  /** What the engine has been told last of the place in the queue. */
  told: string | null;
  /** The engine says that the visitor has left. */
  away: boolean;
  outcome: TicketOutcome | null;
  rating: TicketRating | null;
}

export function begin(id: string, provider: string, conversation: string, handover: number, first: string): State {
  return {
    id,
    provider,
    conversation,
    handover,
    first,
    keys: [],
    seq: 0,
    early: new Map(),
    request: null,
    wantsPosition: false,
    wantsWaitTime: false,
    transcript: [],
    lines: [],
    events: [],
    offer: { agent: null, skills: [], languages: [], from: null },
    declined: new Set(),
    requestedAt: 0,
    waitingSince: 0,
    agent: null,
    spoken: false,
    told: null,
    away: false,
    outcome: null,
    rating: null,
  };
}

/** What a `request` message says. */
export function requestOf(message: Record<string, unknown>): Pick<State, "request" | "offer" | "wantsPosition" | "wantsWaitTime" | "transcript"> {
  const request: TicketRequest = {
    channel: text(message["channel"]),
    locale: text(message["locale"]),
    profile: object(message["profile"]),
    metadata: object(message["metadata"]),
    skills: texts(message["skills"]),
    languages: texts(message["languages"]),
    priority: priority(message["priority"]),
    allowInject: message["allowInject"] === true,
  };
  const transcript = list(message["transcript"]).map(
    (line, index): TicketLine => ({
      key: `t${index}`,
      kind: "message",
      author: author(line["author"]),
      name: text(line["name"]),
      text: text(line["text"]),
      data: null,
      attachments: [],
      at: typeof line["at"] === "number" ? line["at"] : 0,
      delivered: true,
    }),
  );
  return {
    request,
    offer: { agent: null, skills: request.skills, languages: request.languages, from: null },
    transcript,
    wantsPosition: message["getQueuePosition"] === true,
    wantsWaitTime: message["getEstimatedWaitTime"] === true,
  };
}

export function author(value: unknown): TicketLine["author"] {
  return (["visitor", "bot", "agent"] as const).find((one) => one === value) ?? "system";
}

export function outcomeOf(reason: unknown, said: Record<string, unknown>, at: Millis): TicketOutcome {
  const known = ["resolved", "cancelled", "timedOut", "closedByFlow"] as const;
  const found = known.find((one) => one === reason) ?? "error";
  return { reason: found, summary: text(said["summary"]), resolution: text(said["resolution"]), at };
}

export function phase({ outcome, agent, spoken }: State): Ticket["state"] {
  if (outcome !== null) return "closed";
  if (agent === null) return "waiting";
  return spoken ? "active" : "accepted";
}

/** What a visitor has given; `null` for what is no rating. */
export function ratingOf(value: unknown, at: Millis): TicketRating | null {
  const { stars, comment } = record(value);
  return isStars(stars) ? { stars, comment: text(comment), at } : null;
}

/** An agent as a frame names them; `null` if it names none. */
export function agentOf(value: unknown): (Agent & { id: string }) | null {
  const { id, displayName, avatarImage } = record(value);
  if (typeof id !== "string") return null;
  return { id, displayName: text(displayName) ?? undefined, avatarImage: text(avatarImage) ?? undefined };
}

/** What an agent is shown; `request` must have come. */
export function shown(state: State, request: TicketRequest, now: Pick<Ticket, "position" | "typing" | "present">): Ticket {
  const { id, provider, conversation, handover, agent, requestedAt, waitingSince, transcript, lines, events, offer, outcome, rating } = state;
  const known = { id, provider, conversation, handover, state: phase(state), agent, requestedAt, waitingSince, request, offer };
  return { ...known, transcript, messages: lines, events, outcome, rating, ...now };
}
