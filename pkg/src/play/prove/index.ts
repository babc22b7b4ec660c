/**
 * The proof that nobody is left waiting: a walk through every situation of a flow, breadth first.
 *
 * It drives the engine as a host does and keeps situations as snapshots. What it finds is told
 * with the shortest conversation that leads there, played anew in the flow itself. Where a bound
 * is reached it says so, and then nothing is proved. The same flow gives the same answer.
 */
import type { EngineOptions, Flow } from "../../../index.js";
import type { Bounds, Gap, Progress, Proof, Step } from "../../../play.js";
import { printStep } from "../line.js";
import { Player } from "../player.js";
import { type Found } from "./judge.js";
import { loops } from "./loops.js";
import { Walk } from "./walk.js";
import { words } from "./words.js";

const STATES = 20_000;
const DEPTH = 200;
/** Situations between two tellings of the progress. */
const SLICE = 20;

/** Walks it all at once. */
export function prove(flow: Flow, options: EngineOptions = {}, bounds: Bounds = {}): Proof {
  const walk = proving(flow, options, bounds);
  for (;;) {
    const { done, value } = walk.next();
    if (done) return value;
  }
}

/** Walks in slices. */
export function* proving(flow: Flow, options: EngineOptions = {}, { states = STATES, depth = DEPTH, stop }: Bounds = {}): Generator<Progress, Proof> {
  const walk = new Walk(flow, options);
  const found = new Map<string, { found: Found; steps: Step[] }>();
  const tell = (gap: Found, steps: () => Step[]) => {
    const key = JSON.stringify([gap.code, gap.node, gap.handle, gap.status]);
    if (!found.has(key)) found.set(key, { found: gap, steps: steps() });
  };
  let bound: Proof["bound"] = null;
  let at = 0;
  try {
    for (; at < walk.size; at++) {
      if (at >= states || (at % SLICE === 0 && stop?.())) {
        bound = at >= states ? "states" : "time";
        break;
      }
      if (walk.depth(at) >= depth) {
        bound = "depth";
        continue;
      }
      for (const { gap, step } of walk.look(at)) tell(gap, () => [...walk.path(at), step]);
      if (at % SLICE === SLICE - 1) yield { states: at + 1, transitions: walk.transitions, open: walk.size - at - 1, gaps: found.size };
    }
    for (const { node, steps } of loops(walk)) tell({ code: "endless_handover", node, handle: null, status: null }, () => steps);
    const gaps = [...found.values()].map(({ found, steps }) => gapOf(flow, options, found, steps));
    const unreached = flow.nodes.map(({ id }) => id).filter((id) => !walk.reached.has(id));
    return { gaps, states: at, transitions: walk.transitions, complete: bound === null, bound, unreached };
  } finally {
    walk.free();
  }
}

function gapOf(flow: Flow, options: EngineOptions, found: Found, steps: Step[]): Gap {
  const said = words(flow, found);
  const player = new Player(flow, options);
  const set = Object.keys(options).length > 0 ? [printStep({ type: "options", options })] : [];
  const lines = steps.flatMap((step) => [printStep(step), ...player.perform(step).lines]);
  player.free();
  const title = `# ${said.message.replaceAll("`", "")}`;
  return { ...found, ...said, conversation: [title, ...set, ...lines].map((line) => `${line}\n`).join("") };
}
