/**
 * Reads and writes one value inside a node's data by a path such as `desk.skills`.
 *
 * Writing answers new objects along the path and keeps all others; what stands beside the value stays, known or not.
 */

/** Follows a path into a value; `undefined` where it leads nowhere. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** Answers the data with another value at the path; `undefined` takes it out, and with it each object that becomes empty. */
export function withAt(data: object | undefined, path: string, value: unknown): object | undefined {
  const [key = "", ...rest] = path.split(".");
  const entries = Object.entries(data ?? {});
  const inner = rest.length === 0 ? value : withAt(objectAt(data, key), rest.join("."), value);
  const place = entries.findIndex(([name]) => name === key);
  if (inner === undefined) {
    const left = entries.filter(([name]) => name !== key);
    return left.length === 0 ? undefined : Object.fromEntries(left);
  }
  if (place >= 0) entries[place] = [key, inner];
  else entries.push([key, inner]);
  return Object.fromEntries(entries);
}

function objectAt(data: object | undefined, key: string): object | undefined {
  const value = at(data, key);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
