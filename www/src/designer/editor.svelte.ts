/**
 * The one copy of the document in the designer, with what is selected in it and what was done to it.
 *
 * `run` is the only way by which the document changes: canvas, forms, outline and play hand it what a command answers.
 * It draws nothing, stores nothing and asks nobody: what a flow's findings are, and how things are called, it is given.
 */
import type { Finding } from "handover";
import type { Edit, Told } from "./document/edit.js";
import { type Flow, type Kinds, nameOf, nodeOf, nothing, type Selection } from "./document/flow.js";
import { History, type State } from "./document/history.js";
import type { DesignerLabels } from "./labels.js";

/** What the editor is given. */
export interface Surroundings {
  readonly words: { readonly labels: DesignerLabels };
  /** Answers the findings about a flow, as `checkFlow` does. */
  check(flow: Flow): Finding[];
}

/** How long a run of typing may pause without becoming two steps. */
const pause = 1000;

export class Editor {
  /** The document; `null` while there is none. */
  flow: Flow | null = $state.raw(null);
  /** The text of the flow's tests. */
  tests: string = $state.raw("");
  selection: Selection = $state.raw(nothing);
  /** Which document it is, for what is kept beside it: the name under which it is stored, or one of its own. */
  document: string = $state("");
  /** Nothing can be changed while it is set. */
  readonly: boolean = $state(false);
  /** Rises with every document that is opened. */
  opened: number = $state(0);
  /** Rises with every change since the document was loaded. */
  revision: number = $state(0);
  /** The kinds of nodes; empty until the engine is ready. */
  kinds: Kinds = $state.raw(new Map());
  /** What is to be read out: the latest command's words. */
  announcement: string = $state("");
  /** Why the latest command was not done, for all to see; `null` when it was. */
  refusal: string | null = $state(null);
  canUndo: boolean = $state(false);
  canRedo: boolean = $state(false);

  readonly findings: readonly Finding[] = $derived.by(() => (this.flow === null || this.kinds.size === 0 ? [] : this.#surroundings.check(this.flow)));
  readonly findingsByNode: ReadonlyMap<string, Finding[]> = $derived.by(() => {
    const found = new Map<string, Finding[]>();
    for (const finding of this.findings) if (finding.node !== null) found.set(finding.node, [...(found.get(finding.node) ?? []), finding]);
    return found;
  });

  readonly #surroundings: Surroundings;
  #history = new History();
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Makes a change and tells of it; false if it is not possible, changes nothing, or nothing may be changed. */
  run(edit: Edit | null): boolean {
    if (edit === null || this.flow === null || this.readonly) return false;
    const before = this.#state(this.flow);
    const after: State = { flow: edit.flow, tests: edit.tests ?? this.tests, selection: edit.selection ?? this.selection };
    const words = this.words(edit.told, before.flow, after.flow);
    if (after.flow === before.flow && after.tests === before.tests) {
      this.refuse(words);
      return false;
    }
    // What goes on is told once, so that nobody is talked over while they type.
    if (edit.joins === undefined || !this.#history.continues(edit.joins)) this.announce(words);
    this.#history.record(before, after, edit);
    this.#become(after);
    clearTimeout(this.#pause);
    if (edit.joins !== undefined) this.#pause = setTimeout(() => this.rest(), pause);
    return true;
  }

  /** Takes the last step back; false if there is none. */
  undo(): boolean {
    const step = this.readonly ? null : this.#history.undo();
    if (step === null) return false;
    this.#become(step.before);
    this.announce(this.#surroundings.words.labels.undone(this.words(step.told, step.before.flow, step.after.flow)));
    return true;
  }

  /** Does again what was taken back; false if there is nothing. */
  redo(): boolean {
    const step = this.readonly ? null : this.#history.redo();
    if (step === null) return false;
    this.#become(step.after);
    this.announce(this.#surroundings.words.labels.redone(this.words(step.told, step.before.flow, step.after.flow)));
    return true;
  }

  /** Ends a gesture or a run of typing: what comes next is a step of its own. */
  rest(): void {
    clearTimeout(this.#pause);
    this.#history.rest();
  }

  /** Opens a document; its history begins anew. `document` tells it from others. */
  load(flow: Flow | null, tests = "", document = `opened ${this.opened + 1}`): void {
    this.rest();
    this.#history = new History();
    this.flow = flow;
    this.tests = tests;
    this.document = document;
    this.selection = nothing;
    this.revision = 0;
    this.opened += 1;
    this.canUndo = this.canRedo = false;
  }

  /** Selects these and nothing else. */
  select(selection: Partial<Selection>): void {
    const next = { ...nothing, ...selection };
    const same = (key: keyof Selection) => next[key].length === this.selection[key].length && next[key].every((id, index) => id === this.selection[key][index]);
    if (!same("nodes") || !same("edges") || !same("notes")) this.selection = next;
  }

  /** Says why something is not done. */
  refuse(words: string): void {
    this.announce(words);
    this.refusal = words;
  }

  /** Has something read out to those who do not see it. */
  announce(words: string): void {
    this.refusal = null;
    // The same words twice are two announcements, which a reader notices only if the text changes.
    this.announcement = words === this.announcement ? `${words}\u00a0` : words;
  }

  /** Words what a command told; nodes are called as they are called after it, or as they were if they are gone. */
  words({ key, values }: Told, before: Flow, after: Flow): string {
    const said = values.map((value) => {
      if (typeof value !== "object") return value;
      const node = nodeOf(after, value.node) ?? nodeOf(before, value.node);
      return node === undefined ? value.node : nameOf(node, this.kinds);
    });
    const sentence = this.#surroundings.words.labels.told[key] as (...said: (string | number)[]) => string;
    return sentence(...said);
  }

  #state(flow: Flow): State {
    return { flow, tests: this.tests, selection: this.selection };
  }

  #become({ flow, tests, selection }: State): void {
    this.flow = flow;
    this.tests = tests;
    this.select(selection);
    this.revision += 1;
    this.canUndo = this.#history.done.length > 0;
    this.canRedo = this.#history.undone.length > 0;
  }
}
