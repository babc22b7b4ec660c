/**
 * What the agent is about to say, for each conversation and each of those who may read it: the words, the files that go
 * with them, and what is on its way.
 *
 * A message leaves its box at once. What could not be sent comes back, in front of what was written since, and nothing
 * that was written after it goes before it.
 */
import type { Attachment } from "handover";
import { PendingFiles, type PendingFile, type Upload } from "../common/files.svelte.js";
import type { FileLimits } from "../common/limits.js";
import { Drafts, type Addressee } from "./drafts.svelte.js";

/** A message that has left its box. */
interface Message {
  text: string;
  files: PendingFile[];
}

/** Says something to one of them; answers whether it was possible. */
export type Say = (text: string, attachments: Attachment[]) => Promise<boolean>;

export class Writing {
  readonly drafts: Drafts;
  #files = $state.raw<ReadonlyMap<string, PendingFiles>>(new Map());
  /** The boxes to which something came back. */
  #unsent = $state.raw<ReadonlySet<string>>(new Set());
  /** What is on its way, by its box. */
  readonly #leaving = new Map<string, Message[]>();

  constructor(agent: string) {
    this.drafts = new Drafts(agent);
  }

  write(ticket: string, addressee: Addressee, text: string): void {
    this.drafts.write(ticket, addressee, text);
    if (text === "") this.#mark(box(ticket, addressee), false);
  }

  /** The files for a visitor; `null` if there never were any. */
  filesFor(ticket: string): PendingFiles | null {
    return this.#files.get(ticket) ?? null;
  }

  attach(ticket: string, files: Iterable<File>, limits: FileLimits, upload: Upload): void {
    const pending = this.filesFor(ticket) ?? new PendingFiles();
    this.#files = new Map(this.#files).set(ticket, pending);
    pending.add(files, limits, upload);
  }

  /** Whether what stands in a box could not be sent. */
  isUnsent(ticket: string, addressee: Addressee): boolean {
    return this.#unsent.has(box(ticket, addressee));
  }

  /** Sends what is written, after what was sent before; answers whether all of it went. */
  async send(ticket: string, addressee: Addressee, say: Say): Promise<boolean> {
    const message = this.#take(ticket, addressee);
    if (message === null) return true;
    const name = box(ticket, addressee);
    const before = this.#leaving.get(name);
    if (before !== undefined) {
      before.push(message);
      return true;
    }
    const leaving = [message];
    this.#leaving.set(name, leaving);
    for (let first = leaving[0]; first !== undefined && (await said(first, say)); first = leaving[0]) leaving.shift();
    this.#leaving.delete(name);
    if (leaving.length > 0) this.#giveBack(ticket, addressee, leaving);
    return leaving.length === 0;
  }

  /** No file is on its way any more. */
  stop(): void {
    for (const { items } of this.#files.values()) for (const file of items) file.stop();
  }

  /** Takes out what is written; `null` if that is nothing, or a file of it is not there yet. */
  #take(ticket: string, addressee: Addressee): Message | null {
    const text = this.drafts.of(ticket, addressee).trim();
    const pending = addressee === "visitor" ? this.filesFor(ticket) : null;
    const files = pending?.items ?? [];
    if ((text === "" && files.length === 0) || files.some(({ state }) => state !== "ready")) return null;
    pending?.take();
    this.write(ticket, addressee, "");
    return { text, files };
  }

  #giveBack(ticket: string, addressee: Addressee, messages: Message[]): void {
    const texts = [...messages.map(({ text }) => text), this.drafts.of(ticket, addressee)];
    this.drafts.write(ticket, addressee, texts.filter((text) => text !== "").join("\n"));
    const pending = this.filesFor(ticket);
    if (pending !== null) pending.items = [...messages.flatMap(({ files }) => files), ...pending.items];
    this.#mark(box(ticket, addressee), true);
  }

  #mark(name: string, unsent: boolean): void {
    const marked = new Set(this.#unsent);
    if (unsent) marked.add(name);
    else marked.delete(name);
    this.#unsent = marked;
  }
}

function said({ text, files }: Message, say: Say): Promise<boolean> {
  return say(
    text,
    files.flatMap(({ attachment }) => attachment ?? []),
  ).catch(() => false);
}

function box(ticket: string, addressee: Addressee): string {
  return `${addressee}/${ticket}`;
}
