/**
 * What a command answers: a change that can be undone, what is selected then, and what is told about it.
 *
 * A command is a pure function `(flow, …) => Edit | null`. `null` means that it is not possible now, so that a button
 * can be greyed out by asking. An edit that keeps the flow changes nothing: it only tells why.
 */
import type { DesignerLabels } from "../labels.js";
import type { Flow, Selection } from "./flow.js";

/** A change of the document. */
export interface Edit {
  flow: Flow;
  /** The text of the flow's tests, where they change. */
  tests?: string;
  /** What is selected afterwards; the same as before if not given. */
  selection?: Selection;
  told: Told;
  /** Edits with the same key that follow each other in one gesture, or one run of typing, become one step of the history. */
  joins?: string;
}

type Sentences = DesignerLabels["told"];
/** What a sentence is said about: a node in the place of its name. */
export type Spoken<Values extends unknown[]> = { [At in keyof Values]: Values[At] extends string ? string | Named : Values[At] };

/** What is announced and shown in the history: a sentence of the labels' table `told`, and what it is said about. */
export type Told = {
  [Key in keyof Sentences]: { key: Key; values: Spoken<Parameters<Sentences[Key]>> };
}[keyof Sentences];

/** A node that is spoken of by its name, as it is called at that time. */
export interface Named {
  node: string;
}
