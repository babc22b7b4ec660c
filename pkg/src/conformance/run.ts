/**
 * Runs one conversation against one fake on one network, and says which promises were broken.
 *
 * After its end nothing is sent to the contact centre but that end, whatever the visitor does and whatever comes late.
 * What became of the handover and of everybody's words is judged by `judge.ts`.
 */
import type { Effect, Engine, EngineOptions, Flow, Millis, ProviderRequest } from "../../index.js";
import type { ConformanceConversation, People } from "./conversations.js";
import type { MakeFake, Outside } from "./fake.js";
import { CALM, type Faults, type Met } from "./faults.js";
import { type Said, type SentFile, isUntold, judge } from "./judge.js";
import { ADDRESS, Network, type Order } from "./network.js";

export interface Run {
  conversation: string;
  seed: number;
  /** How the handover ended; null if it has not. */
  status: string | null;
  /** One sentence for each promise that was broken. */
  broken: string[];
  effects: Effect[];
  /** What has gone wrong on the way. */
  met: Met;
}

const SECOND: Millis = 1_000;
/** Longer than any patience. */
const LONGEST: Millis = 60 * 60 * SECOND;
/** After which an agent looks for who is waiting. */
const COMING: Millis = 20 * SECOND;
/** After which a visitor gives up, longer than the flow's own deadlines behind the latest news. */
const PATIENCE: Millis = 50 * 60 * SECOND;
/** In which the contact centre is to be told of the end, however often that takes. */
const FAREWELL: Millis = 10 * 60 * SECOND;

/** Where a fake is that is asked for nothing but its settings. */
const NOWHERE: Outside = { url: ADDRESS, webhook: () => undefined, letter: () => undefined, now: () => 0, after: () => undefined };

type MakeEngine = (flow: Flow, options: EngineOptions) => Engine;

/** The `kind` of the settings of those whom this fake stands for. */
export function kindOf(make: MakeFake): string {
  return make(NOWHERE).settings.kind;
}

export function runConversation(
  makeEngine: MakeEngine,
  make: MakeFake,
  conversation: ConformanceConversation,
  { seed, faults }: { seed: number; faults: Faults },
): Run {
  const name = `conformance-${seed}`;
  const { settings, section } = make(NOWHERE);
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
  conversation: ConformanceConversation,
  { name, seed, faults }: { name: string; seed: number; faults: Faults },
): Run {
  const { name: title, steps, talk = [] } = conversation;
  const network = new Network(engine, "centre", name, make, faults, mixed(title, seed));
  const { fake, orders } = network;
  const said: Said[] = [];
  const files: SentFile[] = [];
  const heard: Said[] = [];
  const next = () => {
    const text = `words-${said.length + 1}-of-${seed}`;
    said.push({ text, at: network.now });
    return text;
  };
  const people: People = {
    say() {
      const text = next();
      network.feed({ type: "message", id: text, text });
    },
    show() {
      const text = next();
      const name = `file-${files.length + 1}-of-${seed}.png`;
      const url = `https://files.example/${name}`;
      files.push({ text, url });
      network.feed({ type: "message", id: text, text, attachments: [{ url, mimeType: "image/png", name }] });
    },
    hear(text) {
      if (fake.tickets.some(({ open, agent }) => open && agent !== null)) heard.push({ text, at: network.now });
      fake.say(text);
    },
    cancel: () => network.feed({ type: "cancel" }),
    leave: () => network.feed({ type: "disconnected" }),
    comeBack: () => network.feed({ type: "connected" }),
  };
  const begun = network.now;
  network.feed({ type: "start", channel: "web", locale: "en", profile: { name: "Max", email: "max@example.com" } });
  network.feed({ type: "message", id: "first", text: "A human, please" });
  for (const [second, step] of steps) network.after(second * SECOND, () => step(network, people));
  const begin = () => {
    if (isOver() || talk.length === 0) return;
    if (!fake.tickets.some(({ open }) => open)) return network.after(SECOND, begin);
    for (const [second, step] of talk) network.after(second * SECOND, () => step(network, people));
  };
  network.after(COMING, begin);

  // News that is lost for good ends nothing: then only the visitor can.
  network.after(PATIENCE, () => isOver() || !isUntold(network) || people.cancel());

  const broken: string[] = [];
  const status = () => engine.view(name)?.handover?.status ?? null;
  const isOver = () => !["requested", "queue", "active"].includes(status() ?? "requested");
  for (const until = begun + LONGEST; network.now < until && !isOver(); ) network.run(network.now + SECOND);
  const ended = status();
  const end = network.now;
  const arrived = [...network.pushed];
  if (!isOver()) broken.push(`the handover has not ended: it is ${ended ?? "not there"}`);
  else broken.push(...rouse(network, people));
  network.run(end + FAREWELL);
  const isHeardOf = fake.tickets.some(({ open }) => open);
  if (isOver()) {
    const last = orders.length;
    for (const late of [...network.pushed]) network.feed(late);
    broken.push(...rouse(network, people));
    network.run(end + 2 * FAREWELL);
    broken.push(...orders.slice(last).filter(speaks).filter((order) => !isAskedFor(order, orders.slice(0, last))).map(({ request }) => `long after the end the contact centre was sent ${named(request)}`));
    if (network.isConnected) broken.push("the connection is still open after the end");
  }

  broken.push(...judge(network, { said, files, heard, arrived, ended, end, isHeardOf, isOver: isOver() }, conversation, faults === CALM));
  return { conversation: title, seed, status: ended, broken, effects: network.effects, met: network.met };
}

/** Each conversation meets its faults elsewhere. */
function mixed(title: string, seed: number): number {
  return [...title].reduce((mix, letter) => Math.imul(mix, 31) + letter.charCodeAt(0), seed);
}

/** After the end the visitor goes on: whatever of it goes to the contact centre breaks a promise. */
function rouse(network: Network, people: People): string[] {
  // What is due anyway is not what this sets off.
  network.feed({ type: "wake" });
  const before = network.orders.length;
  people.say();
  network.feed({ type: "typing", on: true });
  network.feed({ type: "typing", on: false });
  people.leave();
  people.comeBack();
  people.cancel();
  return network.orders.slice(before).filter(speaks).map(({ request }) => `after the end the contact centre was sent ${named(request)}`);
}

/** Hanging up tells nobody anything. */
function speaks({ request }: Order): boolean {
  return !("action" in request) || request.action !== "close";
}

/** A desk gets again what it asks for. */
function isAskedFor({ request }: Order, before: Order[]): boolean {
  const isSame = (other: ProviderRequest) => other.kind === "desk" && named(other) === named(request);
  return request.kind === "desk" && before.some((order) => isSame(order.request));
}

function named(request: ProviderRequest): string {
  switch (request.kind) {
    case "http":
      return `${request.method} ${request.url}${request.body === null ? "" : `: ${request.body}`}`;
    case "desk":
      return JSON.stringify(request.message);
    case "socket":
      return `${request.action} ${request.body ?? request.url ?? ""}`;
    default:
      return request.kind;
  }
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
