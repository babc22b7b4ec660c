/**
 * The proof, walked in slices between which the page draws and listens.
 *
 * It knows which flow it is about, so that the screen can tell when that has changed. It ends with its document.
 */
import type { EngineOptions, Flow } from "handover";
import type { Progress, Proof } from "handover/play";
import { untrack } from "svelte";
import type { Editor } from "../editor.svelte.js";

type Player = typeof import("handover/play");

/** How far the first walk goes, and how many times as far each further one. */
const first = { states: 20_000, depth: 200 };
const further = 5;

/** How long the page may be kept from drawing, in milliseconds. */
const slice = 12;

export class Proving {
  progress: Progress | null = $state.raw(null);
  proof: Proof | null = $state.raw(null);
  /** The flow that is, or was, walked. */
  flow: Flow | null = $state.raw(null);
  failure: string | null = $state(null);
  /** Where the walk gives up. */
  bounds = $state.raw(first);
  /** The walk that is, or was, made last. */
  #latest = { stopped: false };

  constructor(editor: Editor) {
    $effect.pre(() => {
      void editor.opened;
      untrack(() => this.#drop());
      this.bounds = first;
    });
  }

  get walking(): boolean {
    return this.progress !== null;
  }

  /** Raises the bound that the walk has reached. */
  raise(): void {
    const bound = this.proof?.bound;
    if (bound === "states" || bound === "depth") this.bounds = { ...this.bounds, [bound]: this.bounds[bound] * further };
  }

  /** Walks a flow; resolves when it is done or was stopped. */
  async walk(player: Player, flow: Flow, options: EngineOptions): Promise<void> {
    const own = this.#begin(flow);
    try {
      const walk = player.proving(flow, options, { ...this.bounds, stop: () => own.stopped });
      for (;;) {
        const until = performance.now() + slice;
        let step = walk.next();
        while (!step.done && performance.now() < until) step = walk.next();
        if (own === this.#latest) {
          this.progress = step.done ? null : step.value;
          this.proof = step.done ? step.value : null;
        }
        if (step.done) return;
        await new Promise((resolve) => setTimeout(resolve));
      }
    } catch (error) {
      if (own !== this.#latest) return;
      this.progress = null;
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  /** Ends the walk where it is. */
  stop(): void {
    this.#latest.stopped = true;
  }

  /** Gives up what was walked before. */
  #drop(): void {
    this.stop();
    this.#latest = { stopped: false };
    this.flow = null;
    this.progress = null;
    this.proof = null;
    this.failure = null;
  }

  #begin(flow: Flow): { stopped: boolean } {
    this.#drop();
    this.flow = flow;
    this.progress = { states: 0, transitions: 0, open: 1, gaps: 0 };
    return this.#latest;
  }
}
