/**
 * The situations of a flow, in the order in which they were first come to, and what leads from one to another.
 *
 * It decides nothing: what can happen, what counts as the same and what is a gap is for others
 * to say. It plays a traced flow, so that it knows by which handle each run has ended.
 */
import type { EngineOptions, Engine as EngineType, Flow, Millis, Output, Standing } from "../../../index.js";
import type { Step } from "../../../play.js";
import { Engine } from "../../core.js";
import { CONVERSATION } from "../line.js";
import { START } from "../player.js";
import { traced, tracedOptions, untrace } from "../trace.js";
import { type Scenery, happenings, isVisitors } from "./happenings.js";
import { type Found, isStopped, judge } from "./judge.js";
import { keying } from "./situation.js";
import { vocabulary } from "./vocabulary.js";

interface Situation {
  /** `null` before anything has happened. */
  snapshot: Uint8Array | null;
  now: Millis;
  wake: Millis | null;
  parent: number;
  step: Step | null;
  depth: number;
}

/** A transition that is not the visitor's doing. */
export interface Passage {
  from: number;
  to: number;
  step: Step;
  /** The node whose handover it requests, if it requests one. */
  requests: string | null;
}

export class Walk {
  readonly passages: Passage[] = [];
  readonly reached = new Set<string>();
  transitions = 0;
  readonly #situations: Situation[] = [{ snapshot: null, now: START, wake: null, parent: -1, step: null, depth: 0 }];
  readonly #known = new Map<string, number>();
  readonly #engine: EngineType;
  readonly #scenery: Scenery;
  readonly #key: ReturnType<typeof keying>;
  readonly #jumps: Map<string, string>;

  constructor(flow: Flow, options: EngineOptions) {
    // Refused as the flow itself would be, and not as its traced form.
    new Engine(flow, options).free();
    this.#engine = new Engine(traced(flow), tracedOptions(options));
    this.#scenery = { flow, options, vocabulary: vocabulary(flow) };
    this.#key = keying(flow, this.#scenery.vocabulary);
    this.#jumps = new Map(flow.nodes.flatMap(({ id, type, data }) => (type === "goTo" ? [[id, String((data as { target?: unknown } | undefined)?.target)] as const] : [])));
  }

  /** Situations known so far. */
  get size(): number {
    return this.#situations.length;
  }

  depth(at: number): number {
    return this.#at(at).depth;
  }

  /** The steps that first led to a situation. */
  path(at: number): Step[] {
    const steps: Step[] = [];
    for (let { parent, step } = this.#at(at); step !== null; { parent, step } = this.#at(parent)) steps.push(step);
    return steps.reverse();
  }

  /** Tries everything that can happen in a situation; answers the gaps that this shows. */
  look(at: number): { gap: Found; step: Step }[] {
    const here = this.#at(at);
    this.#return(here);
    const view = this.#engine.view(CONVERSATION);
    const before = this.#engine.standing(CONVERSATION);
    const untilWake = here.wake === null ? null : Math.max(0, here.wake - here.now);
    return happenings(this.#scenery, { view, standing: before, untilWake }).flatMap((step) => this.#try(at, here, before, view?.waiting?.node ?? null, step));
  }

  free(): void {
    this.#engine.free();
  }

  #try(at: number, here: Situation, before: Standing | null, waited: string | null, step: Step): { gap: Found; step: Step }[] {
    this.#return(here);
    const now = step.type === "pass" ? here.now + step.time : here.now;
    const output = this.#engine.handle(CONVERSATION, step.type === "give" ? step.input : { type: "wake" }, now);
    const view = this.#engine.view(CONVERSATION);
    const standing = this.#engine.standing(CONVERSATION);
    if (!view || !standing) return [];
    this.transitions++;
    const { effects, trace } = untrace(output.effects);
    for (const node of [...trace.nodes, view.waiting?.node, view.entrypoint]) this.#reach(node);
    const gaps = judge(this.#scenery.flow, { before, waited, step, effects, trace, view, standing }).map((gap) => ({ gap, step }));
    // Behind a run that was stopped there is nothing to learn: it has to be mended first.
    if (isStopped(effects)) return gaps;
    const to = this.#arrive(this.#key(view, standing), { now, wake: output.wakeAt, parent: at, step, depth: here.depth + 1 });
    if (!isVisitors(step)) this.passages.push({ from: at, to, step, requests: requested(output) ? (view.waiting?.node ?? null) : null });
    return gaps;
  }

  #arrive(key: string, situation: Omit<Situation, "snapshot">): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#situations.length);
    return this.#situations.push({ ...situation, snapshot: this.#engine.snapshot(CONVERSATION) }) - 1;
  }

  #return({ snapshot }: Situation): void {
    if (snapshot) this.#engine.restore(snapshot);
    else this.#engine.forget(CONVERSATION);
  }

  #reach(node: string | undefined): void {
    if (node === undefined || this.reached.has(node)) return;
    this.reached.add(node);
    this.#reach(this.#jumps.get(node));
  }

  #at(at: number): Situation {
    return this.#situations[at] as Situation;
  }
}

function requested({ effects }: Output): boolean {
  return effects.some((effect) => effect.type === "handover" && effect.handover.status === "requested");
}
