/**
 * What was typed and is not right: kept by document, node and field, beside the value that stands in the flow meanwhile.
 *
 * It outlives the form, so that nothing typed is lost when another node is selected. Once the field has another value in
 * the flow, whatever was typed before is obsolete.
 */
import { SvelteMap } from "svelte/reactivity";
import { at } from "../document/data.js";
import type { Editor } from "../editor.svelte.js";
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
  readonly #drafts = new SvelteMap<string, Draft & Unsaved & { document: string }>();
  readonly #editor: Editor;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** All that is kept for the fields of the flow that is open, in the order in which it was typed. */
  get all(): Unsaved[] {
    const { document, flow } = this.#editor;
    const data = new Map(flow?.nodes.map((node) => [node.id, node.data]));
    return [...this.#drafts.values()].filter((draft) => draft.document === document && data.has(draft.node) && this.of(draft.node, draft.field, at(data.get(draft.node), draft.field)) !== null);
  }

  /** Answers what is kept for a field whose value in the flow is this one. */
  of(node: string, field: string, present: unknown): Draft | null {
    const draft = this.#drafts.get(this.#keyOf(node, field));
    return draft !== undefined && Object.is(draft.beside, present) ? draft : null;
  }

  keep(node: string, field: string, draft: Draft): void {
    this.#drafts.set(this.#keyOf(node, field), { document: this.#editor.document, node, field, ...draft });
  }

  drop(node: string, field: string): void {
    this.#drafts.delete(this.#keyOf(node, field));
  }

  #keyOf(node: string, field: string): string {
    return JSON.stringify([this.#editor.document, node, field]);
  }
}

const ofEditors = new WeakMap<Editor, Drafts>();

/** Answers the drafts of one editor. */
export function draftsOf(editor: Editor): Drafts {
  const drafts = ofEditors.get(editor) ?? new Drafts(editor);
  ofEditors.set(editor, drafts);
  return drafts;
}
