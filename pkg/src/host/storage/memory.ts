/**
 * A storage in the memory of this process.
 *
 * Transactions run one after another; what one writes is kept aside until its work has
 * resolved. Values are copied on the way in and out, as a real storage would.
 */
import { markReach } from "../lock.js";
import type { HostStorage, StorageTransaction } from "../types.js";

/** `entries` is what the storage begins with. */
export function memoryStorage(entries: Iterable<[string, unknown]> = []): HostStorage {
  const map = new Map<string, unknown>(entries);
  const listeners = new Set<(topic: string) => void>();
  let last: Promise<unknown> = Promise.resolve();

  const storage: HostStorage = {
    transact(_mode, work) {
      const result = last.then(async () => {
        const changes = new Map<string, { value: unknown } | null>();
        const answer = await work(transactionOn(map, changes));
        for (const [key, change] of changes) {
          if (change === null) map.delete(key);
          else map.set(key, change.value);
        }
        return answer;
      });
      last = result.catch(() => undefined);
      return result;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ring(topic) {
      for (const listener of listeners) queueMicrotask(() => listener(topic));
    },
  };
  return markReach(storage, "process");
}

function transactionOn(map: ReadonlyMap<string, unknown>, changes: Map<string, { value: unknown } | null>): StorageTransaction {
  const current = (key: string) => {
    const change = changes.get(key);
    return change === undefined ? map.get(key) : change?.value;
  };
  return {
    async get(key) {
      return structuredClone(current(key));
    },
    async put(key, value) {
      changes.set(key, { value: structuredClone(value) });
    },
    async delete(key) {
      changes.set(key, null);
    },
    async list(prefix, after = "") {
      const found = [...new Set([...map.keys(), ...changes.keys()])]
        .filter((key) => key.startsWith(prefix) && key > after && changes.get(key) !== null)
        .sort((one, other) => (one < other ? -1 : 1));
      return found.map((key) => [key, structuredClone(current(key))]);
    },
  };
}
