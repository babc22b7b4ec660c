/** Values as a person reads them beside an expression: in one line, cut where they are long. */

const longest = 60;

/** Answers a value in one short line; empty for none. */
export function shortValue(value: unknown): string {
  if (value === undefined) return "";
  const text = JSON.stringify(value) ?? "";
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
