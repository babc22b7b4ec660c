/**
 * What the agent has begun to write, for each conversation and each of those who may read it; kept over a reload.
 *
 * Only words are kept. A draft of a conversation that is gone is forgotten.
 */
import { keep, kept } from "../common/kept.js";

/** Whom the agent writes to: the visitor, colleagues, or the bot in the visitor's place. */
export type Addressee = "visitor" | "colleagues" | "bot";

type Written = Partial<Record<Addressee, string>>;

export class Drafts {
  #written = $state.raw<Record<string, Written>>({});
  readonly #key: string;

  constructor(agent: string) {
    this.#key = `handover-desk-drafts/${agent}`;
    this.#written = read(kept(this.#key));
  }

  of(ticket: string, addressee: Addressee): string {
    return this.#written[ticket]?.[addressee] ?? "";
  }

  write(ticket: string, addressee: Addressee, text: string): void {
    const { [addressee]: _, ...others } = this.#written[ticket] ?? {};
    const own = text === "" ? others : { ...others, [addressee]: text };
    const { [ticket]: __, ...rest } = this.#written;
    this.#store(Object.keys(own).length === 0 ? rest : { ...rest, [ticket]: own });
  }

  /** Forgets the drafts of all other tickets. */
  keepOnly(tickets: Set<string>): void {
    const left = Object.entries(this.#written).filter(([ticket]) => tickets.has(ticket));
    if (left.length < Object.keys(this.#written).length) this.#store(Object.fromEntries(left));
  }

  #store(written: Record<string, Written>): void {
    this.#written = written;
    keep(this.#key, Object.keys(written).length === 0 ? null : JSON.stringify(written));
  }
}

function read(text: string | null): Record<string, Written> {
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(Object.entries(found).map(([ticket, written]) => [ticket, wordsIn(written)]));
  } catch {
    return {};
  }
}

function wordsIn(written: unknown): Written {
  const words = Object.entries(typeof written === "object" && written !== null ? written : {});
  return Object.fromEntries(words.filter(([, text]) => typeof text === "string")) as Written;
}
