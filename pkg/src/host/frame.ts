/**
 * Reads what lies in the mailbox between engine and desk, and the webhooks beside it.
 *
 * Everything there was written by somebody else: another version, another page of the
 * origin, a half-finished write. What does not have the shape of the desk protocol is
 * `null`; what has too much is cut to size.
 */
import type { TicketRequest } from "../../host.js";
import type { Attachment, Millis } from "./types.js";

/** A frame for a conversation, ready for the engine, which checks it against its own state. */
export interface Frame {
  provider: string;
  at: Millis;
  body: string;
  type: string;
  handover: number;
  id: string | null;
}

export function parseFrame(letter: unknown): Frame | null {
  const { provider, at, frame } = record(letter);
  const { type, handover, id } = record(frame);
  if (typeof provider !== "string" || typeof at !== "number" || typeof type !== "string" || !isCount(handover)) return null;
  return { provider, at, body: JSON.stringify(frame), type, handover, id: typeof id === "string" ? id : null };
}

/** A provider's webhook, as it was stored; null if it is something else. */
export function parseWebhook(letter: unknown): { at: Millis; frame: { provider: string; body: string; headers: Record<string, string> } } | null {
  const { provider, at, body, headers } = record(letter);
  if (typeof provider !== "string" || typeof at !== "number" || typeof body !== "string") return null;
  const fields = Object.entries(record(headers)).filter((field): field is [string, string] => typeof field[1] === "string");
  return { at, frame: { provider, body, headers: Object.fromEntries(fields) } };
}

/** What each event of a webhook's body would be alone, where several come together: each may concern another conversation. */
export function eventsOf(body: string): string[] {
  try {
    const { events } = JSON.parse(body);
    return events.length > 1 ? events.map((event: unknown) => JSON.stringify({ events: [event] })) : [];
  } catch {
    return [];
  }
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** As many stars as a visitor can give. */
export function isStars(value: unknown): value is number {
  return isCount(value) && value >= 1 && value <= 5;
}

export function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

export function object(value: unknown): object | null {
  return typeof value === "object" ? value : null;
}

export function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

export function attachments(value: unknown): Attachment[] {
  return list(value).flatMap(({ url, mimeType, name }) =>
    typeof url === "string" ? [{ url, mimeType: text(mimeType) ?? undefined, name: text(name) ?? undefined }] : [],
  );
}

export function priority(value: unknown): TicketRequest["priority"] {
  const known = ["low", "medium", "high", "urgent"] as const;
  return known.find((one) => one === value) ?? "none";
}
