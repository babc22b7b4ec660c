/**
 * Who is there: the tabs that have a conversation open, the desks that have an agent.
 *
 * Where locks end with their tab, a held lock is the proof, however slow a background
 * tab's timers are. Where there are none, or somebody may be there whose locks are not
 * seen, a lease is, renewed at every pulse. A tab that closes has no
 * time to store anything for certain: it leaves a note in the synchronous storage of the
 * page, which the next to look reads.
 */
import type { Locks } from "./lock.js";
import { type Presence, conversationOf, tabOf } from "./layout.js";
import type { Millis } from "./types.js";

/** How long one counts as there after the last sign of life. */
export const LEASE: Millis = 15_000;

/** Tells whether whoever wrote a presence is still there. */
export type Alive = (presence: Presence) => boolean;

export async function living(locks: Locks, now: Millis): Promise<Alive> {
  const held = locks.proveLife ? await locks.held() : null;
  return ({ lock, until, left }) => {
    if (left !== null) return false;
    const isHeld = lock !== null && (held?.has(lock) ?? false);
    return isHeld || ((lock === null || needsLease(locks)) && until > now);
  };
}

/** Whether a lock that is not held proves nothing: then a lease does, and has to be renewed. */
export function needsLease({ proveLife, reachAll }: Locks): boolean {
  return !proveLife || !reachAll;
}

/** A fresh presence of the one who holds `lock`. */
export function presence(locks: Locks, lock: string, now: Millis): Presence {
  return { lock: locks.proveLife ? lock : null, until: now + LEASE, left: null };
}

/** Which conversations somebody has open, by what lies under `keys.tabs`; those that never had a tab are missing. */
export function presentIn(tabs: [key: string, value: unknown][], alive: Alive, name: string): Map<string, boolean> {
  const present = new Map<string, boolean>();
  for (const [key, tab] of tabs) {
    const conversation = conversationOf(key);
    const here = alive(tab as Presence) && notes.read(name, tabOf(key)) === null;
    present.set(conversation, here || (present.get(conversation) ?? false));
  }
  return present;
}

/** When somebody who is gone was there last, as far as it can be known. */
export function lastSeen({ until, left }: Presence, note: Millis | null): Millis {
  return note ?? left ?? until - LEASE;
}

/** Notes of tabs that have closed; without a synchronous storage there are none. */
export const notes = {
  write(name: string, tab: string, at: Millis): void {
    attempt((storage) => storage.setItem(`${name}/left/${tab}`, String(at)));
  },
  read(name: string, tab: string): Millis | null {
    const note = attempt((storage) => storage.getItem(`${name}/left/${tab}`));
    return note == null || !Number.isFinite(Number(note)) ? null : Number(note);
  },
  remove(name: string, tab: string): void {
    attempt((storage) => storage.removeItem(`${name}/left/${tab}`));
  },
};

function attempt<T>(work: (storage: Storage) => T): T | null {
  try {
    // Reading the name alone throws where site data is blocked.
    return typeof localStorage === "undefined" ? null : work(localStorage);
  } catch {
    return null;
  }
}
