/**
 * What the agent has begun to write, for each conversation and each purpose; kept over a reload, and the same in all tabs.
 *
 * Only words are kept. A draft of a conversation that is gone is forgotten.
 */
import { KeptTexts } from "./kept-texts.svelte.js";

/** Whom the agent writes to: the visitor, colleagues, or the bot in the visitor's place. */
export type Addressee = "visitor" | "colleagues" | "bot";

/** What a draft is for: to be read by one of those, as the summary and the outcome of the end, or as a word for whoever takes over. */
export type Purpose = Addressee | "summary" | "resolution" | "transfer";

export class Drafts {
  readonly #texts: KeptTexts;

  constructor(agent: string) {
    this.#texts = new KeptTexts(`handover-desk-drafts/${encodeURIComponent(agent)}/`);
  }

  of(ticket: string, purpose: Purpose): string {
    return this.#texts.of(`${purpose}/${ticket}`);
  }

  write(ticket: string, purpose: Purpose, text: string): void {
    this.#texts.put(`${purpose}/${ticket}`, text);
  }

  /** Forgets the drafts of all other tickets. */
  keepOnly(tickets: Set<string>): void {
    for (const [name] of this.#texts.all) if (!tickets.has(name.slice(name.indexOf("/") + 1))) this.#texts.put(name, "");
  }

  /** Takes over what is written in other tabs; answers the function that stops it. */
  watch(): () => void {
    return this.#texts.watch();
  }
}
