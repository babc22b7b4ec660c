/**
 * What an agent sees: the projection of the log, and who is there and typing just now.
 *
 * A pure function; the desk calls it whenever one of these has changed.
 */
import type { Ticket, Tickets } from "../../../host.js";
import type { TypingRecord } from "../layout.js";
import type { Projection } from "./projection.js";
import { positions, queue } from "./queue.js";
import { type State, shown } from "./ticket.js";

/** What is not in the log because it does not last. */
export interface Moment {
  typings: TypingRecord[];
  /** Whether anybody has a conversation open; unknown ones are not there. */
  present: Map<string, boolean>;
}

export function board(projection: Projection, agent: string, { typings, present }: Moment): Omit<Tickets, "available"> {
  const waiting = queue(projection);
  const places = positions(waiting);
  const show = (state: State): Ticket[] => {
    const { request, provider, conversation, handover, outcome, away } = state;
    if (request === null) return [];
    const isTyping = typings.some((one) => one.conversation === conversation && one.provider === provider && one.handover === handover);
    return [
      shown(state, request, {
        position: places.get(state) ?? null,
        typing: isTyping && outcome === null,
        present: !away && (present.get(conversation) ?? true),
      }),
    ];
  };
  const all = [...projection.tickets.values()];
  return {
    waiting: waiting.flatMap(show),
    mine: all.filter((state) => isOf(state, agent)).flatMap(show),
    closed: all
      .filter(({ outcome }) => outcome !== null)
      .sort((one, other) => (other.outcome?.at ?? 0) - (one.outcome?.at ?? 0))
      .flatMap(show),
  };
}

/** Whether a ticket is in the hands of this agent. */
export function isOf(state: State, agent: string): boolean {
  return state.outcome === null && state.agent?.id === agent;
}
