/** Which days the figures are of, as spans of the agent's own time. A day ends where the next begins, also when clocks are changed. */

export const periods = ["today", "yesterday", "week", "month", "day"] as const;

/** `week` and `month`: the last 7 and 30 days, today included. `day`: the one that is named. */
export type PeriodName = (typeof periods)[number];

export interface Span {
  from: number;
  /** Excluded. */
  to: number;
}

/** Answers the span; `day` as a date input writes it. A day that is none means today. */
export function spanOf(period: PeriodName, day: string, now: number): Span {
  const today = new Date(now);
  const named = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (period === "day" && named !== null) return daysFrom(new Date(Number(named[1]), Number(named[2]) - 1, Number(named[3])), 0, 1);
  if (period === "yesterday") return daysFrom(today, -1, 1);
  if (period === "week") return daysFrom(today, -6, 7);
  return period === "month" ? daysFrom(today, -29, 30) : daysFrom(today, 0, 1);
}

/** Answers a moment's day as a date input writes it. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function daysFrom(date: Date, offset: number, count: number): Span {
  const start = (days: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
  return { from: start(offset), to: start(offset + count) };
}
