/**
 * What the chat keeps of one conversation beside its log, for a reload and for the visitor's other tabs: the draft, what is
 * still to be sent, how far was read, and whether the visitor has ended or rated it.
 *
 * It knows no meaning of what it keeps. Where the browser keeps nothing, it is as if this were the first visit.
 */
import { keep, kept, keptKeys, watchKept } from "../common/kept.js";

export class ChatMemory {
  readonly #prefix: string;

  constructor(conversation: string) {
    this.#prefix = `handover-chat/${conversation}/`;
  }

  get(name: string): string | null {
    return kept(this.#prefix + name);
  }

  set(name: string, value: string | null): void {
    keep(this.#prefix + name, value);
  }

  /** Answers a number that was kept, or `null`. */
  number(name: string): number | null {
    const value = this.get(name);
    return value !== null && /^\d+$/.test(value) ? Number(value) : null;
  }

  /** Answers the names that begin so, in their order. */
  names(beginning: string): string[] {
    return keptKeys(this.#prefix + beginning)
      .map((key) => key.slice(this.#prefix.length))
      .sort();
  }

  /** Calls the listener when another tab has changed something; answers the function that stops it. */
  watch(listener: (name: string) => void): () => void {
    return watchKept((key) => {
      if (key.startsWith(this.#prefix)) listener(key.slice(this.#prefix.length));
    });
  }

  /** Forgets all of it but what is named. */
  forget(...but: string[]): void {
    for (const name of this.names("")) if (!but.includes(name)) this.set(name, null);
  }
}
