/**
 * Runs one conversation against one fake on one network, and says which promises were broken.
 *
 * The promises: what the visitor says reaches the contact centre once or is offered to the flow, no second ticket
 * is opened, the handover ends, and nothing is said to the contact centre after its end.
 */
import type { Effect, Engine, EngineOptions, Flow } from "../../index.js";
import { CONVERSATIONS, type ConformanceConversation } from "./conversations.js";
import type { MakeFake } from "./fake.js";
import { type Faults, Network } from "./network.js";

export interface Run {
  conversation: string;
  seed: number;
  /** How the handover ended; null if it has not. */
  status: string | null;
  /** One sentence for each promise that was broken. */
  broken: string[];
  effects: Effect[];
}

type MakeEngine = (flow: Flow, options: EngineOptions) => Engine;

/** What a bad network does in a run with this seed: each kind of fault is there in some runs. */
export function faultsOf(seed: number): Faults {
  const kind = (bit: number) => (seed >> bit) & 1;
  return {
    requestLost: kind(0) * 0.08,
    answerLost: kind(1) * 0.08,
    repeated: kind(2) * 0.3,
    refused: kind(3) * 0.15,
    broken: kind(4) * 0.7,
    cut: kind(5) * 0.2,
    webhookLost: 0,
    delay: kind(6) === 1 ? 3_000 : 200,
  };
}

export function runConversation(
  makeEngine: MakeEngine,
  make: MakeFake,
  conversation: ConformanceConversation,
  { seed, faults }: { seed: number; faults: Faults },
): Run {
  const name = `conformance-${seed}`;
  const { settings, section } = make({ webhook: () => undefined, now: () => 0 });
  const engine = makeEngine(flowOf(section), { providers: { centre: settings } });
  try {
    return play(engine, make, conversation, { name, seed, faults });
  } finally {
    engine.free();
  }
}

function play(
  engine: Engine,
  make: MakeFake,
  { name: title, steps }: ConformanceConversation,
  { name, seed, faults }: { name: string; seed: number; faults: Faults },
): Run {
  const network = new Network(engine, "centre", name, make, faults, seed);
  const said: string[] = [];
  const visitor = {
    say() {
      const text = `words-${said.length + 1}-of-${seed}`;
      said.push(text);
      network.feed({ type: "message", id: text, text });
    },
    cancel: () => network.feed({ type: "cancel" }),
    leave: () => network.feed({ type: "disconnected" }),
    comeBack: () => network.feed({ type: "connected" }),
  };
  network.feed({ type: "start", channel: "web", locale: "en", profile: { name: "Max" } });
  network.feed({ type: "message", id: "first", text: "A human, please" });
  for (const [second, step] of steps) network.after(second * 1000, () => step(network, visitor));
  // Longer than any deadline of the flow and any budget of repetitions.
  network.run(network.now + 45 * 60_000);

  const status = engine.view(name)?.handover?.status ?? null;
  const isOver = status !== null && !["requested", "queue", "active"].includes(status);
  const { fake, effects } = network;
  const heard = fake.tickets.flatMap(({ said }) => said);
  const offered = effects.flatMap((effect) => (effect.type === "say" && effect.text?.startsWith("Heard:") ? [effect.text] : []));
  const broken = [];
  for (const text of said) {
    const times = heard.filter((words) => words.includes(text)).length;
    const isOffered = offered.some((words) => words.includes(text));
    if (times > 1) broken.push(`the contact centre got "${text}" ${times} times`);
    if (times === 0 && !isOffered) broken.push(`"${text}" has reached nobody`);
  }
  if (fake.tickets.length > 1) broken.push(`${fake.tickets.length} tickets were opened`);
  if (!isOver) broken.push(`the handover has not ended: it is ${status ?? "not there"}`);
  return { conversation: title, seed, status, broken, effects };
}

/** Runs every conversation with these seeds. */
export function runAll(makeEngine: MakeEngine, make: MakeFake, seeds: Iterable<number>): Run[] {
  return [...seeds].flatMap((seed) => CONVERSATIONS.map((conversation) => runConversation(makeEngine, make, conversation, { seed, faults: faultsOf(seed) })));
}

/** A flow with the handover and, below it and for every later message, a bot that repeats what it hears. */
function flowOf(section: Record<string, object>): Flow {
  const handover = { provider: "centre", acceptedMessage: "One moment.", queueTimeout: 20, agentTimeout: 10, ...section };
  return {
    version: 1,
    name: "conformance",
    nodes: [
      { id: "start", type: "start" },
      { id: "once", type: "once" },
      { id: "handover", type: "handoverToAgent", data: handover },
      { id: "echo", type: "say", data: { text: ["Heard: {{input.text}}"] } },
    ],
    edges: [
      { id: "1", source: "start", target: "once" },
      { id: "2", source: "once", sourceHandle: "first", target: "handover" },
      { id: "3", source: "once", sourceHandle: "afterwards", target: "echo" },
      { id: "4", source: "handover", target: "echo" },
    ],
  };
}
