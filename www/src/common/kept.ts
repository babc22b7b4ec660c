/**
 * Small things that a page keeps for the next visit, or one tab for its next reload.
 *
 * They are there at once, which is what the host's storage cannot promise to a page that is about to go.
 * Where the browser refuses to keep anything, it is as if this were the first visit.
 */
export type Keeper = "visits" | "tab";

/** Answers what was kept, or `null`. */
export function kept(key: string, keeper: Keeper = "visits"): string | null {
  try {
    return storageOf(keeper).getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a value, or forgets it if it is `null`. */
export function keep(key: string, value: string | null, keeper: Keeper = "visits"): void {
  try {
    if (value === null) storageOf(keeper).removeItem(key);
    else storageOf(keeper).setItem(key, value);
  } catch {
    // A page without storage works all the same, until it is left.
  }
}

function storageOf(keeper: Keeper): Storage {
  return keeper === "tab" ? sessionStorage : localStorage;
}
