/**
 * A storage in the browser's IndexedDB, shared by all tabs of an origin.
 *
 * One object store with the keys as they come. A BroadcastChannel is its bell: it carries
 * topics and no content, so that a tab which hears nothing has lost nothing. Failures are
 * passed on as they are; falling back is for somebody else.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { markReach } from "../lock.js";
import type { HostStorage, StorageTransaction } from "../types.js";

interface Schema extends DBSchema {
  entries: { key: string; value: unknown };
}

export function indexedDBStorage(name = "handover"): HostStorage {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;
  const open = () => {
    opening ??= openDB<Schema>(name, 1, {
      upgrade: (database) => void database.createObjectStore("entries"),
      // Another page deletes the database, or the browser takes it away: the next transaction opens it anew.
      blocking: (_current, _blocked, event) => ((event.target as IDBDatabase).close(), (opening = null)),
      terminated: () => (opening = null),
    }).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  const bell = bellOf(name);

  const storage: HostStorage = {
    async transact(mode, work) {
      const transaction = (await open()).transaction("entries", mode);
      try {
        const answer = await work(transactionOn(transaction.store as Store));
        await transaction.done;
        return answer;
      } catch (error) {
        // `done` rejects along with the work; nobody else listens to it.
        transaction.done.catch(() => undefined);
        abort(transaction);
        throw error;
      }
    },
    ...bell,
    async close() {
      bell.close();
      (await opening?.catch(() => null))?.close();
      opening = null;
    },
  };
  return markReach(storage, "origin");
}

interface Store {
  get(key: string): Promise<unknown>;
  put(value: unknown, key: string): Promise<unknown>;
  delete(key: string): Promise<void>;
  getAll(range: IDBKeyRange): Promise<unknown[]>;
  getAllKeys(range: IDBKeyRange): Promise<string[]>;
}

function transactionOn(store: Store): StorageTransaction {
  return {
    get: (key) => store.get(key),
    put: async (key, value) => void (await store.put(value, key)),
    delete: (key) => store.delete(key),
    async list(prefix, after = prefix) {
      const range = IDBKeyRange.bound(after, `${prefix}\uffff`, after !== prefix);
      const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
      return keys.map((key, index) => [key, values[index]]);
    },
  };
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

/** Without a BroadcastChannel the bell still rings within the page. */
function bellOf(name: string) {
  const listeners = new Set<(topic: string) => void>();
  const call = (topic: string) => listeners.forEach((listener) => listener(topic));
  let channel: BroadcastChannel | null = null;
  const connect = () => {
    if (channel !== null || typeof BroadcastChannel === "undefined") return;
    channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => typeof data === "string" && call(data);
    // In Node an open channel keeps the process from ending.
    (channel as { unref?: () => void }).unref?.();
  };
  return {
    listen(listener: (topic: string) => void) {
      connect();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ring(topic: string) {
      connect();
      channel?.postMessage(topic);
      queueMicrotask(() => call(topic));
    },
    close() {
      channel?.close();
      channel = null;
      listeners.clear();
    },
  };
}
