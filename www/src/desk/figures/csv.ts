/**
 * Figures and handovers as comma-separated values, after RFC 4180: times in ISO 8601, durations in seconds.
 *
 * A text that a spreadsheet would take for a formula is kept from being one.
 */
import type { ConversationFigures, DurationFigure, Figures, HandoverResult, Ticket } from "handover/host";

const results: HandoverResult[] = ["answered", "abandoned", "timedOut", "failed", "unanswered", "waiting"];

/** Answers one row for each hour of the day, and one for all together, in which conversations and ratings count, too. */
export function figuresCsv(figures: Figures, { count, mean }: Ratings): string {
  const head = ["hour", "conversations", "containment", "handovers", ...results, ...times("wait"), ...times("firstReply"), ...times("handling"), "ratings", "starsMean"];
  const hours = figures.hours.map(({ hour, handovers, results: found, wait }) => [hour, null, null, handovers, ...results.map((result) => found[result]), ...duration(wait)]);
  const { conversations, containment, handovers, results: found, wait, firstReply, handling } = figures;
  const all = ["all", conversations, containment, handovers, ...results.map((result) => found[result]), ...duration(wait), ...duration(firstReply), ...duration(handling), count, mean];
  return csv([head, all, ...hours.map((row) => [...row, ...Array(head.length - row.length).fill(null)])]);
}

/** Answers one row for each handover that was requested in the span, with what the visitor thought of it. */
export function handoversCsv(conversations: ConversationFigures[], tickets: readonly Ticket[], { from, to }: { from: number; to: number }): string {
  const head = ["conversation", "requested", "accepted", "replied", "ended", "handled", "result", "outcome", "provider", "agent", "stars", "comment"];
  const ratings = new Map(tickets.map(({ conversation, handover, rating }) => [`${conversation} ${handover}`, rating]));
  const rows = conversations.flatMap(({ conversation, handovers }) =>
    handovers.flatMap((one, index) => {
      if (one.requestedAt < from || one.requestedAt >= to) return [];
      // The engine counts the handovers of a conversation from 1.
      const rating = ratings.get(`${conversation} ${index + 1}`);
      const told = [one.result, one.outcome, one.provider, one.agent, rating?.stars ?? null, rating?.comment ?? null];
      return [[conversation, moment(one.requestedAt), moment(one.acceptedAt), moment(one.repliedAt), moment(one.endedAt), one.handled / 1000, ...told]];
    }),
  );
  return csv([head, ...rows.sort((one, other) => (String(one[1]) < String(other[1]) ? -1 : 1))]);
}

/** How many ratings were given, and their mean in stars; `null` if none was. */
export interface Ratings {
  count: number;
  mean: number | null;
}

type Cell = string | number | null;

function csv(rows: Cell[][]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function times(name: string): string[] {
  return ["Median", "Most", "Mean"].map((kind) => `${name}${kind}`);
}

function duration({ median, most, mean }: DurationFigure): Cell[] {
  return [median, most, mean].map((time) => (time === null ? null : Math.round(time) / 1000));
}

function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
