/**
 * One conversation as the chat uses it: what stands in its log, what is still on its way there, and who types.
 *
 * It decides nothing about the conversation: it hands inputs to the host's conversation and reads its log after every change.
 */
import type { Input, LogEntry, Representative } from "handover";
import type { Change, Conversation } from "handover/host";
import { newId } from "../common/id.js";
import { loadOutbox, saveOutbox, type Outgoing } from "./outbox.js";

// Longer than the engine lets anybody type, for the case that the end was said in another tab.
const typingLimit = 7000;

export class ChatSession {
  entries = $state.raw<LogEntry[]>([]);
  outgoing = $state.raw<Outgoing[]>([]);
  typist = $state.raw<Representative | null>(null);
  /** The last entry of the log that the visitor has had before them; what was there at the beginning counts as seen. */
  seen = $state(0);

  readonly #conversation: Conversation;
  readonly #stop: () => void;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
    this.#stop = conversation.subscribe((change) => this.#changed(change));
    this.outgoing = loadOutbox(conversation.id);
    this.#read();
    this.markSeen();
    for (const each of this.outgoing) void this.retry(each);
  }

  markSeen(): void {
    this.seen = this.entries.at(-1)?.seq ?? 0;
  }

  /** Sends a text, or the payload of a quick reply. It is shown at once and kept, marked, if it cannot be sent. */
  async send(text: string): Promise<void> {
    const outgoing = { id: newId(), text, at: Date.now(), failed: false };
    this.#keep([...this.outgoing, outgoing]);
    await this.#deliver(outgoing);
  }

  /** Sends a message again that could not be sent. Its id is the same, so it cannot arrive twice. */
  async retry(outgoing: Outgoing): Promise<void> {
    this.#replace(outgoing.id, false);
    await this.#deliver(outgoing);
  }

  typing(on: boolean): void {
    this.#conversation.typing(on).catch(() => {});
  }

  cancel(): void {
    this.#conversation.cancel().catch(() => {});
  }

  /** Leaves the conversation, which goes on without this page. */
  close(): void {
    this.#stop();
    clearTimeout(this.#typingTimer);
    this.#conversation.close().catch(() => {});
  }

  async #deliver({ id, text }: Outgoing): Promise<void> {
    try {
      await this.#conversation.send({ type: "message", id, text });
      this.#read();
    } catch {
      this.#replace(id, true);
    }
  }

  #replace(id: string, failed: boolean): void {
    this.#keep(this.outgoing.map((each) => (each.id === id ? { ...each, failed } : each)));
  }

  #keep(outgoing: Outgoing[]): void {
    this.outgoing = outgoing;
    saveOutbox(this.#conversation.id, outgoing);
  }

  #changed({ effects }: Change): void {
    for (const effect of effects) {
      if (effect.type === "typing" && effect.to === "visitor") this.#types(effect.on ? effect.from : null);
      else if (effect.type === "say" || effect.type === "stage") this.#types(null);
    }
    this.#read();
  }

  #types(typist: Representative | null): void {
    clearTimeout(this.#typingTimer);
    this.typist = typist;
    if (typist !== null) this.#typingTimer = setTimeout(() => (this.typist = null), typingLimit);
  }

  #read(): void {
    const news = this.#conversation.log(this.entries.at(-1)?.seq ?? 0);
    if (news.length === 0) return;
    this.entries = [...this.entries, ...news];
    const arrived = new Set(news.map(({ entry }) => (entry as Input).type === "message" && (entry as { id?: string }).id));
    if (this.outgoing.some((each) => arrived.has(each.id))) this.#keep(this.outgoing.filter((each) => !arrived.has(each.id)));
  }
}
