/** Times and parts as people read them. */
import type { Language } from "../../common/language.js";

/** Answers a duration in its two largest units, such as `2 min 5 sec`; a dash for none. */
export function durationInWords(time: number | null, { tag }: Language): string {
  if (time === null) return "–";
  const unit = (value: number, name: string) => new Intl.NumberFormat(tag, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const seconds = Math.round(time / 1000);
  const pair = (large: number, name: string, small: number, other: string) => [unit(large, name), ...(small > 0 ? [unit(small, other)] : [])].join(" ");
  if (seconds < 60) return unit(seconds, "second");
  if (seconds < 3600) return pair(Math.floor(seconds / 60), "minute", seconds % 60, "second");
  return pair(Math.floor(seconds / 3600), "hour", Math.floor((seconds % 3600) / 60), "minute");
}

/** Answers a part of a whole in percent; a dash for none. */
export function percent(part: number | null, { tag }: Language): string {
  return part === null ? "–" : new Intl.NumberFormat(tag, { style: "percent" }).format(part);
}

/** Answers an hour of the day as its clock shows it. */
export function hourInWords(hour: number, { tag }: Language): string {
  return new Intl.DateTimeFormat(tag, { hour: "numeric" }).format(new Date(2026, 0, 1, hour));
}
