/**
 * What was typed and is not right: kept by node and field, beside the value that stands in the flow meanwhile.
 *
 * It outlives the form, so that nothing typed is lost when another node is selected. Once the field has another value in
 * the flow, whatever was typed before is obsolete.
 */
import { SvelteMap } from "svelte/reactivity";
import { at } from "../document/data.js";
import type { Flow } from "../document/flow.js";
import type { Problem } from "./values.js";

/** A text that is no value yet. */
export interface Draft {
  text: string;
  problem: Problem;
  /** The value that the field had in the flow when the text was typed. */
  beside: unknown;
}

/** Something typed into a field that is not in the flow. */
export interface Unsaved {
  node: string;
  field: string;
}

export class Drafts {
  readonly #drafts = new SvelteMap<string, Draft & Unsaved>();

  /** All that is kept for the fields of a flow, in the order in which it was typed. */
  in(flow: Flow | null): Unsaved[] {
    const data = new Map(flow?.nodes.map((node) => [node.id, node.data]));
    return [...this.#drafts.values()].filter(({ node, field }) => data.has(node) && this.of(node, field, at(data.get(node), field)) !== null);
  }

  /** Answers what is kept for a field whose value in the flow is this one. */
  of(node: string, field: string, present: unknown): Draft | null {
    const draft = this.#drafts.get(keyOf(node, field));
    return draft !== undefined && Object.is(draft.beside, present) ? draft : null;
  }

  keep(node: string, field: string, draft: Draft): void {
    this.#drafts.set(keyOf(node, field), { node, field, ...draft });
  }

  drop(node: string, field: string): void {
    this.#drafts.delete(keyOf(node, field));
  }
}

const ofEditors = new WeakMap<object, Drafts>();

/** Answers the drafts of one editor. */
export function draftsOf(editor: object): Drafts {
  const drafts = ofEditors.get(editor) ?? new Drafts();
  ofEditors.set(editor, drafts);
  return drafts;
}

function keyOf(node: string, field: string): string {
  return JSON.stringify([node, field]);
}
