/** The sign at an agent's desk: who sits there, and whether they take visitors. */
import type { DeskAgent } from "../../../host.js";
import type { Surroundings } from "../context.js";
import { type AgentPresence, keys } from "../layout.js";
import { presence } from "../presence.js";

export class Attendance {
  available = true;
  readonly #release: () => void;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly agent: DeskAgent,
    private readonly provider: string | null,
  ) {
    this.#release = surroundings.locks.hold(this.#lock);
  }

  /** Puts the sign up, or says when the agent left, and tells the others. */
  async sign(left: number | null = null): Promise<void> {
    await this.renew(left);
    this.surroundings.bell.ring("desk");
  }

  async renew(left: number | null = null): Promise<void> {
    const { storage, environment, locks, self } = this.surroundings;
    const { agent, provider, available } = this;
    const sign: AgentPresence = { ...presence(locks, this.#lock, environment.now()), agent, provider, available, left };
    await storage.transact("readwrite", (transaction) => transaction.put(keys.agent(self), sign));
  }

  /** Takes the sign down. */
  async end(): Promise<void> {
    const { storage, bell, self } = this.surroundings;
    this.#release();
    await storage.transact("readwrite", (transaction) => transaction.delete(keys.agent(self)));
    bell.ring("desk");
  }

  get #lock(): string {
    return `desk/${this.surroundings.self}`;
  }
}
