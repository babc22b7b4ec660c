/**
 * Locks among all that share a storage: the tabs of an origin, or the parts of a process.
 *
 * Web Locks where the platform has them, since they end with the tab that holds them;
 * elsewhere locks of this process. They keep two tabs from doing the same work at the same
 * time. That what is stored stays right does not rest on them: every change checks the
 * version that it replaces.
 */
import { deferred } from "./deferred.js";
import type { HostStorage } from "./types.js";

export interface Locks {
  /** Whether a lock ends with the tab that holds it, so that a held lock proves life. */
  readonly proveLife: boolean;
  /** Whether all who share the storage share the locks, so that no two of them do the same at a time. */
  readonly reachAll: boolean;
  /** Runs the work while nobody else holds the lock; in the order of the calls. */
  exclusive<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Runs the work if nobody holds the lock; answers false at once otherwise. */
  ifFree(name: string, work: () => Promise<void>): Promise<boolean>;
  /** Holds the lock until the answer is called. */
  hold(name: string): () => void;
  /** The names of all locks that are held. */
  held(): Promise<Set<string>>;
}

/** `prefix` keeps the names apart from those of other users of the origin. */
export function locksOf(storage: HostStorage, prefix: string): Locks {
  const owned = reach.get(storage);
  const web = owned === "process" || typeof navigator === "undefined" ? undefined : navigator.locks;
  if (web !== undefined) return webLocks(web, `${prefix}/`, owned === "origin");
  let locks = local.get(storage);
  if (locks === undefined) local.set(storage, (locks = localLocks(owned === "process")));
  return locks;
}

/** Says who sees the storage: this process alone, or the tabs of this origin, as far as Web Locks reach. A user's own may be seen from anywhere. */
export function markReach(storage: HostStorage, of: "process" | "origin"): HostStorage {
  reach.set(storage, of);
  return storage;
}

const reach = new WeakMap<HostStorage, "process" | "origin">();
const local = new WeakMap<HostStorage, Locks>();

function webLocks(manager: LockManager, prefix: string, reachAll: boolean): Locks {
  return {
    proveLife: true,
    reachAll,
    exclusive: (name, work) => manager.request(prefix + name, work) as ReturnType<typeof work>,
    ifFree(name, work) {
      return manager.request(prefix + name, { ifAvailable: true }, async (lock) => {
        if (lock !== null) await work();
        return lock !== null;
      }) as Promise<boolean>;
    },
    hold(name) {
      const { promise, resolve } = deferred();
      manager.request(prefix + name, () => promise).catch(() => undefined);
      return resolve;
    },
    async held() {
      const { held = [] } = await manager.query();
      return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
    },
  };
}

function localLocks(reachAll: boolean): Locks {
  const last = new Map<string, Promise<unknown>>();

  const exclusive: Locks["exclusive"] = (name, work) => {
    const result = (last.get(name) ?? Promise.resolve()).then(work);
    const end = result.then(
      () => undefined,
      () => undefined,
    );
    last.set(name, end);
    void end.then(() => last.get(name) === end && last.delete(name));
    return result;
  };

  return {
    proveLife: false,
    reachAll,
    exclusive,
    async ifFree(name, work) {
      if (last.has(name)) return false;
      await exclusive(name, work);
      return true;
    },
    hold(name) {
      const { promise, resolve } = deferred();
      void exclusive(name, () => promise);
      return resolve;
    },
    held: async () => new Set(last.keys()),
  };
}
