/** The canned replies that the agent has written, by their shortcuts; all desks in this browser share them, and a reload keeps them. */
import type { CannedReply } from "./canned.js";
import { KeptTexts } from "./kept-texts.svelte.js";

class OwnReplies {
  readonly #texts = new KeptTexts("handover-desk-replies/");

  get list(): CannedReply[] {
    const replies = this.#texts.all.map(([shortcut, text]) => ({ shortcut, text }));
    return replies.sort((one, other) => one.shortcut.localeCompare(other.shortcut));
  }

  has(shortcut: string): boolean {
    return this.#texts.of(shortcut) !== "";
  }

  put({ shortcut, text }: CannedReply): void {
    this.#texts.put(shortcut, text);
  }

  remove(shortcut: string): void {
    this.#texts.put(shortcut, "");
  }

  /** Takes over what is changed in other tabs; answers the function that stops it. */
  watch(): () => void {
    return this.#texts.watch();
  }
}

export const ownReplies = new OwnReplies();
