/**
 * Keeps one open flow saved, and tells truly whether it is: "saved" means that the storage holds what the editor holds.
 *
 * What is changed is written a moment later, and at once when the page goes. A flow that another tab has changed is shown
 * as it is there if nothing here is unsaved; otherwise nobody is overwritten, and a person chooses. Whichever is not
 * chosen becomes a version.
 */
import { replace } from "../document/commands.js";
import type { Editor } from "../editor.svelte.js";
import type { Content, Library, StoredFlow, Version } from "./library.js";

/** `divided`: another tab has saved something else meanwhile. */
export type SaveState = "saved" | "saving" | "failed" | "divided";

/** What a version is called that nobody has named. */
export interface VersionNames {
  mine(): string;
  theirs(): string;
}

const delay = 400;

export class Saving {
  readonly id: string;
  #base: StoredFlow = $state.raw() as StoredFlow;
  /** What another tab has saved; `null` if it has removed the flow, `undefined` if there is nothing of the kind. */
  #other: StoredFlow | null | undefined = $state.raw(undefined);
  #problem: unknown = $state.raw(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | null = null;
  readonly #editor: Editor;
  readonly #library: Library;
  readonly #names: VersionNames;

  readonly #clean: boolean = $derived.by(() => this.#editor.flow === this.#base.flow && this.#editor.tests === this.#base.tests);
  readonly state: SaveState = $derived.by(() => {
    if (this.#other !== undefined) return "divided";
    if (this.#clean) return "saved";
    return this.#problem === null ? "saving" : "failed";
  });

  /** The stored flow is opened in the editor. */
  constructor(editor: Editor, library: Library, stored: StoredFlow, names: VersionNames) {
    this.id = stored.id;
    this.#editor = editor;
    this.#library = library;
    this.#names = names;
    this.#base = stored;
    // What is open already keeps its history and what is selected in it.
    if (this.#clean) editor.document = stored.id;
    else editor.load(stored.flow, stored.tests, stored.id);
  }

  /** Why the last try failed; `null` if it did not. */
  get problem(): unknown {
    return this.#problem;
  }

  /** Whether another tab has removed the flow. */
  get gone(): boolean {
    return this.#other === null;
  }

  /** What is open, as it would be kept. */
  get content(): Content {
    const { flow, tests } = this.#editor;
    return { flow: flow ?? this.#base.flow, tests, source: this.#base.source };
  }

  /** The editor has changed: it is saved in a moment. */
  changed(): void {
    if (this.state === "divided" || this.#clean) return;
    this.#timer ??= setTimeout(() => void this.flush(), delay);
  }

  /** Saves now what is unsaved; resolves when it is saved, or cannot be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    if (this.#clean || this.state === "divided") return;
    this.#writing = this.#write();
    await this.#writing;
    this.#writing = null;
  }

  /** Another tab has told of a change: looks what it is. */
  async look(): Promise<void> {
    await this.#writing;
    const there = await this.#library.read(this.id).catch(() => undefined);
    if (there === undefined) return;
    if (there?.revision === this.#base.revision) {
      this.#other = undefined;
      this.changed();
    } else if (there === null || !this.#clean) this.#other = there;
    else this.#show(there);
  }

  /** Keeps what is open here. What the other tab has saved becomes a version; if it has removed the flow, that is put back with these versions. */
  async keepMine(versions: Version[]): Promise<void> {
    const other = this.#other;
    if (other === undefined) return;
    await this.#tried(async () => {
      if (other === null) {
        const kept = await this.#library.restore({ flow: { ...this.#base, ...this.content, revision: this.#base.revision + 1, updatedAt: Date.now() }, versions });
        // The other tab has put it back in the same moment.
        if (kept.id !== this.id) return await this.look();
        this.#base = kept;
      } else {
        await this.#library.addVersion(this.id, this.#names.theirs(), other);
        this.#base = other;
      }
      this.#other = undefined;
    });
    await this.flush();
  }

  /** Opens what the other tab has saved; what is open here becomes a version. */
  async takeTheirs(): Promise<void> {
    const other = this.#other;
    if (other === undefined || other === null) return;
    await this.#tried(async () => {
      await this.#library.addVersion(this.id, this.#names.mine(), this.content);
      this.#show(other);
    });
  }

  /** Stops; what is unsaved is saved before. */
  async close(): Promise<void> {
    let revision: number;
    // While it is written, a person may go on.
    do {
      ({ revision } = this.#editor);
      await this.flush();
    } while (revision !== this.#editor.revision);
    clearTimeout(this.#timer);
  }

  // A step like any other: what was done here before can still be undone.
  #show(stored: StoredFlow): void {
    const { flow, selection } = this.#editor;
    this.#base = stored;
    this.#other = undefined;
    const edit = flow && replace(flow, stored.flow, { key: "tookOver", values: [] }, stored.tests);
    if (!this.#editor.run(edit && { ...edit, joins: "other tab" })) this.#editor.load(stored.flow, stored.tests, stored.id);
    const there = (items: readonly { id: string }[] | undefined, ids: string[]) => ids.filter((id) => items?.some((item) => item.id === id));
    this.#editor.select({ nodes: there(stored.flow.nodes, selection.nodes), edges: there(stored.flow.edges, selection.edges), notes: there(stored.flow.notes, selection.notes) });
  }

  async #write(): Promise<void> {
    await this.#tried(async () => {
      const content = this.content;
      const result = await this.#library.write(this.id, this.#base.revision, content);
      if ("instead" in result) this.#other = result.instead;
      // What the editor holds stays the very object, by which it is known that nothing has changed since.
      else this.#base = { ...result.written, flow: content.flow };
    });
    // What failed is tried again at the next change, or when a person asks for it.
    if (this.#problem === null) this.changed();
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#problem = null;
    } catch (error) {
      this.#problem = error;
    }
  }
}
