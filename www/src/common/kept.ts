/**
 * Small things that a page keeps for the next visit.
 *
 * They are there at once, which is what the host's storage cannot promise to a page that is about to go.
 * Where the browser refuses to keep anything, it is as if this were the first visit.
 */
/** For all tabs and the next visits, or for this tab's reloads alone. */
type Where = "localStorage" | "sessionStorage";

/** Answers what was kept, or `null`. */
export function kept(key: string, where: Where = "localStorage"): string | null {
  try {
    return globalThis[where].getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a value, or forgets it if it is `null`. */
export function keep(key: string, value: string | null, where: Where = "localStorage"): void {
  try {
    if (value === null) globalThis[where].removeItem(key);
    else globalThis[where].setItem(key, value);
  } catch {
    // A page without storage works all the same, until it is left.
  }
}

/** Calls the listener when another tab has kept or forgotten something for the next visits; answers the function that stops it. */
export function watchKept(listener: (key: string, value: string | null) => void): () => void {
  const changed = ({ key, newValue, storageArea }: StorageEvent) => {
    if (key !== null && storageArea === localStorage) listener(key, newValue);
  };
  addEventListener("storage", changed);
  return () => removeEventListener("storage", changed);
}

/** Answers the keys that begin with `prefix`, in no order. */
export function keptKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
