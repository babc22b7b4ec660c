/**
 * Changes a value inside JSON by a path such as `cases.0.value`, through objects and lists alike.
 *
 * What stands beside it stays as it is, in its order. A path that leads nowhere changes nothing.
 */

/** Answers the value with what stands at the path changed; `undefined` takes it out of its object or list. */
export function changedAt(value: unknown, path: string, change: (present: unknown) => unknown): unknown {
  if (path === "") return change(value);
  const [key = "", ...rest] = path.split(".");
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => {
      const next = String(index) === key ? changedAt(item, rest.join("."), change) : item;
      return next === undefined ? [] : [next];
    });
  }
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, name === key ? changedAt(item, rest.join("."), change) : item] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/** Answers the object with one of its keys called otherwise, in the same place. */
export function withKey(value: unknown, from: string, to: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key === from ? to : key, item]));
}

/** Answers all texts in JSON with the change made to them. */
export function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => withTexts(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTexts(item, change)]));
}
