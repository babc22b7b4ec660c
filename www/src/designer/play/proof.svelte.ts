/**
 * The proof, walked in slices between which the page draws and listens.
 *
 * It knows which flow it is about, so that the screen can tell when that has changed.
 */
import type { EngineOptions, Flow } from "handover";
import type { Progress, Proof } from "handover/play";

type Player = typeof import("handover/play");

/** How long the page may be kept from drawing, in milliseconds. */
const slice = 12;

export class Proving {
  progress: Progress | null = $state.raw(null);
  proof: Proof | null = $state.raw(null);
  /** The flow that is, or was, walked. */
  flow: Flow | null = $state.raw(null);
  failure: string | null = $state(null);
  #stopped = false;

  get walking(): boolean {
    return this.progress !== null;
  }

  /** Walks a flow; resolves when it is done or was stopped. */
  async walk(player: Player, flow: Flow, options: EngineOptions): Promise<void> {
    this.flow = flow;
    this.proof = null;
    this.failure = null;
    this.#stopped = false;
    this.progress = { states: 0, transitions: 0, open: 1, gaps: 0 };
    try {
      const walk = player.proving(flow, options, { stop: () => this.#stopped });
      for (;;) {
        const until = performance.now() + slice;
        let step = walk.next();
        while (!step.done && performance.now() < until) step = walk.next();
        if (step.done) {
          this.proof = step.value;
          return;
        }
        this.progress = step.value;
        await new Promise((resolve) => setTimeout(resolve));
      }
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.progress = null;
    }
  }

  /** Ends the walk where it is. */
  stop(): void {
    this.#stopped = true;
  }
}
