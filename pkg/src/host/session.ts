/**
 * One conversation in this host: takes facts in, one change at a time.
 *
 * A change holds the conversation's lock, reads what is stored, feeds the engine, and stores
 * the new snapshot, the work that follows and the removal of what was taken in, all in one
 * transaction. What cannot be stored has not happened: the engine goes back. Nothing is
 * performed or shown before it is stored.
 */
import type { Change } from "../../host.js";
import type { Context } from "./context.js";
import { HostError, tell } from "./error.js";
import { type ConversationRecord, type Letter, type Presence, append, keys } from "./layout.js";
import type { Effect, Input, Millis, SendEffect, StorageTransaction } from "./types.js";

/** Something that has happened to the conversation. */
export interface Fact {
  input: Input;
  at: Millis;
  /** What lay in the storage for it, and is done with when the change is stored. */
  consumes?: string[];
  /** The desk's frame that it delivers. */
  delivers?: { handover: number; id: string; provider: string };
  /** The engine's refusal is for the caller; otherwise the fact is dropped and reported. */
  strict?: boolean;
}

/** What lies in the storage for a conversation. */
export interface Found {
  record: ConversationRecord | null;
  letters: [key: string, letter: Letter][];
  tabs: [key: string, presence: Presence][];
}

/** What the engine has made of some facts. */
interface Outcome {
  effects: Effect[];
  work: SendEffect[];
  wakeAt: Millis | null;
  present: boolean;
  seq: number;
}

/** How often a change is tried again that others have overtaken. */
const ATTEMPTS = 20;

export class Session {
  /** What is stored, as far as this host knows. */
  #known: ConversationRecord | null = null;
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(
    private readonly context: Context,
    readonly id: string,
    /** Called when a change is stored or found, with whether it has left work to do. */
    private readonly onMoved: (wakeAt: Millis | null, work: boolean) => void,
  ) {}

  subscribe(listener: (change: Change) => void): () => void {
    // The same function may be subscribed twice.
    const own: typeof listener = (change) => listener(change);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** Lets what `collect` makes of the stored state happen; no facts, no change. */
  change(collect: (found: Found) => Fact[]): Promise<void> {
    return this.context.locks.exclusive(`conversation/${this.id}`, () => this.#change(collect));
  }

  async #change(collect: (found: Found) => Fact[]): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const found = await this.context.storage.transact("readonly", (transaction) => this.#find(transaction));
      this.#adopt(found.record);
      const facts = collect({ ...found, record: found.record ?? this.#known });
      if (facts.length === 0) return;
      try {
        const outcome = this.#feed(facts);
        if (await this.#store(outcome, facts)) return this.#tell(outcome, facts);
      } catch (error) {
        this.#goBack();
        throw error;
      }
      this.#goBack();
    }
    throw new HostError("conflict", "another tab or process keeps moving the conversation", this.id);
  }

  /** Still under the lock, so that what is shown keeps its order. */
  #tell({ effects, work, wakeAt }: Outcome, facts: Fact[]): void {
    this.onMoved(wakeAt, work.length > 0);
    this.context.bell.ring("moved", this.id);
    if (facts.some(({ delivers }) => delivers !== undefined)) this.context.bell.ring("desk");
    this.#show(effects, "here");
  }

  async #find(transaction: StorageTransaction): Promise<Found> {
    return {
      record: ((await transaction.get(keys.conversation(this.id))) as ConversationRecord | undefined) ?? null,
      letters: (await transaction.list(keys.letters(this.id))) as Found["letters"],
      tabs: (await transaction.list(keys.tabsOf(this.id))) as Found["tabs"],
    };
  }

  /** Takes over what another tab has stored. A record that is gone is no reason to forget: it is written again. */
  #adopt(record: ConversationRecord | null): void {
    const known = this.#known;
    if (record === null || record.version === known?.version) return;
    this.context.engine.restore(record.snapshot);
    this.#known = record;
    this.onMoved(record.wakeAt, false);
    const next = known !== null && record.version === known.version + 1;
    if (known !== null) this.#show(next ? record.effects : [], "elsewhere");
  }

  #feed(facts: Fact[]): Outcome {
    const { engine, environment, report } = this.context;
    const outcome: Outcome = {
      effects: [],
      work: [],
      wakeAt: this.#known?.wakeAt ?? null,
      present: this.#known?.present ?? true,
      seq: this.#known?.seq ?? 0,
    };
    for (const { input, at, strict } of facts) {
      try {
        const { effects, wakeAt } = engine.handle(this.id, input, Math.min(at, environment.now()));
        for (const effect of effects) {
          if (effect.seq <= outcome.seq) continue;
          outcome.seq = effect.seq;
          if (effect.type === "send") outcome.work.push(effect);
          else outcome.effects.push(effect);
        }
        outcome.wakeAt = wakeAt;
        if (input.type === "connected" || input.type === "disconnected") outcome.present = input.type === "connected";
      } catch (error) {
        if (strict) throw error;
        report("input_refused", `the engine has refused an input of type \`${input.type}\``, this.id, error);
      }
    }
    return outcome;
  }

  /** False if somebody else has stored a change in the meantime. */
  async #store({ effects, work, wakeAt, present, seq }: Outcome, facts: Fact[]): Promise<boolean> {
    const { engine, environment, storage } = this.context;
    const view = engine.view(this.id);
    // What concerns a conversation that the engine does not know leaves nothing to store.
    if (view === null) return true;
    const version = (this.#known?.version ?? 0) + 1;
    const at = environment.now();
    const record: ConversationRecord = { version, snapshot: engine.snapshot(this.id), wakeAt, at, present, seq, effects };

    const stored = await storage.transact("readwrite", async (transaction) => {
      const before = (await transaction.get(keys.conversation(this.id))) as ConversationRecord | undefined;
      if (before !== undefined && before.version !== version - 1) return false;
      await transaction.put(keys.conversation(this.id), record);
      await transaction.put(keys.view(this.id), { conversation: this.id, view, updatedAt: at, wakeAt });
      for (const effect of work) await transaction.put(keys.workOf(this.id, effect.seq), { effect, started: false });
      for (const { consumes = [], delivers } of facts) {
        for (const key of consumes) await transaction.delete(key);
        if (delivers === undefined) continue;
        const { handover, id, provider } = delivers;
        await append(transaction, { from: "host", provider, conversation: this.id, handover, delivered: id, at });
      }
      return true;
    });
    if (stored) this.#known = record;
    return stored;
  }

  #goBack(): void {
    if (this.#known === null) this.context.engine.forget(this.id);
    else this.context.engine.restore(this.#known.snapshot);
  }

  #show(effects: Effect[], origin: Change["origin"]): void {
    const failed = (error: unknown) => this.context.report("listener_failed", "a listener of a conversation has failed", this.id, error);
    for (const listener of [...this.#listeners]) tell(() => listener({ effects, origin }), failed);
  }
}
