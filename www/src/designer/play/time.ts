/** Times of the virtual clock, which stands in UTC, and how long something takes, in the element's language. */
import type { Language } from "../../common/language.js";

const units = [
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** Answers the time of day on the virtual clock, to the second. */
export function clockTime(at: number, { tag }: Language): string {
  return new Intl.DateTimeFormat(tag, { timeStyle: "medium", timeZone: "UTC" }).format(at);
}

/** Answers a span of time in its units, such as "2 min 30 sec". */
export function spanInWords(span: number, { tag }: Language): string {
  let left = Math.max(0, Math.ceil(span / 1_000) * 1_000);
  const parts = units.flatMap(([unit, length]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return count > 0 ? [new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "short" }).format(count)] : [];
  });
  return parts.join(" ") || new Intl.NumberFormat(tag, { style: "unit", unit: "second", unitDisplay: "short" }).format(0);
}
