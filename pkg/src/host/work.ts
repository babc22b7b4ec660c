/**
 * Performs the work that the changes of one conversation have left in the storage.
 *
 * In the order of the effects, each under a lock so that two tabs do not do the same, and
 * again after a crash: an entry stays until it is done, and goes in the same transaction
 * that takes its answer in. Requests that change something wait for one another; polls and
 * connections are begun in their turn and hold nothing up.
 */
import { countAgents } from "./agents.js";
import { coalesced } from "./coalesce.js";
import type { Context } from "./context.js";
import { deferred } from "./deferred.js";
import { sentence } from "./error.js";
import { record, texts } from "./frame.js";
import { type Presence, type WorkRecord, append, keys } from "./layout.js";
import { living } from "./presence.js";
import type { Fact } from "./session.js";
import type { DeskRequest, EventsRequest, HttpRequest, Input, SendEffect, SocketRequest, WebhookOrder } from "./types.js";
import { type Connection, connect } from "./wire/connection.js";
import { performHttp } from "./wire/http.js";
import { PATIENCE, within } from "./wire/patience.js";

/** How a request stands when it is to be made: another tab may have ended it, a living tab of another process may be at it, and a change may have been begun by one that is gone. */
type Claim = "mine" | "done" | "another's" | "cut short";

/** How long a visitor's typing lasts without another word. */
const TYPING = 6_000;
/** How long somebody who leaves waits for what is still being sent. */
const SOON = 10_000;

export class Work {
  /** The connections that this tab holds, by the key of the work that opened them. */
  readonly #connections = new Map<string, { provider: string; connection: Connection }>();
  readonly #abort = new AbortController();

  constructor(
    private readonly context: Context,
    private readonly conversation: string,
    /** The key of the tab that performs it. */
    private readonly tab: string,
    private readonly feed: (fact: Omit<Fact, "at">) => Promise<void>,
  ) {}

  /** Performs what is there; never rejects, and resolves when nothing is left but polls and connections. */
  readonly perform = coalesced(() => this.#perform().catch(this.#report));

  /** Performs what is there, as far as it can be done soon. */
  async finish(): Promise<void> {
    const { environment } = this.context;
    const { promise: late, resolve } = deferred();
    const timer = environment.setTimeout(resolve, SOON);
    await Promise.race([this.perform(), late]);
    environment.clearTimeout(timer);
  }

  /** Stops at once. What is not done is done at the next opening. */
  async close(): Promise<void> {
    this.#abort.abort(new Error("the conversation was closed"));
    for (const { connection } of this.#connections.values()) connection.close();
    await this.perform();
  }

  async #perform(): Promise<void> {
    await this.context.locks.exclusive(`work/${this.conversation}`, async () => {
      const entries = await this.context.storage.transact("readonly", (transaction) => transaction.list(keys.work(this.conversation)));
      for (const [key, value] of entries) {
        if (this.#abort.signal.aborted || (await this.#one(key, value as WorkRecord)) === false) return;
      }
    });
  }

  /** False where another process is at it, behind which everything else waits. */
  async #one(key: string, { effect, started }: WorkRecord): Promise<boolean | void> {
    const { request } = effect;
    if (request.kind === "desk") return this.#desk(key, effect, request);
    if (request.kind === "http") {
      const done = this.#http(key, effect, request);
      if (request.method !== "GET") return done;
      return void done.catch(this.#report);
    }
    if (request.kind === "uuid") return this.feed({ input: { type: "answer", send: effect.send, status: 200, body: this.context.environment.randomId() }, consumes: [key] });
    if (request.kind === "webhook") return this.#webhook(key, effect, request);
    if (request.action === "open") return this.#open(key, effect, request, started);
    return this.#use(key, effect, request);
  }

  // ------------------------------------------------------------------ desk

  async #desk(key: string, effect: SendEffect, { message }: DeskRequest): Promise<void> {
    const answer = await this.#deliver(key, effect, message);
    if (answer !== null) await this.feed({ input: answer, consumes: [key] });
  }

  /** Answers what the engine is to be told, or null if the work is done and gone. */
  async #deliver(key: string, { send, provider }: SendEffect, message: DeskRequest["message"]): Promise<Input | null> {
    const { transport, storage, bell, environment } = this.context;
    const { conversation } = this;
    const isQuestion = message.type === "availability";
    let agents: number | void = undefined;
    if (transport !== null) {
      try {
        agents = await within(environment, this.#abort.signal, PATIENCE, async () => transport.deliver({ conversation, provider, send, message }));
      } catch (error) {
        this.#abort.signal.throwIfAborted();
        return { type: "sendFailed", send, message: sentence(error) };
      }
    } else if (isQuestion) {
      agents = await countAgents(this.context, { provider, skills: texts(message["skills"]), languages: texts(message["languages"]) });
    }
    if (isQuestion) return { type: "answer", send, status: 200, body: JSON.stringify({ type: "availability", agents: agents ?? 0 }) };

    const isRequest = message.type === "request";
    await storage.transact("readwrite", async (transaction) => {
      if (transport === null && message.type === "typing") {
        const typing = keys.typing(provider, conversation);
        const { handover, on } = record(message);
        if (on !== true) await transaction.delete(typing);
        else await transaction.put(typing, { provider, conversation, handover, until: environment.now() + TYPING });
      } else if (transport === null) {
        await append(transaction, { from: "engine", provider, conversation, message, at: environment.now() });
      }
      if (!isRequest) await transaction.delete(key);
    });
    if (transport === null) bell.ring("desk");
    return isRequest ? { type: "answer", send, status: 202 } : null;
  }

  // ------------------------------------------------------------------ http

  async #http(key: string, { send }: SendEffect, request: HttpRequest): Promise<boolean> {
    let claim: Claim = "mine";
    await this.context.locks.ifFree(key, async () => {
      claim = await this.#claim(key, request.method !== "GET");
      if (claim === "cut short") return this.#failed(key, send, "it was cut short");
      if (claim !== "mine") return;
      const answer = await performHttp(this.context, send, request, this.#abort.signal);
      await this.feed({ input: answer, consumes: [key] });
    });
    return (claim as Claim) !== "another's";
  }

  /** Takes it over, if it is there to be taken; a change is noted as begun. */
  async #claim(key: string, isChange: boolean): Promise<Claim> {
    const { locks, storage, environment } = this.context;
    // Where the locks reach all, nobody else is at it.
    const alive = locks.reachAll ? null : await living(locks, environment.now());
    const isNoted = isChange || alive !== null;
    return storage.transact(isNoted ? "readwrite" : "readonly", async (transaction) => {
      const work = (await transaction.get(key)) as WorkRecord | undefined;
      if (work === undefined) return "done";
      const { claim, started } = work;
      const other = alive === null || claim === undefined || claim === this.tab ? undefined : ((await transaction.get(claim)) as Presence | undefined);
      if (other !== undefined && alive?.(other)) return "another's";
      if (started) return "cut short";
      if (isNoted) await transaction.put(key, { ...work, started: isChange, claim: this.tab } satisfies WorkRecord);
      return "mine";
    });
  }

  // -------------------------------------------------------------- webhooks

  async #webhook(key: string, { provider }: SendEffect, { action, address }: WebhookOrder): Promise<void> {
    await this.context.storage.transact("readwrite", async (transaction) => {
      if (action === "open") await transaction.put(keys.webhook(provider, address), this.conversation);
      else await transaction.delete(keys.webhook(provider, address));
      await transaction.delete(key);
    });
  }

  // ----------------------------------------------------------- connections

  async #open(key: string, effect: SendEffect, request: SocketRequest | EventsRequest, started: boolean): Promise<void> {
    const { locks, storage } = this.context;
    const { send, provider } = effect;
    if (this.#connections.has(key)) return;
    if (started) {
      // Whoever opened it is gone, and the connection with it.
      await locks.ifFree(key, () => this.#failed(key, send, "the connection is lost"));
      return;
    }
    const begun = deferred();
    const hold = async () => {
      const connection = connect(this.context, { send, provider, request }, (input) => void this.feed({ input }).catch(this.#report));
      this.#connections.set(key, { provider, connection });
      await storage.transact("readwrite", (transaction) => transaction.put(key, { effect, started: true } satisfies WorkRecord));
      begun.resolve();
      const input = await connection.gone;
      // One that was closed on purpose has left the map before.
      if (!this.#connections.delete(key) || this.#abort.signal.aborted) return;
      await this.feed({ input, consumes: [key] });
    };
    locks.ifFree(key, hold).catch(this.#report).finally(begun.resolve);
    await begun.promise;
  }

  /** Sends on a connection, or closes it. */
  async #use(key: string, { send, provider }: SendEffect, request: SocketRequest | EventsRequest): Promise<void> {
    const mine = [...this.#connections].find(([, { provider: of }]) => of === provider);
    if (mine === undefined) return this.#useOfOther(key, send, provider, request);
    const [opened, { connection }] = mine;
    if (request.action === "close") {
      this.#connections.delete(opened);
      connection.close();
      return this.#remove(key, opened);
    }
    try {
      await connection.text(request.kind === "socket" ? (request.body ?? "") : "");
      await this.#remove(key);
    } catch (error) {
      await this.#failed(key, send, sentence(error));
    }
  }

  /** Leaves it to the tab that holds the connection, if there is one. */
  async #useOfOther(key: string, send: number, provider: string, request: SocketRequest | EventsRequest): Promise<void> {
    const { locks, storage } = this.context;
    const entries = await storage.transact("readonly", (transaction) => transaction.list(keys.work(this.conversation)));
    const held = await locks.held();
    const isHeld = entries.some(([opened, value]) => {
      const { effect, started } = value as WorkRecord;
      return started && effect.request.kind === request.kind && effect.provider === provider && held.has(opened);
    });
    if (isHeld) return;
    if (request.action === "close") return this.#remove(key);
    await this.#failed(key, send, "there is no connection");
  }

  #failed(key: string, send: number, message: string): Promise<void> {
    return this.feed({ input: { type: "sendFailed", send, message }, consumes: [key] });
  }

  readonly #report = (error: unknown) => {
    if (!this.#abort.signal.aborted) this.context.report("work_failed", "an effect could not be performed; it is tried again", this.conversation, error);
  };

  async #remove(...gone: string[]): Promise<void> {
    await this.context.storage.transact("readwrite", async (transaction) => {
      for (const key of gone) await transaction.delete(key);
    });
  }
}
