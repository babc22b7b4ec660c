/**
 * One conversation as the chat uses it: what stands in its log, what is still on its way there, what was read, and who types.
 *
 * It decides nothing about the conversation: it hands inputs to the host's conversation and reads its log after every change.
 * What is on its way goes one after another, in the order in which it was written, and only while there is a connection.
 */
import type { Attachment, Input, Representative } from "handover";
import type { Change, Conversation } from "handover/host";
import { emptyChat, stateAfter, type ChatState, type MessageLine } from "./lines.js";
import { ChatMemory } from "./memory.js";
import { addToOutbox, loadOutbox, type Outgoing } from "./outbox.js";

// Longer than the engine lets anybody type, for the case that the end was said in another tab.
const typingLimit = 7000;

/** What the session asks of what is around it. */
export interface Surroundings {
  online(): boolean;
  /** Something came in, after what was there at the beginning. */
  arrived(lines: MessageLine[]): void;
}

export class ChatSession {
  /** What the log says. */
  state = $state.raw<ChatState>(emptyChat);
  /** When the waiting ends by itself; `null` if nobody waits. */
  deadline = $state.raw<number | null>(null);
  outgoing = $state.raw<Outgoing[]>([]);
  typist = $state.raw<Representative | null>(null);
  /** The last entry of the log that the visitor has had before them, in any tab. */
  seen = $state(0);
  /** The entry after which the new lines begin that the visitor has come back to. */
  newAfter = $state<number | null>(null);
  /** How many messages were written here, and in no other tab. */
  written = $state(0);
  #endedAt = $state<number | null>(null);
  #ratedAt = $state(0);

  readonly memory: ChatMemory;
  readonly unread: number = $derived(this.state.lines.filter(isFromOthers).filter(({ seq }) => seq > this.seen).length);
  /** The entry at which the conversation is over, by its own doing or the visitor's; `null` while it is not. */
  readonly over: number | null = $derived(this.state.ended ?? (this.#endedAt !== null && this.state.spoke <= this.#endedAt ? this.#endedAt : null));
  /** Whether the visitor has ended it. */
  readonly endedByVisitor: boolean = $derived(this.over !== null && this.state.ended === null);
  /** The entry that a rating would be about: a talk with a human that is over, or the whole; `null` if there is nothing to rate. */
  readonly rateable: number | null = $derived.by(() => {
    const { talked, spoke, active, waiting } = this.state;
    const about = talked !== null && !active && waiting === null && (this.over !== null || spoke < talked.seq) ? talked.seq : talked === null ? this.over : null;
    return about !== null && about > this.#ratedAt && spoke > 0 ? about : null;
  });

  readonly #conversation: Conversation;
  readonly #around: Surroundings;
  readonly #stops: (() => void)[];
  /** Ids of the visitor's messages that stand in the log. */
  readonly #arrived = new Set<string>();
  #last = 0;
  #delivering = false;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(conversation: Conversation, around: Surroundings) {
    this.#conversation = conversation;
    this.#around = around;
    this.memory = new ChatMemory(conversation.id);
    const recall = () => {
      this.#recall();
      this.deliver();
    };
    this.#stops = [conversation.subscribe((change) => this.#changed(change)), this.memory.watch(recall)];
    this.#read();
    recall();
    if (this.seen > 0 && this.unread > 0) this.newAfter = this.seen;
  }

  get id(): string {
    return this.#conversation.id;
  }

  /** Takes notice of whether the visitor looks at the last lines. */
  look(looking: boolean): void {
    if (looking) this.#see();
    else if (this.unread > 0) this.newAfter = this.seen;
  }

  /** Sends a text, files, or the payload of a quick reply. It is shown at once, and kept until the log holds it. */
  send(text: string, attachments: Attachment[] = [], reply: Outgoing["reply"] = null): void {
    this.newAfter = null;
    this.written += 1;
    this.outgoing = [...this.outgoing, addToOutbox(this.memory, { text, attachments, reply })];
    this.deliver();
  }

  /** Sends a message again that could not be sent. Its id is the same, so it cannot arrive twice. */
  retry({ id }: Outgoing): void {
    this.#mark(id, false);
    this.deliver();
  }

  /** Sends what there is to send, if that is possible now. */
  deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    void this.#deliverAll().finally(() => (this.#delivering = false));
  }

  typing(on: boolean): void {
    this.#conversation.typing(on).catch(() => {});
  }

  cancel(): Promise<void> {
    return this.#conversation.cancel();
  }

  /** Ends the chat for the visitor: a handover is called off, and what comes after is a new conversation. */
  async end(): Promise<void> {
    if (this.state.waiting !== null || this.state.active) await this.cancel();
    this.#read();
    this.#endedAt = this.#last;
    this.memory.set("ended", String(this.#last));
  }

  /** Takes the visitor's end back: the same conversation goes on. */
  goOn(): void {
    this.#endedAt = null;
    this.memory.set("ended", null);
  }

  /** Tells the desk what the visitor thinks of the talk that is over; without a desk it is the page's alone. */
  rate(stars: number, comment: string | null): Promise<boolean> {
    return this.#conversation.rate(stars, comment);
  }

  /** Asks no more for a rating of what is over now. */
  rated(): void {
    this.#ratedAt = this.rateable ?? this.#last;
    this.memory.set("rated", String(this.#ratedAt));
  }

  /** Leaves the conversation, which goes on without this page. */
  close(): void {
    for (const stop of this.#stops) stop();
    clearTimeout(this.#typingTimer);
    this.#conversation.close().catch(() => {});
  }

  async #deliverAll(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { id, text, attachments } = next;
      try {
        await this.#conversation.send({ type: "message", id, ...(text !== "" && { text }), ...(attachments.length > 0 && { attachments }) });
        this.#read();
      } catch {
        // Marked below, as one that was taken and is not in the log.
      }
      if (!this.#arrived.has(id)) this.#mark(id, true);
    }
  }

  /** What the visitor has left behind with the end is not sent after it, which would take the end back. */
  #next(): Outgoing | undefined {
    return this.#around.online() && !this.endedByVisitor ? this.outgoing.find(({ failed }) => !failed) : undefined;
  }

  #mark(id: string, failed: boolean): void {
    this.outgoing = this.outgoing.map((each) => (each.id === id ? { ...each, failed } : each));
  }

  #see(): void {
    if (this.#last <= this.seen) return;
    this.seen = this.#last;
    this.memory.set("seen", String(this.#last));
  }

  /** Reads what this tab or another has kept. Nothing that was written is dropped before the log holds it. */
  #recall(): void {
    this.seen = Math.max(this.seen, this.memory.number("seen") ?? 0);
    this.#endedAt = this.memory.number("ended");
    this.#ratedAt = this.memory.number("rated") ?? 0;
    const shown = new Map(this.outgoing.map((each) => [each.id, each]));
    for (const each of loadOutbox(this.memory)) {
      if (this.#arrived.has(each.id)) this.memory.set(each.name, null);
      else if (!shown.has(each.id)) shown.set(each.id, { ...each, failed: this.endedByVisitor });
    }
    if (shown.size > this.outgoing.length) this.outgoing = [...shown.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
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
    const { waiting } = this.#conversation.view();
    this.deadline = waiting?.for === "handover" ? waiting.until : null;
    const news = this.#conversation.log(this.#last);
    if (news.length === 0) return;
    const first = this.#last === 0;
    const before = this.#last;
    this.#last = news.at(-1)?.seq ?? before;
    this.state = stateAfter(this.state, news);
    for (const { entry } of news) {
      const { type, id } = entry as Input & { id?: string };
      if (type === "message" && id !== undefined) this.#arrived.add(id);
    }
    const left = this.outgoing.filter(({ id, name }) => {
      if (this.#arrived.has(id)) this.memory.set(name, null);
      return !this.#arrived.has(id);
    });
    if (left.length < this.outgoing.length) this.outgoing = left;
    if (!first) this.#around.arrived(this.state.lines.filter(isFromOthers).filter(({ seq }) => seq > before));
  }
}

function isFromOthers(line: ChatState["lines"][number]): line is MessageLine {
  return line.kind === "message" && line.from !== "visitor";
}
