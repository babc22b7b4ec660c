/**
 * The conversations that every contact centre has to carry, whatever the network does to them.
 *
 * A step names its moment in seconds after the request. What needs a ticket does nothing where none was opened.
 */
import type { Network } from "./network.js";

export interface ConformanceConversation {
  name: string;
  /** What it shows, in a sentence. */
  about: string;
  /** Statuses in which it may end on a calm network. */
  ends: string[];
  /** Whether nothing that the visitor says may get lost: false where the provider is gone for good. */
  steps: [second: number, step: (network: Network, visitor: Visitor) => void][];
}

/** The visitor's part: each text is said once and never again. */
export interface Visitor {
  say(): void;
  cancel(): void;
  leave(): void;
  comeBack(): void;
}

const dana = { id: "7", name: "Dana" };
const eli = { id: "8", name: "Eli" };

const accept: ConformanceConversation["steps"] = [
  [2, (_, visitor) => visitor.say()],
  [10, ({ fake }) => fake.queue(2, 60)],
  [20, ({ fake }) => fake.accept(dana)],
  [22, ({ fake }) => fake.typing(true)],
  [24, ({ fake }) => fake.say("Hello, I am Dana.")],
  [30, (_, visitor) => visitor.say()],
  [35, ({ fake }) => fake.say("I see.")],
];

export const CONVERSATIONS: ConformanceConversation[] = [
  {
    name: "resolve",
    about: "An agent accepts, both talk, and the agent resolves.",
    ends: ["completed"],
    steps: [...accept, [60, ({ fake }) => fake.resolve()]],
  },
  {
    name: "cancelInQueue",
    about: "The visitor gives up while they wait.",
    ends: ["cancelled"],
    steps: [[3, (_, visitor) => visitor.say()], [15, (_, visitor) => visitor.cancel()]],
  },
  {
    name: "cancelWhileActive",
    about: "The visitor ends the talk with the agent.",
    ends: ["cancelled"],
    steps: [...accept, [50, (_, visitor) => visitor.cancel()]],
  },
  {
    name: "cancelAtOnce",
    about: "The visitor gives up while the request is still on its way.",
    ends: ["cancelled"],
    steps: [[0.02, (_, visitor) => visitor.cancel()]],
  },
  {
    name: "transfer",
    about: "The agent passes the talk on to a colleague, who resolves it.",
    ends: ["completed"],
    steps: [
      ...accept,
      [40, ({ fake }) => fake.transfer(eli)],
      [55, ({ fake }) => fake.say("Eli here.")],
      [58, (_, visitor) => visitor.say()],
      [70, ({ fake }) => fake.resolve()],
    ],
  },
  {
    name: "agentGone",
    about: "The agent leaves without a word; nobody comes.",
    ends: ["completed", "timedOut", "error"],
    steps: [...accept, [40, ({ fake }) => fake.leave()], [45, (_, visitor) => visitor.say()]],
  },
  {
    name: "visitorAway",
    about: "The visitor closes the page and comes back.",
    ends: ["completed"],
    steps: [...accept, [40, (_, visitor) => visitor.leave()], [50, (_, visitor) => visitor.comeBack()], [60, ({ fake }) => fake.resolve()]],
  },
  {
    name: "unreachable",
    about: "Nobody answers from the start.",
    ends: ["error"],
    steps: [[0, (network) => (network.dead = true)], [3, (_, visitor) => visitor.say()]],
  },
  {
    name: "failsLater",
    about: "The provider is gone while both talk.",
    ends: ["error", "timedOut", "cancelled", "completed"],
    steps: [...accept, [40, (network) => (network.dead = true)], [45, (_, visitor) => visitor.say()], [400, (_, visitor) => visitor.cancel()]],
  },
  {
    name: "expired",
    about: "What lets us in has expired while both talk.",
    ends: ["error", "completed", "cancelled"],
    steps: [...accept, [40, ({ fake }) => fake.expire?.()], [45, (_, visitor) => visitor.say()], [60, ({ fake }) => fake.resolve()], [400, (_, visitor) => visitor.cancel()]],
  },
];
