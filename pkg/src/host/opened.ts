/**
 * One conversation while it is open in this host: keeps it going.
 *
 * It brings together the session, the work, the alarm and the visitor's presence, and
 * looks again whenever somebody rings. It decides nothing about what happens.
 */
import type { Start } from "../../host.js";
import { arrivals, entering } from "./arrival.js";
import { attend } from "./attention.js";
import type { Context } from "./context.js";
import { HostError } from "./error.js";
import { keys, tabOf } from "./layout.js";
import { living, needsLease, notes, presence } from "./presence.js";
import { type Fact, Session } from "./session.js";
import { Alarm } from "./timer.js";
import { Work } from "./work.js";

export class Opened {
  readonly session: Session;
  readonly #work: Work;
  readonly #alarm: Alarm;
  /** Names this opening among the tabs that have the conversation open. */
  readonly #tab: string;
  #leavings: (() => void)[] = [];
  #closed = false;

  constructor(
    private readonly context: Context,
    readonly id: string,
  ) {
    this.#tab = context.environment.randomId();
    this.#alarm = new Alarm(context.environment, () => this.look());
    this.#work = new Work(context, id, this.#key, (fact) => this.happen(fact));
    this.session = new Session(context, id, (wakeAt, work) => {
      if (this.#closed) return;
      this.#alarm.set(wakeAt);
      if (work) void this.#work.perform();
    });
  }

  /** Comes in: starts the conversation or catches up with it. Who is refused has not been there. */
  async open(start: Start | undefined): Promise<void> {
    const { bell, environment, locks, name, storage } = this.context;
    this.#leavings.push(locks.hold(this.#lock));
    try {
      await this.#sign(null);
      await this.#enter(start);
    } catch (error) {
      this.#end();
      await storage.transact("readwrite", (transaction) => transaction.delete(this.#key)).catch(() => undefined);
      throw error;
    }
    this.#leavings.push(
      bell.listen((topic, conversation) => {
        if (conversation === this.id && topic !== "desk") this.look();
      }),
      attend(environment, {
        look: () => {
          this.look();
          if (needsLease(locks)) this.#attempt(this.#renew(null));
        },
        leave: () => {
          notes.write(name, this.#tab, environment.now());
          bell.ring("tabs");
          this.#attempt(this.#sign(environment.now()));
        },
        back: () => this.#attempt(this.#sign(null).then(() => this.#enter(undefined))),
      }),
    );
    void this.#work.perform();
  }

  /** One fact happens now. */
  happen(fact: Omit<Fact, "at">): Promise<void> {
    if (this.#closed) return Promise.reject(new HostError("closed", "the conversation was closed", this.id));
    return this.session.change(() => [{ ...fact, at: this.context.environment.now() }]);
  }

  /** Goes out. If nobody else has the conversation open, the visitor is gone. What cannot be stored any more rejects, and ends it all the same. */
  async close(): Promise<void> {
    const { environment, locks } = this.context;
    if (this.#closed) return;
    const now = environment.now();
    try {
      await this.#sign(now);
      const alive = await living(locks, now);
      await this.session.change(({ tabs }) => (tabs.some(([, tab]) => alive(tab)) ? [] : [{ input: { type: "disconnected" }, at: now }]));
      await this.#work.finish();
    } finally {
      this.#end();
      await this.#work.close();
    }
  }

  #end(): void {
    this.#closed = true;
    this.#alarm.set(null);
    for (const leave of this.#leavings.splice(0)) leave();
  }

  async #enter(start: Start | undefined): Promise<void> {
    const { environment, locks, name, report } = this.context;
    const now = environment.now();
    const alive = await living(locks, now);
    const noted = new Set<string>();
    const note = (key: string) => {
      const tab = tabOf(key);
      noted.add(tab);
      return notes.read(name, tab);
    };
    await this.session.change((found) => entering(found, { start, now, tab: this.#key, alive, note, report }));
    for (const tab of noted) notes.remove(name, tab);
  }

  #catchUp(): Promise<void> {
    const { environment, report } = this.context;
    return this.session.change((found) => arrivals(found, environment.now(), report));
  }

  /** Somebody has rung, or time has passed: whatever there is happens now. */
  look(): void {
    if (this.#closed) return;
    this.#attempt(this.#catchUp().then(() => this.#work.perform()));
  }

  /** Stores that this tab is here, or when it left, and tells the others. */
  async #sign(left: number | null): Promise<void> {
    await this.#renew(left);
    this.context.bell.ring("tabs");
  }

  async #renew(left: number | null): Promise<void> {
    const { environment, locks, storage } = this.context;
    const sign = { ...presence(locks, this.#lock, environment.now()), left };
    await storage.transact("readwrite", (transaction) => transaction.put(this.#key, sign));
  }

  #attempt(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.#closed) this.context.report("work_failed", "a conversation could not be brought up to date; it is tried again", this.id, error);
    });
  }

  get #key(): string {
    return keys.tab(this.id, this.#tab);
  }

  get #lock(): string {
    return `tab/${this.#tab}`;
  }
}
