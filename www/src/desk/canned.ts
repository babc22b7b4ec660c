/**
 * Canned replies: finding one by what is typed after `/`, and putting it in place of that.
 *
 * A placeholder for which nothing is known stays as it is, for the agent to fill in.
 */
import type { Ticket } from "handover/host";

/** A reply that is written once and used often. */
export interface CannedReply {
  /** What the agent types after `/`. */
  shortcut: string;
  text: string;
}

/** A stretch of a text. */
export interface Span {
  start: number;
  end: number;
}

/** Answers what is being looked for: the stretch from a `/` that begins a word to the caret, or `null`. */
export function lookup(text: string, caret: number): (Span & { query: string }) | null {
  const found = /(?:^|\s)\/([^\s/]*)$/u.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { start: caret - query.length - 1, end: caret, query };
}

/** Answers the replies that a query may mean: those whose shortcut begins with it, then those that hold it. */
export function matching(replies: CannedReply[], query: string): CannedReply[] {
  const wanted = query.toLocaleLowerCase();
  const rank = ({ shortcut, text }: CannedReply) => {
    if (shortcut.toLocaleLowerCase().startsWith(wanted)) return 0;
    return `${shortcut} ${text}`.toLocaleLowerCase().includes(wanted) ? 1 : 2;
  };
  const ranked = replies.map((reply) => ({ reply, place: rank(reply) })).filter(({ place }) => place < 2);
  return ranked.sort((one, other) => one.place - other.place || one.reply.shortcut.localeCompare(other.reply.shortcut)).map(({ reply }) => reply);
}

/** Answers the text with a reply in place of the stretch, and what is to be selected then: the first open placeholder, or the end. */
export function inserted(text: string, { start, end }: Span, reply: string): { text: string; selection: Span } {
  const open = /\{\{[^{}]*\}\}/.exec(reply);
  const from = start + (open?.index ?? reply.length);
  return { text: text.slice(0, start) + reply + text.slice(end), selection: { start: from, end: from + (open?.[0].length ?? 0) } };
}

/** What placeholders may stand for: `visitor name`, `agent name`, and the fields of the profile and of the metadata by their names. */
export interface Known {
  visitor: string;
  agent: string;
  ticket: Ticket;
}

/** Answers a reply with what is known in place of its placeholders. */
export function filled(reply: string, known: Known): string {
  return reply.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (placeholder, name: string) => valueOf(name, known) ?? placeholder);
}

function valueOf(name: string, { visitor, agent, ticket }: Known): string | null {
  const words = name.toLocaleLowerCase();
  if (words === "visitor name") return visitor;
  if (words === "agent name") return agent;
  for (const fields of [ticket.request.profile, ticket.request.metadata]) {
    const key = Object.keys(fields ?? {}).find((one) => one.toLocaleLowerCase() === words);
    const value: unknown = key === undefined ? undefined : Reflect.get(fields ?? {}, key);
    if (typeof value === "string" || typeof value === "number") return String(value);
  }
  return null;
}
