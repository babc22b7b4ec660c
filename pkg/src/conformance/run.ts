/**
 * Runs one conversation against one fake on one network, and says which promises were broken.
 *
 * The promises: what the visitor says reaches the contact centre once or is offered to the flow, what the agent says
 * does not come twice and on a calm network comes in its order, no second ticket is opened, the handover ends, and after
 * its end nothing is sent to the contact centre but that end, whatever the visitor does and whatever comes late.
 */
import type { Effect, Engine, EngineOptions, Flow, Input, Millis, ProviderRequest } from "../../index.js";
import type { ConformanceConversation, People } from "./conversations.js";
import type { MakeFake, Outside } from "./fake.js";
import { CALM, type Faults, type Met } from "./faults.js";
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
/** After how many failures a request that has not been taken in time may be given up. */
const PATIENT = 2;
/** In which whatever is said comes through, however often it is sent. */
const ENOUGH: Millis = 3 * 60 * SECOND;
/** In which the contact centre is to be told of the end, however often that takes. */
const FAREWELL: Millis = 10 * 60 * SECOND;

/** Where a fake is that is asked for nothing but its settings. */
const NOWHERE: Outside = { url: ADDRESS, webhook: () => undefined, letter: () => undefined, now: () => 0, after: () => undefined };

/** What the visitor has said, and when. */
interface Said {
  text: string;
  at: Millis;
}

/** A file that the visitor has sent, with words. */
interface SentFile {
  text: string;
  url: string;
}

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
  { name: title, steps, talk = [], ends, isGone = false }: ConformanceConversation,
  { name, seed, faults }: { name: string; seed: number; faults: Faults },
): Run {
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
  network.after(PATIENCE, () => isOver() || !network.isUntold || people.cancel());

  const broken: string[] = [];
  const status = () => engine.view(name)?.handover?.status ?? null;
  const isOver = () => !["requested", "queue", "active"].includes(status() ?? "requested");
  for (const until = begun + LONGEST; network.now < until && !isOver(); ) network.run(network.now + SECOND);
  const ended = status();
  const end = network.now;
  const arrived = network.pushed.length;
  if (!isOver()) broken.push(`the handover has not ended: it is ${ended ?? "not there"}`);
  else broken.push(...rouse(network, people));
  network.run(end + FAREWELL);
  const isHeardOf = fake.tickets.some(({ open }) => open);
  if (isOver()) {
    const last = orders.length;
    for (const late of [...network.pushed]) network.feed(late);
    broken.push(...rouse(network, people));
    network.run(end + 2 * FAREWELL);
    broken.push(...orders.slice(last).filter(speaks).map(({ request }) => `long after the end the contact centre was sent ${named(request)}`));
    if (network.isConnected) broken.push("the connection is still open after the end");
  }

  const isCompleted = ended === "completed" && !isGone;
  const inTime = faults === CALM ? Infinity : end - ENOUGH;
  broken.push(...spoken(network, said, isCompleted ? end - ENOUGH : 0), ...delivered(network, files));
  broken.push(...shown(network, heard, { until: isCompleted ? inTime : 0, arrived: network.pushed.slice(0, arrived), isCalm: faults === CALM }));
  if (fake.tickets.length > 1) broken.push(`${fake.tickets.length} tickets were opened`);
  if (isOver() && !ends.includes(ended ?? "") && !isExplained(network, ended)) broken.push(`it ends as ${ended}, not as ${ends.join(" or ")}`);
  if (isOver() && isHeardOf && !isGone && !network.isHopeless) broken.push("the contact centre was not told of the end");
  return { conversation: title, seed, status: ended, broken, effects: network.effects, met: network.met };
}

/** Whether what has happened on the network explains an end that a calm one does not know. */
function isExplained({ isHopeless, isUntold, failures, effects }: Network, ended: string | null): boolean {
  if (ended !== "error") return isUntold;
  const wasTaken = effects.some((effect) => effect.type === "handover" && effect.handover.status === "queue");
  return isHopeless || (!wasTaken && failures >= PATIENT);
}

/** Each conversation meets its faults elsewhere. */
function mixed(title: string, seed: number): number {
  return [...title].reduce((mix, letter) => Math.imul(mix, 31) + letter.charCodeAt(0), seed);
}

/** What became of the visitor's words. */
function spoken({ fake, effects, isCutOff, undelivered }: Network, said: Said[], until: Millis): string[] {
  // A desk's carrier keeps what it could not deliver, and delivers it if the desk ever comes back.
  const kept = (isCutOff ? [...undelivered] : []).flatMap(({ type, text }) => (type === "message" ? [String(text)] : []));
  const heard = [...fake.tickets.flatMap(({ said }) => said), ...kept];
  const offered = effects.flatMap((effect) => (effect.type === "say" && effect.text?.startsWith("Heard:") ? [effect.text] : []));
  return said.flatMap(({ text, at }) => {
    const times = heard.filter((words) => words.includes(text)).length;
    if (times === 0 && at < until) return [`"${text}" has not reached the agent, who was there`];
    if (times > 1) return [`the contact centre got "${text}" ${times} times`];
    return times === 1 || offered.some((words) => words.includes(text)) ? [] : [`"${text}" has reached nobody`];
  });
}

/** What became of the visitor's files: each goes as a file or as a link, unless its message is offered to the flow. */
function delivered({ fake, effects }: Network, files: SentFile[]): string[] {
  const offered = effects.flatMap((effect) => (effect.type === "say" && effect.text?.startsWith("Heard:") ? [effect.text] : []));
  return files.flatMap(({ text, url }) => {
    const taken = fake.tickets.flatMap((ticket) => ticket.files.filter((file) => file.url === url));
    const links = fake.tickets.flatMap((ticket) => ticket.said.filter((words) => words.includes(url)));
    const times = taken.length + links.length;
    if (times > 1) return [`the contact centre got the file ${url} ${times} times`];
    return times === 1 || offered.some((words) => words.includes(text)) ? [] : [`the file ${url} has reached nobody`];
  });
}

/**
 * What became of the agent's words. What was said until then is shown; what comes by webhook alone, if that has arrived
 * before the end. Webhooks that are sent again overtake one another, and on a bad network so do answers.
 */
function shown({ fake, effects }: Network, heard: Said[], { until, arrived, isCalm }: { until: Millis; arrived: Input[]; isCalm: boolean }): string[] {
  const texts = effects.flatMap((effect) => (effect.type === "say" && effect.from.representativeType === "HUMAN" ? [effect.text ?? ""] : []));
  const hasCome = (text: string) => fake.sentAgain === undefined || arrived.some((input) => input.type === "frame" && input.body.includes(text));
  const broken = heard.flatMap(({ text, at }) => {
    const times = texts.filter((words) => words === text).length;
    if (times > 1) return [`the visitor got the agent's "${text}" ${times} times`];
    return times === 0 && at < until && hasCome(text) ? [`the agent's "${text}" did not reach the visitor`] : [];
  });
  if (broken.length > 0 || until === 0 || !isCalm || fake.sentAgain !== undefined) return broken;
  const came = texts.filter((words) => heard.some(({ text }) => text === words));
  return came.every((text, at) => text === heard[at]?.text) ? [] : [`the visitor got the agent's words in another order: ${came.join(" ")}`];
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
