/**
 * The flows and their versions in the browser's storage, shared by all tabs of an origin.
 *
 * A flow is written only on top of the revision that the writer has seen: what another tab has written meanwhile is
 * answered and never overwritten. A BroadcastChannel tells other tabs which flow to read anew; it carries no content,
 * so that a tab which hears nothing has lost nothing. Failures are passed on as they are.
 */
import type { Flow } from "handover";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { newId } from "../../common/id.js";

/** What is kept of a flow beside the flow itself. */
export interface Content {
  flow: Flow;
  /** The text of its tests. */
  tests: string;
  /** The text of the file that it came from, so that an unchanged flow goes out byte for byte as it came in. */
  source: string | null;
}

/** A flow as it is kept. */
export interface StoredFlow extends Content {
  id: string;
  /** Rises with every writing. */
  revision: number;
  updatedAt: number;
}

/** A flow as it was at some time, under a name that its author gave. */
export interface Version extends Content {
  id: string;
  /** The flow of which it is a version. */
  of: string;
  name: string;
  at: number;
}

/** A flow that was taken out, with all that is needed to put it back. */
export interface Removed {
  flow: StoredFlow;
  versions: Version[];
}

/** What became of a writing; `instead` is what another tab has written, or `null` if it has removed the flow. */
export type Written = { written: StoredFlow } | { instead: StoredFlow | null };

interface Schema extends DBSchema {
  flows: { key: string; value: StoredFlow };
  versions: { key: string; value: Version; indexes: { of: string } };
}

export class Library {
  readonly #name: string;
  readonly #bell: BroadcastChannel | null;
  #opening: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(name: string) {
    this.#name = name;
    this.#bell = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  }

  /** Answers all flows, the one that was written last first. */
  async list(): Promise<StoredFlow[]> {
    const flows = await (await this.#open()).getAll("flows");
    return flows.sort((one, other) => other.updatedAt - one.updatedAt);
  }

  async read(id: string): Promise<StoredFlow | null> {
    return (await (await this.#open()).get("flows", id)) ?? null;
  }

  /** Keeps a new flow. */
  async create(content: Content): Promise<StoredFlow> {
    const stored = { ...content, id: newId(), revision: 1, updatedAt: Date.now() };
    await (await this.#open()).put("flows", stored);
    this.#ring(stored.id);
    return stored;
  }

  /** Writes a flow on top of the revision `base`; if another one is there, nothing is written. */
  async write(id: string, base: number, content: Content): Promise<Written> {
    const transaction = (await this.#open()).transaction("flows", "readwrite");
    const there = (await transaction.store.get(id)) ?? null;
    if (there?.revision !== base) {
      await transaction.done;
      return { instead: there };
    }
    const stored = { ...content, id, revision: base + 1, updatedAt: Date.now() };
    await transaction.store.put(stored);
    await transaction.done;
    this.#ring(id);
    return { written: stored };
  }

  /** Takes a flow out with its versions; `null` if it is not there. */
  async remove(id: string): Promise<Removed | null> {
    const transaction = (await this.#open()).transaction(["flows", "versions"], "readwrite");
    const flow = (await transaction.objectStore("flows").get(id)) ?? null;
    const versions = await transaction.objectStore("versions").index("of").getAll(id);
    await transaction.objectStore("flows").delete(id);
    for (const version of versions) await transaction.objectStore("versions").delete(version.id);
    await transaction.done;
    this.#ring(id);
    return flow && { flow, versions };
  }

  /** Puts back what was taken out, and answers it: as a flow of its own, if the one that was taken out is there again. */
  async restore({ flow, versions }: Removed): Promise<StoredFlow> {
    const transaction = (await this.#open()).transaction(["flows", "versions"], "readwrite");
    const there = (await transaction.objectStore("flows").getKey(flow.id)) !== undefined;
    const stored = there ? { ...flow, id: newId() } : flow;
    await transaction.objectStore("flows").put(stored);
    for (const version of versions) await transaction.objectStore("versions").put(there ? { ...version, id: newId(), of: stored.id } : version);
    await transaction.done;
    this.#ring(stored.id);
    return stored;
  }

  /** Answers the versions of a flow, the latest first. */
  async versions(of: string): Promise<Version[]> {
    const versions = await (await this.#open()).getAllFromIndex("versions", "of", of);
    return versions.sort((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1));
  }

  /** Keeps a version of a flow. */
  async addVersion(of: string, name: string, content: Content): Promise<Version> {
    const version = { ...content, id: newId(), of, name, at: Date.now() };
    await this.putVersion(version);
    return version;
  }

  /** Keeps a version as it is: another name for it, or one that was deleted. */
  async putVersion(version: Version): Promise<void> {
    await (await this.#open()).put("versions", version);
    this.#ring(version.of);
  }

  async removeVersion({ id, of }: Version): Promise<void> {
    await (await this.#open()).delete("versions", id);
    this.#ring(of);
  }

  /** Calls the listener with the id of a flow that another user of the library has changed, or whose versions; answers the function that stops it. */
  listen(listener: (id: string) => void): () => void {
    const heard = ({ data }: MessageEvent) => {
      if (typeof data === "string") listener(data);
    };
    this.#bell?.addEventListener("message", heard);
    return () => this.#bell?.removeEventListener("message", heard);
  }

  async close(): Promise<void> {
    this.#bell?.close();
    (await this.#opening?.catch(() => null))?.close();
    this.#opening = null;
  }

  #ring(id: string): void {
    this.#bell?.postMessage(id);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#opening ??= openDB<Schema>(this.#name, 1, {
      upgrade(database) {
        database.createObjectStore("flows", { keyPath: "id" });
        database.createObjectStore("versions", { keyPath: "id" }).createIndex("of", "of");
      },
      // Another page deletes the database, or the browser takes it away: the next call opens it anew.
      blocking: (_current, _blocked, event) => ((event.target as IDBDatabase).close(), (this.#opening = null)),
      terminated: () => (this.#opening = null),
    }).catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }
}
