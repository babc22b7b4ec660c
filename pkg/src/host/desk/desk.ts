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
import { HostError } from "../error.js";
import { type TypingRecord, append, keys, post } from "../layout.js";
import { living, presentIn } from "../presence.js";
import type { DeskMessage, Millis, StorageTransaction } from "../types.js";
import { Attendance } from "./attendance.js";
import { type Moment, board, isOf } from "./board.js";
import { Projection } from "./projection.js";
import { news, positions, queue } from "./queue.js";
import { type State, phase } from "./ticket.js";

/** Tickets that ended longer ago leave the log. */
const KEPT: Millis = 7 * 24 * 60 * 60 * 1000;

export async function openDesk(options: DeskOptions): Promise<Desk> {
  const office = new Office(surroundingsOf(options), options.agent, options.provider ?? null);
  await office.open();
  return office.desk();
}

/** A frame that goes to the conversation of a ticket. */
interface Order {
  state: State;
  frame: DeskMessage;
  /** Asks for a repeat: no event of the ticket, hence not in the log. */
  unlogged?: boolean;
}

class Office {
  readonly #projection: Projection;
  readonly #attendance: Attendance;
  readonly #listeners = new Set<(tickets: Tickets) => void>();
  #tickets: Tickets = { waiting: [], mine: [], closed: [], available: true };
  /** The last line of the log that was read. */
  #cursor: string = keys.log;
  #moment: Moment = { typings: [], present: new Map() };
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
          if (!locks.proveLife) this.#attendance.renew().catch(this.#report);
        },
        leave: () => sign(environment.now()),
        back: () => (sign(null), void this.#look()),
      }),
    ];
  }

  desk(): Desk {
    const { id, displayName, avatarImage = null } = this.agent;
    const agent = { id, displayName, avatarImage };
    return {
      agent: this.agent,
      tickets: () => this.#tickets,
      subscribe: (listener) => {
        // The same function may be subscribed twice.
        const own = (tickets: Tickets) => listener(tickets);
        this.#listeners.add(own);
        return () => this.#listeners.delete(own);
      },
      accept: (ticket) => this.#act(ticket, "waiting", () => ({ type: "accepted", agent })),
      reply: (ticket, text) => this.#say(ticket, text, () => ({ type: "message", text, agent })),
      inject: (ticket, text) => this.#say(ticket, text, ({ request }) => (request?.allowInject ? { type: "inject", text } : null)),
      typing: (ticket, on) => this.#type(ticket, on),
      returnToQueue: (ticket) => this.#act(ticket, "mine", ({ spoken }) => ({ type: spoken ? "left" : "declined" })),
      resolve: (ticket, { summary = null, resolution = null } = {}) => this.#act(ticket, "mine", () => ({ type: "resolved", summary, resolution })),
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
      this.#moment = { typings, present: presentIn(await transaction.list(keys.tabs), alive, name) };
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
      return found === null ? [] : [{ state, frame: { type: "queued", ...found } }];
    });
    const gaps = [...this.#projection.tickets.values()].filter((state) => state.early.size > 0 && !this.#asked.has(gap(state)));
    return [...queued, ...gaps.map((state) => ({ state, frame: { type: "sync", after: state.seq }, unlogged: true }))];
  }

  #show(): void {
    const { environment, report } = this.surroundings;
    const now = environment.now();
    const typings = this.#moment.typings.filter(({ until }) => until > now);
    const { available } = this.#attendance;
    this.#tickets = { ...board(this.#projection, this.agent.id, { ...this.#moment, typings }), available };
    for (const listener of [...this.#listeners]) {
      try {
        listener(this.#tickets);
      } catch (error) {
        report("listener_failed", "a listener of the desk has failed", null, error);
      }
    }
    environment.clearTimeout(this.#expiry);
    if (typings.length === 0 || this.#closed) return;
    this.#expiry = environment.setTimeout(() => this.#show(), Math.min(...typings.map(({ until }) => until)) - now);
  }

  // ---------------------------------------------------------------- acting

  #say(ticket: string, text: string, frame: (state: State) => DeskMessage | null): Promise<boolean> {
    return text.trim() === "" ? Promise.resolve(false) : this.#act(ticket, "mine", frame);
  }

  /** Does something to a ticket that is waiting or this agent's; false if it is not, or `frame` finds nothing to do. */
  async #act(ticket: string, need: "waiting" | "mine", frame: (state: State) => DeskMessage | null): Promise<boolean> {
    const done = await this.#order(() => {
      const state = this.#projection.tickets.get(ticket);
      if (state === undefined || state.request === null) return [];
      if (need === "mine" ? !isOf(state, this.agent.id) : phase(state) !== "waiting") return [];
      const found = frame(state);
      return found === null ? [] : [{ state, frame: found }];
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
      for (const { state, frame: said, unlogged = false } of decided) {
        const { provider, conversation, handover } = state;
        const frame: DeskMessage = { ...said, handover, ...(unlogged ? {} : { id: environment.randomId() }) };
        if (!unlogged) await append(transaction, { from: "desk", provider, conversation, frame, at });
        await post(transaction, conversation, { provider, frame, at });
        // What is said ends the typing that was on its way.
        if (said.type === "message") await transaction.delete(keys.typingLetter(conversation));
      }
      return decided;
    });
    for (const { state, unlogged } of orders) {
      if (unlogged) this.#asked.add(gap(state));
      bell.ring("mail", state.conversation);
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
