/**
 * Messages that the conversation's log does not hold yet, kept in the tab: one that was shown as sent outlives a reload.
 *
 * Their ids are made before they are sent for the first time, so that sending one again does nothing if it had arrived.
 */
import { keep, kept } from "../common/kept.js";

/** A message on its way. */
export interface Outgoing {
  id: string;
  text: string;
  at: number;
  failed: boolean;
}

/** Answers what this tab had still to send when it was left. */
export function loadOutbox(conversation: string): Outgoing[] {
  try {
    const found: unknown = JSON.parse(kept(keyOf(conversation), "tab") ?? "[]");
    return Array.isArray(found) ? found.filter(isOutgoing) : [];
  } catch {
    return [];
  }
}

/** Keeps what is still to be sent. */
export function saveOutbox(conversation: string, outgoing: Outgoing[]): void {
  keep(keyOf(conversation), outgoing.length === 0 ? null : JSON.stringify(outgoing), "tab");
}

function keyOf(conversation: string): string {
  return `handover-outbox-${conversation}`;
}

function isOutgoing(value: unknown): value is Outgoing {
  const { id, text, at } = (value ?? {}) as Record<string, unknown>;
  return typeof id === "string" && typeof text === "string" && typeof at === "number";
}
