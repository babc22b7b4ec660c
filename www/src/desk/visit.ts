/** What this tab remembers over a reload; another tab of the same agent remembers its own. */

/** Answers what was remembered, or `null`. */
export function remembered(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a value, or forgets it if it is `null`. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // A tab that may remember nothing begins with the oldest conversation.
  }
}
