/**
 * The flows of one designer: which there are, which is open, its versions, and whether it is saved.
 *
 * It does what a person asks for and hears what other tabs do. What a flow's next state is, the editor decides; how
 * it is kept, the library.
 */
import type { Editor } from "../editor.svelte.js";
import { Library, type Content, type Removed, type StoredFlow, type Version } from "./library.js";
import { Saving, type VersionNames } from "./saving.svelte.js";

export class Keeping {
  /** All flows that are kept, the one that was written last first. */
  flows: StoredFlow[] = $state.raw([]);
  /** The versions of the one that is open, the latest first. */
  versions: Version[] = $state.raw([]);
  saving: Saving | null = $state.raw(null);
  /** Why the storage cannot be had at all. */
  problem: unknown = $state.raw(null);
  /** Whether it is still being looked what there is. */
  opening: boolean = $state(true);
  /** What is being kept and opens in a moment; its tests may still be set. */
  arriving: Content | null = null;

  readonly #editor: Editor;
  readonly #library: Library;
  readonly #names: VersionNames;
  readonly #opened: (id: string) => void;
  readonly #stop: () => void;

  /** `opened` is told whenever another flow is open. */
  constructor(editor: Editor, name: string, names: VersionNames, opened: (id: string) => void) {
    this.#editor = editor;
    this.#library = new Library(name);
    this.#names = names;
    this.#opened = opened;
    this.#stop = this.#library.listen((id) => void this.#heard(id));
  }

  /** The id of the flow that is open. */
  get open(): string | null {
    return this.saving?.id ?? null;
  }

  /** Opens the flow that is wanted, or else the one that was written last; where there is none yet, that of the editor becomes the first. */
  async begin(wanted: string | null): Promise<void> {
    try {
      await this.#list();
      const first = this.#editor.flow;
      const stored = this.flows.find((each) => each.id === wanted) ?? this.flows[0] ?? (first && (await this.#library.create({ flow: first, tests: this.#editor.tests, source: null })));
      if (stored) await this.#show(stored);
    } catch (error) {
      this.problem = error;
    } finally {
      this.opening = false;
    }
  }

  /** Keeps another flow and opens it, unless something else is to be open meanwhile. */
  async add(content: Content): Promise<void> {
    const arriving = { ...content };
    this.arriving = arriving;
    try {
      const stored = await this.#library.create(content);
      if (this.arriving !== arriving) return await this.#list();
      await this.#become(stored);
      this.#editor.tests = arriving.tests;
    } finally {
      if (this.arriving === arriving) this.arriving = null;
    }
    await this.#listAll();
  }

  /** Opens another flow; false if it is not there. */
  async show(id: string): Promise<boolean> {
    if (id === this.open) return true;
    const stored = await this.#library.read(id);
    if (stored !== null) await this.#show(stored);
    return stored !== null;
  }

  /** Closes the flow that is open, which stays kept. */
  async leave(): Promise<void> {
    const { saving } = this;
    this.arriving = null;
    this.saving = null;
    await saving?.close();
    this.versions = [];
    this.#editor.load(null);
  }

  /** Names a flow that is not open; the open one is renamed by a command. */
  async rename(id: string, name: string): Promise<void> {
    const stored = await this.#library.read(id);
    if (stored !== null) await this.#library.write(id, stored.revision, { ...stored, flow: { ...stored.flow, name } });
    await this.#list();
  }

  /** Takes a flow out, and opens another if it was open. Answers what puts it back. */
  async remove(id: string): Promise<Removed | null> {
    const open = id === this.open;
    if (open) await this.saving?.flush();
    const removed = await this.#library.remove(id);
    await this.#list();
    if (!open) return removed;
    const [next] = this.flows;
    if (next !== undefined) await this.#show(next);
    else await this.leave();
    return removed;
  }

  /** Puts a flow back that was taken out. */
  async restore(removed: Removed): Promise<void> {
    await this.#library.restore(removed);
    await this.#list();
    if (this.saving === null) await this.#show(removed.flow);
  }

  /** Of two states of one flow keeps the one that is open here; the other becomes a version. One that was removed is put back. */
  async keepMine(): Promise<void> {
    await this.saving?.keepMine(this.versions);
    await this.#listVersions();
  }

  /** Of two states of one flow opens the one of the other tab; the one that was open here becomes a version. */
  async takeTheirs(): Promise<void> {
    await this.saving?.takeTheirs();
    await this.#listVersions();
  }

  /** Keeps the flow as it is now under a name. */
  async addVersion(name: string): Promise<Version | null> {
    const { saving } = this;
    if (saving === null) return null;
    const version = await this.#library.addVersion(saving.id, name, saving.content);
    await this.#listVersions();
    return version;
  }

  /** Gives a version another name, or puts one back that was deleted. */
  async putVersion(version: Version): Promise<void> {
    await this.#library.putVersion(version);
    await this.#listVersions();
  }

  async removeVersion(version: Version): Promise<void> {
    await this.#library.removeVersion(version);
    await this.#listVersions();
  }

  /** Stops listening; what is unsaved is saved before. */
  async close(): Promise<void> {
    this.#stop();
    await this.saving?.close();
    await this.#library.close();
  }

  async #show(stored: StoredFlow): Promise<void> {
    await this.#become(stored);
    await this.#listAll();
  }

  async #become(stored: StoredFlow): Promise<void> {
    await this.saving?.close();
    this.saving = new Saving(this.#editor, this.#library, stored, this.#names);
    this.#opened(stored.id);
  }

  async #heard(id: string): Promise<void> {
    await this.#list().catch(() => {});
    if (id !== this.open) return;
    await this.saving?.look();
    await this.#listVersions().catch(() => {});
  }

  async #listAll(): Promise<void> {
    await Promise.all([this.#list(), this.#listVersions()]);
  }

  async #list(): Promise<void> {
    this.flows = await this.#library.list();
  }

  async #listVersions(): Promise<void> {
    // With the flow its versions were removed; those that are known are put back with it.
    if (this.saving?.gone) return;
    this.versions = this.open === null ? [] : await this.#library.versions(this.open);
  }
}
