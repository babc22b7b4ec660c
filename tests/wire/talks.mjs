/**
 * Whole talks between our codecs and the fakes of the conformance kit, with everything in effect that can be set and
 * said, and what went over the wire meanwhile: requests, answers, webhooks, frames.
 *
 * Time is the kit's own, and its network is calm.
 */
import { readFileSync, readdirSync } from "node:fs";
import init, { Engine } from "handover";
import { fromSource } from "../support/source.mjs";

await init();
const kit = await fromSource("conformance", `export { FAKES, CALM } from "./index.js"; export { Network } from "./network.js";`);

const FILE = { url: "https://files.example/receipt.png", mimeType: "image/png", name: "receipt.png" };
export const PROFILE = {
  id: "v-7",
  name: "Max Muster",
  firstName: "Max",
  lastName: "Muster",
  email: "max@example.com",
  phoneNumber: "+49301234567",
  company: "Acme",
  avatarImage: "https://files.example/max.png",
};
export const METADATA = { topic: "billing", order: 4711 };

/** For each fake: the settings that may be left out, and a section with every field. */
export const CENTRES = {
  desk: { section: {} },
  chatwoot: { settings: { webhookAuth: "hook" }, section: { chatwoot: { inboxId: "5" } } },
  chatwootClient: { settings: {}, section: { chatwoot: { inboxId: "5" } } },
  liveAgent: {
    settings: { webhookAuth: "hook" },
    section: {
      liveAgent: { inboxId: "5", skills: ["billing", "refunds"], languages: ["german"], priority: "high", getQueuePosition: true, updateInterval: 10, getEstimatedWaitTime: true, waitTimeUpdateInterval: 10 },
    },
  },
  genesysGuestChat: {
    settings: { memberAuthToken: "signed-data" },
    section: { genesys: { language: "german", skills: ["billing"], priority: "7", customAttributes: { tier: "gold", visits: 3 } } },
  },
  genesysWebMessaging: {
    settings: {},
    section: { genesys: { language: "german", skills: ["billing"], priority: "7", customAttributes: { tier: "gold", visits: 3 } } },
  },
  genesysOpenMessaging: {
    settings: { queueId: "q-1", webhookAuth: "hook" },
    section: { genesys: { language: "german", skills: ["billing"], priority: "7", customAttributes: { tier: "gold", visits: 3 } } },
  },
  eightByEight: {
    settings: { tenant: "acme01", webhookAuth: "hook", postAgentWebhookId: "w-1" },
    section: { eightByEight: { channelId: "channel-2", queueId: "117", jsonProperties: { tier: "gold", visits: 3 } } },
  },
  ringCentral: {
    settings: { webhookAuth: "hook" },
    section: { ringCentral: { additionalCategoryIds: ["c-1", "c-2"] } },
  },
  // Salesforce has published no descriptions in a form that programs read.
  salesforce: { section: {} },
  salesforceMiaw: { section: {} },
};

const dana = { id: "7", name: "Dana" };
const eli = { id: "8", name: "Eli" };
/** How a talk ends, and in which second. */
const ENDS = {
  resolved: [70, ({ fake }) => fake.resolve()],
  cancelled: [70, (network) => network.feed({ type: "cancel" })],
  abandoned: [15, (network) => network.feed({ type: "cancel" })],
  expired: [52, ({ fake }) => fake.expire()],
};

/** Plays a talk to its `end`, with `more` steps if there are any; answers what went over the wire. */
export function talk(kind, end, { settings, section, more = [] } = {}) {
  const centre = CENTRES[kind];
  const seen = { exchanges: [], webhooks: [], frames: [], connections: [] };
  const make = (outside) => watched(kit.FAKES[kind], outside, seen);
  const own = make({ url: "https://centre.example", webhook() {}, letter() {}, now: () => 0, after() {} });
  const data = { provider: "centre", acceptedMessage: "One moment.", queueTimeout: 20, metadata: METADATA, ...own.section, ...(section ?? centre.section) };
  const engine = new Engine(flowOf(data), { providers: { centre: { ...own.settings, ...(settings ?? centre.settings) } } });
  const network = new kit.Network(engine, "centre", "talk", make, kit.CALM, 1);
  const steps = [
    [0, () => network.feed({ type: "start", channel: "web", locale: "de-DE", profile: PROFILE })],
    [0, () => network.feed({ type: "message", id: "m1", text: "A human, please" })],
    [5, () => network.feed({ type: "message", id: "m2", text: "Here is the receipt", attachments: [FILE] })],
    [6, () => network.feed({ type: "typing", on: true })],
    [10, () => network.fake.queue(2, 60)],
    [20, () => network.fake.accept(dana)],
    [22, () => network.fake.typing(true)],
    [23, () => network.fake.typing(false)],
    [24, () => network.fake.say("Hello, I am Dana.")],
    [25, () => network.feed({ type: "typing", on: true })],
    [27, () => network.feed({ type: "message", id: "m3", text: "Hello Dana" })],
    [30, () => network.feed({ type: "disconnected" })],
    [36, () => network.feed({ type: "connected" })],
    [38, () => seen.connections.at(-1)?.close()],
    [39, () => network.fake.say("Are you there?")],
    [41, () => network.fake.transfer(eli)],
    [55, () => network.fake.say("Eli here.")],
    [58, () => network.feed({ type: "message", id: "m4", text: "Hello Eli" })],
    [ENDS[end][0], () => ENDS[end][1](network)],
    ...more.map(([second, step]) => [second, () => step(network)]),
  ];
  for (const [second, step] of steps) network.after(second * 1000, step);
  network.run(network.now + 5 * 60_000);
  const { effects } = network;
  const status = engine.view("talk").handover.status;
  const signatures = seen.webhooks.flatMap(({ body, headers = {} }) => engine.webhook("centre", { body, headers }).signature ?? []);
  engine.free();
  return { ...seen, effects, status, signatures, sends: effects.filter(({ type }) => type === "send"), requests: httpOf(effects) };
}

/** The requests that conversation files show, each with the settings of its provider. */
export function recordedRequests() {
  return recorded(/^< send \d+ to (\S+): (.*)$/gm, (providers, [, name, request]) => ({ settings: providers[name], request: JSON.parse(request) }));
}

/** The frames that they show, in the same way. */
export function recordedFrames() {
  return recorded(/^> frame (.*)$/gm, (providers, [, frame]) => {
    const { provider, body } = JSON.parse(frame);
    return { settings: providers[provider], body };
  });
}

function recorded(line, read) {
  const folder = new URL("../conversations/providers/", import.meta.url);
  return readdirSync(folder).flatMap((file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    const { providers } = JSON.parse(/^options: (.*)$/m.exec(text)[1]);
    return [...text.matchAll(line)].map((found) => read(providers, found));
  });
}

function httpOf(effects) {
  return effects.filter(({ type, request }) => type === "send" && request.kind === "http").map(({ request }) => request);
}

/** A fake of which everything is noted that it hears and says. */
function watched(make, outside, seen) {
  const fake = make({ ...outside, webhook: (body, headers) => (seen.webhooks.push({ body, headers }), outside.webhook(body, headers)) });
  const { http, opened = () => undefined } = fake;
  fake.http = (request, reply) =>
    http.call(fake, request, (answer) => {
      seen.exchanges.push({ request: { ...request, url: String(request.url) }, answer });
      reply(answer);
    });
  fake.opened = (connection) => {
    const { send } = connection;
    connection.send = (body, event) => (seen.frames.push({ body, event }), send(body, event));
    seen.connections.push(connection);
    opened.call(fake, connection);
  };
  return fake;
}

function flowOf(data) {
  const nodes = [
    { id: "start", type: "start" },
    { id: "once", type: "once" },
    { id: "ask", type: "checkAgentAvailability", data: { provider: "centre" } },
    { id: "handover", type: "handoverToAgent", data },
    { id: "echo", type: "say", data: { text: ["Heard: {{input.text}}"] } },
  ];
  const edges = [
    { id: "1", source: "start", target: "once" },
    { id: "2", source: "once", sourceHandle: "first", target: "ask" },
    { id: "3", source: "ask", target: "handover" },
    { id: "4", source: "once", sourceHandle: "afterwards", target: "echo" },
  ];
  return { version: 1, name: "talk", nodes, edges };
}
