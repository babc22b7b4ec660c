/**
 * Handovers that are requested for ever: cycles of situations in which the visitor has no word.
 *
 * What caps such a loop, such as a Once or a counter in the context, makes its rounds different
 * situations, and so there is no cycle.
 */
import type { Step } from "../../../play.js";
import type { Passage, Walk } from "./walk.js";

/** One loop for each handover that has one, with the shortest conversation that goes round it once. */
export function loops(walk: Walk): { node: string; steps: Step[] }[] {
  const onward = new Map<number, Passage[]>();
  for (const passage of walk.passages) {
    const known = onward.get(passage.from);
    if (known) known.push(passage);
    else onward.set(passage.from, [passage]);
  }
  const found = new Map<string, Step[]>();
  const hopeless = new Set<string>();
  for (const passage of walk.passages) {
    const { requests, from, to, step } = passage;
    if (requests === null || found.has(requests) || hopeless.has(`${from} ${to}`)) continue;
    const back = way(onward, to, from);
    if (back) found.set(requests, [...walk.path(from), step, ...back]);
    else hopeless.add(`${from} ${to}`);
  }
  return [...found].map(([node, steps]) => ({ node, steps }));
}

/** The shortest way from one situation to another; `null` if there is none. */
function way(onward: Map<number, Passage[]>, from: number, to: number): Step[] | null {
  const came = new Map<number, Passage | null>([[from, null]]);
  const queue = [from];
  for (const at of queue) {
    if (at === to) {
      const steps: Step[] = [];
      for (let passage = came.get(at); passage; passage = came.get(passage.from)) steps.unshift(passage.step);
      return steps;
    }
    for (const passage of onward.get(at) ?? []) {
      if (came.has(passage.to)) continue;
      came.set(passage.to, passage);
      queue.push(passage.to);
    }
  }
  return null;
}
