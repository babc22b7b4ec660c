/**
 * A storage that turns to memory when the one below it fails.
 *
 * Private windows, full disks and blocked site data make IndexedDB reject at any moment;
 * a visitor who is talking to somebody must not notice. What can still be read is taken
 * along, and the loss is told once. It does not go back: two halves of a conversation
 * would be worse than one that ends with its tab.
 */
import { HostError } from "../error.js";
import type { HostStorage } from "../types.js";
import { memoryStorage } from "./memory.js";

export function withFallback(storage: HostStorage, onLost: (cause: unknown) => void): HostStorage {
  let fallback: Promise<HostStorage> | null = null;

  const giveUp = (cause: unknown) => {
    fallback ??= rescue(storage);
    onLost(cause);
    return fallback;
  };

  return {
    async transact(mode, work) {
      if (fallback !== null) return (await fallback).transact(mode, work);
      try {
        return await storage.transact(mode, work);
      } catch (error) {
        // What the work itself refuses is no failure of the storage.
        if (error instanceof HostError) throw error;
        return (await (fallback ?? giveUp(error))).transact(mode, work);
      }
    },
    listen: (listener) => storage.listen?.(listener) ?? (() => undefined),
    ring: (topic) => storage.ring?.(topic),
    close: () => storage.close?.(),
  };
}

async function rescue(storage: HostStorage): Promise<HostStorage> {
  try {
    return memoryStorage(await storage.transact("readonly", (transaction) => transaction.list("")));
  } catch {
    return memoryStorage();
  }
}
