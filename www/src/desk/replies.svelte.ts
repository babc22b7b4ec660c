/** The canned replies that the agent has written; all desks in this browser share them, and a reload keeps them. */
import { keep, kept } from "../common/kept.js";
import type { CannedReply } from "./canned.js";

const key = "handover-desk-replies";

class OwnReplies {
  list = $state.raw<CannedReply[]>(read());

  /** Puts a reply where `at` is, or at the end. */
  put(reply: CannedReply, at: number | null): void {
    this.#store(at === null ? [...this.list, reply] : this.list.with(at, reply));
  }

  remove(at: number): void {
    this.#store(this.list.toSpliced(at, 1));
  }

  /** Brings back what was removed, to where it was. */
  restore(reply: CannedReply, at: number): void {
    this.#store(this.list.toSpliced(at, 0, reply));
  }

  #store(list: CannedReply[]): void {
    this.list = list;
    keep(key, list.length === 0 ? null : JSON.stringify(list));
  }
}

export const ownReplies = new OwnReplies();

function read(): CannedReply[] {
  try {
    const found: unknown = JSON.parse(kept(key) ?? "[]");
    return Array.isArray(found) ? found.filter(isReply) : [];
  } catch {
    return [];
  }
}

function isReply(value: unknown): value is CannedReply {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "shortcut") === "string" && typeof Reflect.get(value, "text") === "string";
}
