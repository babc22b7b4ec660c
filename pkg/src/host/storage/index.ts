/**
 * Finds the storage that a host, a desk and an onlooker of one name share.
 *
 * One storage for each name in a page, so that its parts meet even in memory. Whoever
 * uses it closes nothing but its own subscriptions.
 */
import type { Report } from "../error.js";
import { markReach } from "../lock.js";
import type { HostStorage } from "../types.js";
import { withFallback } from "./fallback.js";
import { indexedDBStorage } from "./indexeddb.js";
import { memoryStorage } from "./memory.js";

interface Shared {
  storage: HostStorage;
  reports: Set<Report>;
}

const shared = new Map<string, Shared>();

/** The storage given, or else the one of this name. */
export function storageOf(given: HostStorage | undefined, name: string, report: Report): HostStorage {
  if (given !== undefined) return given;
  let found = shared.get(name);
  if (found === undefined) shared.set(name, (found = create(name)));
  found.reports.add(report);
  return found.storage;
}

function create(name: string): Shared {
  const reports = new Set<Report>();
  if (typeof indexedDB === "undefined") return { storage: memoryStorage(), reports };
  const onLost = (cause: unknown) => {
    for (const report of reports) report("storage_lost", "IndexedDB cannot be used: everything is kept in memory only", null, cause);
  };
  return { storage: markReach(withFallback(indexedDBStorage(name), onLost), "origin"), reports };
}
