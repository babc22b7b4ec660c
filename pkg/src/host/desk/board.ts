/**
 * What an agent sees: the projection of the log, and who is there and typing just now.
 *
 * A pure function; the desk calls it whenever one of these has changed. Who waits for a
 * colleague is shown to that colleague alone, as long as they are there and take visitors.
 */
import type { Colleague, Ticket, Tickets } from "../../../host.js";
import type { AgentPresence, TypingRecord } from "../layout.js";
import type { Projection } from "./projection.js";
import { positions, queue } from "./queue.js";
import { type State, shown } from "./ticket.js";

/** What is not in the log because it does not last. */
export interface Moment {
  typings: TypingRecord[];
  /** Whether anybody has a conversation open; unknown ones are not there. */
  present: Map<string, boolean>;
  /** The desks at which somebody sits. */
  desks: AgentPresence[];
}

export function board(projection: Projection, agent: string, { typings, present, desks }: Moment): Omit<Tickets, "available"> {
  const places = positions(queue(projection));
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
  const colleagues = colleaguesOf(agent, desks, all);
  const waitsForAnother = ({ offer }: State) => colleagues.some(({ id, available }) => available && id === offer.agent?.id);
  const waiting = [...places.keys()].filter((state) => !waitsForAnother(state));
  return {
    waiting: waiting.filter(({ declined }) => !declined.has(agent)).flatMap(show),
    declined: waiting.filter(({ declined }) => declined.has(agent)).flatMap(show),
    mine: all.filter((state) => isOf(state, agent)).flatMap(show),
    closed: all
      .filter(({ outcome }) => outcome !== null)
      .sort((one, other) => (other.outcome?.at ?? 0) - (one.outcome?.at ?? 0))
      .flatMap(show),
    colleagues,
  };
}

/** Whether a ticket is in the hands of this agent. */
export function isOf(state: State, agent: string): boolean {
  return state.outcome === null && state.agent?.id === agent;
}

/** Everybody else who is there, each once however many desks they have open. */
function colleaguesOf(self: string, desks: AgentPresence[], tickets: State[]): Colleague[] {
  const others = new Map<string, Colleague>();
  for (const { agent, available } of desks) {
    if (agent.id === self) continue;
    const conversations = tickets.filter((state) => isOf(state, agent.id)).length;
    others.set(agent.id, { ...agent, conversations, available: available || (others.get(agent.id)?.available ?? false) });
  }
  return [...others.values()].sort((one, other) => one.displayName.localeCompare(other.displayName) || (one.id < other.id ? -1 : 1));
}
