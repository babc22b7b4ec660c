/**
 * A storage that turns to memory when the one below it never works.
 *
 * Private windows and blocked site data make IndexedDB reject from the beginning; a visitor
 * must not notice, and the loss is told once. What has worked is shared with other pages:
 * half of a conversation in this one's memory would reach nobody and look as if it had. So
 * what a full disk does not take is refused, and may be tried again.
 */
import { HostError } from "../error.js";
import type { HostStorage } from "../types.js";
import { memoryStorage } from "./memory.js";

export function withFallback(storage: HostStorage, onLost: (cause: unknown) => void): HostStorage {
  let works = false;
  let fallback: HostStorage | null = null;

  const giveUp = (cause: unknown) => {
    onLost(cause);
    return memoryStorage();
  };

  return {
    async transact(mode, work) {
      if (fallback !== null) return fallback.transact(mode, work);
      try {
        const answer = await storage.transact(mode, work);
        works = true;
        return answer;
      } catch (error) {
        // What the work itself refuses is no failure of the storage.
        if (works || error instanceof HostError) throw error;
        return (fallback ??= giveUp(error)).transact(mode, work);
      }
    },
    listen: (listener) => storage.listen?.(listener) ?? (() => undefined),
    ring: (topic) => storage.ring?.(topic),
    close: () => storage.close?.(),
  };
}
