/**
 * The conversations that every contact centre has to carry, whatever the network does to them.
 *
 * A step names its moment in seconds, after the request or after an agent has found the ticket: agents look for it 20 s
 * after the request, and until it is there. Before they resolve they wait until everything has come through that will.
 */
import type { Network } from "./network.js";

export interface ConformanceConversation {
  name: string;
  /** What it shows, in a sentence. */
  about: string;
  /** Statuses in which it may end. */
  ends: string[];
  /** The provider is gone for good: it cannot be told that the handover is over. */
  isGone?: boolean;
  steps: Step[];
  /** What happens from the moment on at which an agent has found the ticket. */
  talk?: Step[];
}

type Step = [second: number, step: (network: Network, people: People) => void];

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

const wait: Step[] = [
  [2, (_, people) => people.say()],
  [10, ({ fake }) => fake.queue(2, 60)],
];

const accept: Step[] = [
  [0, ({ fake }) => fake.accept(dana)],
  [2, ({ fake }) => fake.typing(true)],
  [4, (_, people) => people.hear("Hello, I am Dana.")],
  [10, (_, people) => people.say()],
  [15, (_, people) => people.hear("I see.")],
];

/** When an agent resolves: later than the last repetition of what was said. */
const resolve: Step = [300, ({ fake }) => fake.resolve()];

export const CONVERSATIONS: ConformanceConversation[] = [
  {
    name: "resolve",
    about: "An agent accepts, both talk, and the agent resolves.",
    ends: ["completed"],
    steps: wait,
    talk: [...accept, resolve],
  },
  {
    name: "file",
    about: "The visitor sends files to the agent, and goes on talking.",
    ends: ["completed"],
    steps: wait,
    talk: [
      ...accept,
      [16, (_, people) => people.show()],
      [16.1, (_, people) => people.say()],
      [18, (_, people) => people.show()],
      [19, (_, people) => people.say()],
      resolve,
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
    steps: wait,
    talk: [...accept, [30, (_, people) => people.cancel()]],
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
    steps: wait,
    talk: [
      ...accept,
      [20, ({ fake }) => fake.transfer(eli)],
      [35, (_, people) => people.hear("Eli here.")],
      [38, (_, people) => people.say()],
      resolve,
    ],
  },
  {
    name: "agentGone",
    about: "The agent leaves without a word; nobody comes.",
    ends: ["completed", "timedOut", "error"],
    steps: wait,
    talk: [...accept, [20, ({ fake }) => fake.leave()], [25, (_, people) => people.say()]],
  },
  {
    name: "visitorAway",
    about: "The visitor closes the page and comes back.",
    ends: ["completed"],
    steps: wait,
    talk: [...accept, [20, (_, people) => people.leave()], [30, (_, people) => people.comeBack()], resolve],
  },
  {
    name: "reconnect",
    about: "The network is gone for a while, in which the agent goes on talking.",
    ends: ["completed"],
    steps: wait,
    talk: [
      ...accept,
      [20, (network) => network.cutOff(10_000)],
      [22, (_, people) => people.hear("Are you there?")],
      [24, (_, people) => people.hear("Can you hear me?")],
      [90, (_, people) => people.say()],
      [100, (_, people) => people.hear("There you are.")],
      resolve,
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
    steps: wait,
    talk: [...accept, [20, (network) => network.cutOff()], [25, (_, people) => people.say()], [380, (_, people) => people.cancel()]],
  },
  {
    name: "expired",
    about: "What lets us in has expired while both talk.",
    ends: ["error", "completed", "cancelled"],
    isGone: true,
    steps: wait,
    talk: [...accept, [20, ({ fake }) => fake.expire?.()], [25, (_, people) => people.say()], [40, ({ fake }) => fake.resolve()], [380, (_, people) => people.cancel()]],
  },
  {
    name: "expiredAtEnd",
    about: "What lets us in has expired when the visitor ends the talk.",
    ends: ["cancelled", "error"],
    isGone: true,
    steps: wait,
    talk: [...accept, [20, ({ fake }) => fake.expire?.()], [20.01, (_, people) => people.cancel()]],
  },
];
