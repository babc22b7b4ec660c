/**
 * What a bad network does to a run, and what it has done.
 *
 * Everything follows from the seed. A fault that a run may have is not yet one that it has met: that is counted.
 */
import { Random } from "./random.js";

/** How often, of 1, what goes wrong. */
export interface Faults {
  /** The request never arrives. */
  requestLost: number;
  /** It arrives, and its answer does not. */
  answerLost: number;
  /** The answer, a frame, a webhook or a letter comes twice. */
  repeated: number;
  /** The provider refuses with 429, 500 or 503 and does nothing. */
  refused: number;
  /** A connection breaks within a minute. */
  broken: number;
  /** A frame or a letter arrives cut off, ahead of the whole one. */
  cut: number;
  /** An answer or a webhook arrives cut off; the rest of it never does, unless its sender sends it again. */
  torn: number;
  /** A webhook or a letter is lost; it comes later where its sender sends it again. */
  dropped: number;
  /** How long anything may take, in milliseconds; what takes longer is overtaken. */
  delay: number;
}

export const CALM: Faults = { requestLost: 0, answerLost: 0, repeated: 0, refused: 0, broken: 0, cut: 0, torn: 0, dropped: 0, delay: 40 };

/** What a bad network does in a run with this seed: each kind of fault is there in half of all runs. */
export function faultsOf(seed: number): Faults {
  const random = new Random(~seed);
  const some = (chance: number) => (random.happens(0.5) ? chance : 0);
  const [requestLost, answerLost, repeated, refused, broken, cut, dropped] = [0.08, 0.08, 0.3, 0.15, 0.7, 0.2, 0.1].map(some) as [number, number, number, number, number, number, number];
  return { requestLost, answerLost, repeated, refused, broken, cut, torn: cut / 4, dropped, delay: random.happens(0.5) ? 3_000 : 200 };
}

/** By what something comes or goes. */
export type Carrier = "requests" | "answers" | "connections" | "frames" | "webhooks" | "letters";

/** What has gone wrong, how often and with what. */
export class Met {
  readonly #counts = new Map<string, Map<Carrier, number>>(["delay", "duplicate", "drop", "reorder", "cut", "429", "500", "503"].map((fault) => [fault, new Map()]));

  count(fault: string, carrier: Carrier, times = 1): void {
    const counts = this.#counts.get(fault);
    counts?.set(carrier, (counts.get(carrier) ?? 0) + times);
  }

  add({ counts }: Met): void {
    for (const [fault, carriers] of counts) for (const [carrier, times] of carriers) this.count(fault, carrier, times);
  }

  /** Each fault with how often it was met by what. */
  get counts(): [fault: string, [Carrier, number][]][] {
    return [...this.#counts].map(([fault, carriers]) => [fault, [...carriers]]);
  }
}
