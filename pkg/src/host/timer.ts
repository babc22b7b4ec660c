/**
 * One alarm for one purpose, at any distance.
 *
 * Platforms' timers overflow at 2^31 milliseconds and stand still while a machine sleeps:
 * a long wait is cut into pieces, and whoever notices a waking-up calls `check`.
 */
import type { Environment, Millis } from "./types.js";

const LONGEST = 2 ** 31 - 1;

export class Alarm {
  #due: Millis | null = null;
  #timer: unknown = null;

  constructor(
    private readonly environment: Environment,
    private readonly ring: () => void,
  ) {}

  /** Rings once at this time, instead of any time set before; `null` never. */
  set(due: Millis | null): void {
    this.#due = due;
    this.#clear();
    this.#arm();
  }

  /** Rings now if the time has come without anybody noticing. */
  check(): void {
    if (this.#due === null) return;
    this.#clear();
    if (this.environment.now() < this.#due) return this.#arm();
    this.#due = null;
    this.ring();
  }

  #arm(): void {
    if (this.#due === null) return;
    const delay = Math.min(Math.max(this.#due - this.environment.now(), 0), LONGEST);
    this.#timer = this.environment.setTimeout(() => this.check(), delay);
  }

  #clear(): void {
    if (this.#timer !== null) this.environment.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
