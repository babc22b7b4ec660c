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
  /** The provider is gone for good: it cannot be told that the handover is over. */
  isGone?: boolean;
  steps: [second: number, step: (network: Network, people: People) => void][];
}

/** The visitor's part and the agent's words: each text is said once and never again, and each file sent once. */
export interface People {
  say(): void;
  /** The visitor says something, and sends a file with it. */
  show(): void;
  /** The agent says this, where one has accepted. */
  hear(text: string): void;
  cancel(): void;
  leave(): void;
  comeBack(): void;
}

const dana = { id: "7", name: "Dana" };
const eli = { id: "8", name: "Eli" };

const accept: ConformanceConversation["steps"] = [
  [2, (_, people) => people.say()],
  [10, ({ fake }) => fake.queue(2, 60)],
  [20, ({ fake }) => fake.accept(dana)],
  [22, ({ fake }) => fake.typing(true)],
  [24, (_, people) => people.hear("Hello, I am Dana.")],
  [30, (_, people) => people.say()],
  [35, (_, people) => people.hear("I see.")],
];

export const CONVERSATIONS: ConformanceConversation[] = [
  {
    name: "resolve",
    about: "An agent accepts, both talk, and the agent resolves.",
    ends: ["completed"],
    steps: [...accept, [60, ({ fake }) => fake.resolve()]],
  },
  {
    name: "file",
    about: "The visitor sends files to the agent, and goes on talking.",
    ends: ["completed"],
    steps: [
      ...accept,
      [36, (_, people) => people.show()],
      [36.1, (_, people) => people.say()],
      [38, (_, people) => people.show()],
      [39, (_, people) => people.say()],
      [90, ({ fake }) => fake.resolve()],
    ],
  },
  {
    name: "cancelInQueue",
    about: "The visitor gives up while they wait.",
    ends: ["cancelled"],
    steps: [[3, (_, people) => people.say()], [15, (_, people) => people.cancel()]],
  },
  {
    name: "cancelWhileActive",
    about: "The visitor ends the talk with the agent.",
    ends: ["cancelled"],
    steps: [...accept, [50, (_, people) => people.cancel()]],
  },
  {
    name: "cancelAtOnce",
    about: "The visitor gives up while the request is still on its way.",
    ends: ["cancelled"],
    steps: [[0.02, (_, people) => people.cancel()]],
  },
  {
    name: "transfer",
    about: "The agent passes the talk on to a colleague, who resolves it.",
    ends: ["completed"],
    steps: [
      ...accept,
      [40, ({ fake }) => fake.transfer(eli)],
      [55, (_, people) => people.hear("Eli here.")],
      [58, (_, people) => people.say()],
      [70, ({ fake }) => fake.resolve()],
    ],
  },
  {
    name: "agentGone",
    about: "The agent leaves without a word; nobody comes.",
    ends: ["completed", "timedOut", "error"],
    steps: [...accept, [40, ({ fake }) => fake.leave()], [45, (_, people) => people.say()]],
  },
  {
    name: "visitorAway",
    about: "The visitor closes the page and comes back.",
    ends: ["completed"],
    steps: [...accept, [40, (_, people) => people.leave()], [50, (_, people) => people.comeBack()], [60, ({ fake }) => fake.resolve()]],
  },
  {
    name: "reconnect",
    about: "The network is gone for a while, in which the agent goes on talking.",
    ends: ["completed"],
    steps: [
      ...accept,
      [40, (network) => network.cutOff(10_000)],
      [42, (_, people) => people.hear("Are you there?")],
      [44, (_, people) => people.hear("Can you hear me?")],
      [110, (_, people) => people.say()],
      [120, (_, people) => people.hear("There you are.")],
      [180, ({ fake }) => fake.resolve()],
    ],
  },
  {
    name: "refused",
    about: "The request is refused: nobody is there, or the queue does not exist.",
    ends: ["error"],
    steps: [[0, ({ fake }) => fake.refuse()], [3, (_, people) => people.say()]],
  },
  {
    name: "unreachable",
    about: "Nobody answers from the start.",
    ends: ["error"],
    isGone: true,
    steps: [[0, (network) => network.cutOff()], [3, (_, people) => people.say()]],
  },
  {
    name: "failsLater",
    about: "The provider is gone while both talk.",
    ends: ["error", "timedOut", "cancelled", "completed"],
    isGone: true,
    steps: [...accept, [40, (network) => network.cutOff()], [45, (_, people) => people.say()], [400, (_, people) => people.cancel()]],
  },
  {
    name: "expired",
    about: "What lets us in has expired while both talk.",
    ends: ["error", "completed", "cancelled"],
    isGone: true,
    steps: [...accept, [40, ({ fake }) => fake.expire?.()], [45, (_, people) => people.say()], [60, ({ fake }) => fake.resolve()], [400, (_, people) => people.cancel()]],
  },
  {
    name: "expiredAtEnd",
    about: "What lets us in has expired when the visitor ends the talk.",
    ends: ["cancelled", "error"],
    isGone: true,
    steps: [...accept, [40, ({ fake }) => fake.expire?.()], [40.01, (_, people) => people.cancel()]],
  },
];
