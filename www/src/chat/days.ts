/** Names a day as people do: today and yesterday, a weekday with its date, and the year where it is another. */

export function dayInWords(at: number, now: number, tag: string): string {
  const day = midnight(at);
  const days = Math.round((midnight(now) - day) / 86_400_000);
  if (days === 0 || days === 1) return new Intl.RelativeTimeFormat(tag, { numeric: "auto" }).format(-days, "day");
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long", year }).format(at);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
