/**
 * What was done and can be undone: pairs of the document before and after, with what was told.
 *
 * Changes with the same `joins` key that follow each other are one step, until a pause is told by `rest`: the end of a
 * gesture, or of a run of typing. Documents share what did not change, so that a step costs little. It knows no clock.
 */
import type { Edit, Told } from "./edit.js";
import type { Flow, Selection } from "./flow.js";

/** All that an undo brings back. */
export interface State {
  flow: Flow;
  tests: string;
  selection: Selection;
}

/** One step of the history. */
export interface Step {
  before: State;
  after: State;
  told: Told;
}

const limit = 500;

export class History {
  #done: Step[] = [];
  #undone: Step[] = [];
  #joins: string | undefined;

  /** The steps that can be undone, oldest first. */
  get done(): readonly Step[] {
    return this.#done;
  }

  /** The steps that can be done again, the next one last. */
  get undone(): readonly Step[] {
    return this.#undone;
  }

  /** Remembers what an edit has changed. What had been undone is forgotten. */
  record(before: State, after: State, { told, joins }: Pick<Edit, "told" | "joins">): void {
    const last = this.#done.at(-1);
    if (last !== undefined && joins !== undefined && joins === this.#joins) this.#done.splice(-1, 1, { before: last.before, after, told });
    else this.#done.push({ before, after, told });
    if (this.#done.length > limit) this.#done.shift();
    this.#undone = [];
    this.#joins = joins;
  }

  /** Whether a change with this key would become one step with the last one. */
  continues(joins: string): boolean {
    return this.#done.length > 0 && joins === this.#joins;
  }

  /** Ends a run of changes that would have become one step. */
  rest(): void {
    this.#joins = undefined;
  }

  /** Takes the last step back and answers it. */
  undo(): Step | null {
    return this.#move(this.#done, this.#undone);
  }

  /** Answers the step that was taken back last, to be done again. */
  redo(): Step | null {
    return this.#move(this.#undone, this.#done);
  }

  #move(from: Step[], to: Step[]): Step | null {
    this.rest();
    const step = from.pop();
    if (step === undefined) return null;
    to.push(step);
    return step;
  }
}
