/**
 * The order in which visitors wait at the desk, and what they are told about it.
 *
 * The position is where they stand; the wait is the average of the latest accepts, and is
 * withheld as long as there are too few to speak of.
 */
import type { Millis } from "../types.js";
import type { Projection } from "./projection.js";
import { type State, phase } from "./ticket.js";

const PRIORITIES = ["urgent", "high", "medium", "low", "none"];
/** So many accepts it takes to speak of an average. */
const ENOUGH = 2;

/** All that wait, of all providers, in the order in which they are to be taken. */
export function queue(projection: Projection): State[] {
  return [...projection.tickets.values()]
    .filter((state) => state.request !== null && phase(state) === "waiting")
    .sort((one, other) => rank(one) - rank(other) || (one.first < other.first ? -1 : 1));
}

/** The place of each within its provider's queue, from 1. */
export function positions(waiting: State[]): Map<State, number> {
  const counts = new Map<string, number>();
  return new Map(
    waiting.map((state) => {
      const position = (counts.get(state.provider) ?? 0) + 1;
      counts.set(state.provider, position);
      return [state, position];
    }),
  );
}

/** What a waiting visitor is to be told now, or null if nothing is new. */
export function news(state: State, position: number, projection: Projection): { position: number | null; estimatedWaitTime: Millis | null } | null {
  const found = {
    position: state.wantsPosition ? position : null,
    estimatedWaitTime: state.wantsWaitTime ? estimate(projection.waits.get(state.provider) ?? []) : null,
  };
  const nothing = found.position === null && found.estimatedWaitTime === null;
  const told = JSON.stringify([found.position, found.estimatedWaitTime]);
  return told === state.told || (nothing && state.told === null) ? null : found;
}

/** In whole seconds: a figure that looks more exact would be a lie. */
function estimate(waits: Millis[]): Millis | null {
  if (waits.length < ENOUGH) return null;
  const average = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  return Math.max(1, Math.round(average / 1000)) * 1000;
}

function rank({ request }: State): number {
  return PRIORITIES.indexOf(request?.priority ?? "none");
}
