/**
 * Small texts under one prefix, each by its name, kept for the next visit.
 *
 * Each is kept by itself, and what another tab changes is taken over: two tabs of one agent never undo what the other has stored.
 */
import { keep, kept, keptKeys, watchKept } from "../common/kept.js";

export class KeptTexts {
  #texts = $state.raw<ReadonlyMap<string, string>>(new Map());
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
    this.#texts = new Map(keptKeys(prefix).map((key) => [key.slice(prefix.length), kept(key) ?? ""]));
  }

  get all(): [name: string, text: string][] {
    return [...this.#texts];
  }

  of(name: string): string {
    return this.#texts.get(name) ?? "";
  }

  /** Keeps a text; an empty one is forgotten. */
  put(name: string, text: string): void {
    keep(this.#prefix + name, text || null);
    this.#set(name, text);
  }

  /** Takes over what other tabs change; answers the function that stops it. */
  watch(): () => void {
    return watchKept((key, text) => {
      if (key.startsWith(this.#prefix)) this.#set(key.slice(this.#prefix.length), text ?? "");
    });
  }

  #set(name: string, text: string): void {
    const texts = new Map(this.#texts);
    if (text === "") texts.delete(name);
    else texts.set(name, text);
    this.#texts = texts;
  }
}
