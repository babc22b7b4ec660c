/**
 * The desk of one agent.
 *
 * What an agent does is decided on the newest state and stored in one transaction: a line
 * in the desk's log, which is what all desks see, and a letter for the conversation. Of two
 * agents who accept the same ticket, the second therefore finds it taken. The desk changes
 * nothing of a conversation; the letters wait until somebody has it open.
 */
import type { Desk, DeskAgent, DeskOptions, Tickets } from "../../../host.js";
import { attend } from "../attention.js";
import { coalesced } from "../coalesce.js";
import { type Surroundings, surroundingsOf } from "../context.js";
import { HostError, tell } from "../error.js";
import { type AgentPresence, type TypingRecord, append, keys, post } from "../layout.js";
import { living, needsLease, presentIn } from "../presence.js";
import type { Millis, StorageTransaction } from "../types.js";
import { type Act, type Said, actsOf } from "./acts.js";
import { Attendance } from "./attendance.js";
import { type Moment, board, isOf } from "./board.js";
import { Projection } from "./projection.js";
import { news, positions, queue } from "./queue.js";
import type { State } from "./ticket.js";

/** Tickets that ended longer ago leave the log. */
const KEPT: Millis = 7 * 24 * 60 * 60 * 1000;

export async function openDesk(options: DeskOptions): Promise<Desk> {
  const office = new Office(surroundingsOf(options), options.agent, options.provider ?? null);
  await office.open();
  return office.desk();
}

/** What is said about a ticket. */
interface Order extends Said {
  state: State;
}

class Office {
  readonly #projection: Projection;
  readonly #attendance: Attendance;
  readonly #listeners = new Set<(tickets: Tickets) => void>();
  #tickets: Tickets = { waiting: [], declined: [], mine: [], closed: [], colleagues: [], available: true };
  /** The last line of the log that was read. */
  #cursor: string = keys.log;
  #moment: Moment = { typings: [], present: new Map(), desks: [] };
  /** Which gaps the engine was asked to fill. */
  readonly #asked = new Set<string>();
  /** When the next typing ends by itself. */
  #expiry: unknown = null;
  #stops: (() => void)[] = [];
  #closed = false;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly agent: DeskAgent,
    provider: string | null,
  ) {
    this.#projection = new Projection(provider, surroundings.report);
    this.#attendance = new Attendance(surroundings, agent, provider);
  }

  async open(): Promise<void> {
    const { bell, environment, locks } = this.surroundings;
    const sign = (left: number | null) => void this.#attendance.sign(left).catch(this.#report);
    await this.#attendance.sign();
    await this.#refresh();
    await this.#prune();
    this.#stops = [
      bell.listen((topic) => void (topic !== "moved" && this.#look())),
      attend(environment, {
        look: () => {
          void this.#look();
          if (needsLease(locks)) this.#attendance.renew().catch(this.#report);
        },
        leave: () => sign(environment.now()),
        back: () => (sign(null), void this.#look()),
      }),
    ];
  }

  desk(): Desk {
    const { id, displayName, avatarImage } = this.agent;
    const acts = actsOf({ id, displayName, avatarImage: avatarImage ?? undefined });
    return {
      agent: this.agent,
      tickets: () => this.#tickets,
      subscribe: (listener) => {
        // The same function may be subscribed twice.
        const own = (tickets: Tickets) => listener(tickets);
        this.#listeners.add(own);
        return () => this.#listeners.delete(own);
      },
      accept: (ticket) => this.#act(ticket, acts.accept),
      decline: (ticket) => this.#act(ticket, acts.decline),
      reply: (ticket, text, attachments = []) => this.#act(ticket, acts.reply(text, attachments)),
      inject: (ticket, text) => this.#act(ticket, acts.inject(text)),
      typing: (ticket, on) => this.#type(ticket, on),
      note: (ticket, text) => this.#act(ticket, acts.note(text)),
      transfer: (ticket, to) => this.#act(ticket, (state) => acts.transfer(to, this.#tickets.colleagues)(state)),
      returnToQueue: (ticket) => this.#act(ticket, acts.returnToQueue),
      resolve: (ticket, { summary = null, resolution = null } = {}) => this.#act(ticket, acts.resolve(summary, resolution)),
      available: async (on) => {
        this.#attendance.available = on;
        await this.#attendance.sign();
        this.#show();
      },
      close: () => this.#close(),
    };
  }

  // --------------------------------------------------------------- reading

  readonly #report = (error: unknown) => {
    if (!this.#closed) this.surroundings.report("work_failed", "the desk could not be brought up to date; it is tried again", null, error);
  };

  readonly #look = coalesced(async () => {
    if (!this.#closed) await this.#refresh().catch(this.#report);
  });

  /** Reads what is new, tells the visitors where they stand, and shows it. */
  async #refresh(): Promise<void> {
    const { storage, environment, locks, name } = this.surroundings;
    const alive = await living(locks, environment.now());
    await storage.transact("readonly", async (transaction) => {
      await this.#catchUp(transaction);
      const typings = (await transaction.list(keys.typings)).map(([, typing]) => typing as TypingRecord);
      const desks = (await transaction.list(keys.agents)).map(([, desk]) => desk as AgentPresence).filter(alive);
      this.#moment = { typings, present: presentIn(await transaction.list(keys.tabs), alive, name), desks };
    });
    if (this.#due().length > 0) await this.#order(() => this.#due());
    this.#show();
  }

  async #catchUp(transaction: StorageTransaction): Promise<void> {
    for (const [key, line] of await transaction.list(keys.log, this.#cursor)) {
      this.#projection.apply(key, line);
      this.#cursor = key;
    }
  }

  /** What the desk has to say by itself: places in the queue that are new, and questions for what is missing. */
  #due(): Order[] {
    const queued = [...positions(queue(this.#projection))].flatMap(([state, position]): Order[] => {
      const found = news(state, position, this.#projection);
      return found === null ? [] : [{ state, frame: { type: "queued", ...found }, to: "conversation" }];
    });
    const gaps = [...this.#projection.tickets.values()].filter((state) => state.early.size > 0 && !this.#asked.has(gap(state)));
    return [...queued, ...gaps.map((state) => ({ state, frame: { type: "sync", after: state.seq }, to: "engine" as const }))];
  }

  #show(): void {
    const { environment, report } = this.surroundings;
    const now = environment.now();
    const typings = this.#moment.typings.filter(({ until }) => until > now);
    const { available } = this.#attendance;
    this.#tickets = { ...board(this.#projection, this.agent.id, { ...this.#moment, typings }), available };
    const failed = (error: unknown) => report("listener_failed", "a listener of the desk has failed", null, error);
    for (const listener of [...this.#listeners]) tell(() => listener(this.#tickets), failed);
    environment.clearTimeout(this.#expiry);
    if (typings.length === 0 || this.#closed) return;
    this.#expiry = environment.setTimeout(() => this.#show(), Math.min(...typings.map(({ until }) => until)) - now);
  }

  // ---------------------------------------------------------------- acting

  /** Does something to a ticket; false if it is unknown or the act not possible. */
  async #act(ticket: string, act: Act): Promise<boolean> {
    const done = await this.#order(() => {
      const state = this.#projection.tickets.get(ticket);
      if (state === undefined || state.request === null) return [];
      return act(state).map((said) => ({ state, ...said }));
    });
    await this.#look();
    return done;
  }

  /** Stores what `decide` makes of the newest state; false if that is nothing. */
  async #order(decide: () => Order[]): Promise<boolean> {
    if (this.#closed) throw new HostError("closed", "the desk was closed");
    const { storage, bell, environment } = this.surroundings;
    const orders = await storage.transact("readwrite", async (transaction) => {
      await this.#catchUp(transaction);
      const decided = decide();
      const at = environment.now();
      for (const { state, frame: said, to } of decided) {
        const { provider, conversation, handover } = state;
        const frame = { ...said, handover, ...(to === "engine" ? {} : { id: environment.randomId() }) };
        if (to !== "engine") await append(transaction, { from: "desk", provider, conversation, frame, at });
        if (to !== "desks") await post(transaction, conversation, { provider, frame, at });
        // What is said ends the typing that was on its way.
        if (said.type === "message") await transaction.delete(keys.typingLetter(conversation));
      }
      return decided;
    });
    for (const { state, to } of orders) {
      if (to === "engine") this.#asked.add(gap(state));
      if (to !== "desks") bell.ring("mail", state.conversation);
    }
    if (orders.length > 0) bell.ring("desk");
    return orders.length > 0;
  }

  async #type(ticket: string, on: boolean): Promise<boolean> {
    const { storage, bell, environment } = this.surroundings;
    const state = this.#projection.tickets.get(ticket);
    if (this.#closed || state === undefined || !isOf(state, this.agent.id)) return false;
    const { provider, conversation, handover } = state;
    const letter = { provider, frame: { type: "typing", handover, on }, at: environment.now() };
    await storage.transact("readwrite", (transaction) => transaction.put(keys.typingLetter(conversation), letter));
    bell.ring("mail", conversation);
    return true;
  }

  // --------------------------------------------------------------- leaving

  async #prune(): Promise<void> {
    const { storage, environment } = this.surroundings;
    const before = environment.now() - KEPT;
    const old = [...this.#projection.tickets.values()].filter(({ outcome }) => outcome !== null && outcome.at < before);
    if (old.length === 0) return;
    await storage.transact("readwrite", async (transaction) => {
      for (const key of old.flatMap((state) => state.keys)) await transaction.delete(key);
    });
    for (const { id } of old) this.#projection.tickets.delete(id);
    this.#show();
  }

  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const stop of this.#stops.splice(0)) stop();
    this.surroundings.environment.clearTimeout(this.#expiry);
    this.#listeners.clear();
    await this.#attendance.end();
  }
}

function gap(state: State): string {
  return `${state.id} ${state.seq}`;
}
