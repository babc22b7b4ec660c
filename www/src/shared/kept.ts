/** Small things that a page keeps for the next visit. Where the browser refuses to keep any, it is as if this were the first. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a value, or forgets it if it is `null`. */
export function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A page without storage works all the same, until it is left.
  }
}
