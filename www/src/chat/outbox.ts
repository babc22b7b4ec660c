/**
 * Messages that the conversation's log does not hold yet, kept in the browser: one that was shown as sent outlives a reload.
 *
 * Their ids are made before they are sent for the first time, so that sending one again, from whichever tab, does nothing if it
 * had arrived. Each is kept by itself, numbered: two tabs that write at once lose nothing, and the order needs no clock.
 */
import type { Attachment } from "handover";
import { newId } from "../common/id.js";
import type { ChatMemory } from "./memory.js";

/** A message on its way. */
export interface Outgoing {
  id: string;
  /** Its name in the memory, by which it keeps its place among the others. */
  name: string;
  text: string;
  attachments: Attachment[];
  /** What the clicked quick reply says, and the line in which it stood. */
  reply: { title: string; line: string } | null;
  at: number;
  failed: boolean;
}

const folder = "outbox/";

/** Answers what there is still to send, in the order in which it was written. */
export function loadOutbox(memory: ChatMemory): Outgoing[] {
  return memory.names(folder).flatMap((name) => read(name, memory.get(name)));
}

/** Keeps one more message and answers it. */
export function addToOutbox(memory: ChatMemory, message: Pick<Outgoing, "text" | "attachments" | "reply">): Outgoing {
  const last = memory.names(folder).at(-1)?.slice(folder.length, folder.length + digits) ?? "0";
  const id = newId();
  const name = `${folder}${String(Number(last) + 1).padStart(digits, "0")}-${id}`;
  const outgoing = { id, name, ...message, at: Date.now(), failed: false };
  memory.set(name, JSON.stringify({ id, ...message, at: outgoing.at }));
  return outgoing;
}

const digits = 8;

function read(name: string, kept: string | null): Outgoing[] {
  try {
    const { id, text, attachments, reply, at } = JSON.parse(kept ?? "null") as Outgoing;
    const sound = typeof id === "string" && typeof text === "string" && Array.isArray(attachments) && typeof at === "number";
    return sound ? [{ id, name, text, attachments, reply: reply ?? null, at, failed: false }] : [];
  } catch {
    return [];
  }
}
