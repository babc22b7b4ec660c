/**
 * A bot on Microsoft's own framework hands a conversation over and gets it back, over real HTTP on both ways.
 *
 * Between it and the desk of the conformance kit stands a hub: our engine, with nothing around it but what carries
 * activities. The bot asks by `handoff.initiate`, and hears of it by the `handoff.status` events that we export.
 */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import botbuilder from "botbuilder";
import init, { Engine } from "handover";
import { FAKES } from "./kit.mjs";
import { until } from "./served.mjs";

const { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, EventFactory, TurnContext } = botbuilder;
await init();

const ID = "conversation-1";
const FLOW = {
  version: 1,
  name: "hub",
  nodes: [
    { id: "start", type: "start" },
    { id: "asked", type: "signal", data: { source: "botFramework" } },
    { id: "human", type: "handoverToAgent", data: { provider: "desk", queueTimeout: 5, metadata: { skill: "{{input.signal.metadata.Skill}}", before: "{{input.signal.params.transcript}}" } } },
  ],
  edges: [{ id: "1", source: "asked", target: "human" }],
};

test("a bot asks for a human, hears that one has come, and gets the conversation back", async (t) => {
  const { bot, hub } = await world(t);
  await hub.visitor("I want a human");
  const request = await until(() => hub.requests[0], "the bot asks");
  assert.deepEqual(request.value, { Skill: "billing" });
  const { skill, before } = hub.asked.metadata;
  assert.deepEqual([skill, before.map(({ text }) => text)], ["billing", ["I want a human"]]);

  hub.desk.accept({ id: "7", name: "Dana" });
  hub.desk.say("Hi, I am Dana.");
  assert.deepEqual(hub.shown, ["Hi, I am Dana."]);
  assert.equal((await until(() => bot.statuses[0], "accepted")).state, "accepted");
  await hub.visitor("Hello Dana");
  assert.deepEqual(hub.desk.tickets[0].said, ["Hello Dana"]);
  hub.desk.resolve();
  assert.equal((await until(() => bot.statuses[1], "completed")).state, "completed");
  // It is the bot's again.
  await hub.visitor("Thanks");
  assert.deepEqual(bot.heard, ["I want a human", "Thanks"]);
  assert.deepEqual(bot.errors, []);
});

test("a bot hears that nobody can be had", async (t) => {
  const { bot, hub } = await world(t);
  hub.desk.refuse();
  await hub.visitor("I want a human");
  const { state, message } = await until(() => bot.statuses[0], "failed");
  assert.deepEqual([state, message], ["failed", "nobody is there"]);
  assert.deepEqual(hub.desk.tickets.map(({ open }) => open), [false]);
});

async function world(t) {
  const bot = await startBot(t);
  const hub = await startHub(t, bot);
  return { bot, hub };
}

/** The bot: asks for a human when it is told to. */
async function startBot(t) {
  const bot = { statuses: [], heard: [], errors: [] };
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  adapter.onTurnError = async (_, error) => void bot.errors.push(String(error));
  const handler = new ActivityHandler();
  handler.onMessage(async (context, next) => {
    const { text, from, type } = context.activity;
    bot.heard.push(text);
    if (/human/.test(text)) {
      const transcript = { activities: [{ type, text, from }] };
      await context.sendActivity(EventFactory.createHandoffInitiation(context, { Skill: "billing" }, transcript));
    }
    await next();
  });
  handler.onEvent(async (context, next) => {
    if (context.activity.name === "handoff.status") bot.statuses.push(context.activity.value);
    await next();
  });
  const server = createServer(async (request, response) => {
    request.body = JSON.parse(await text(request));
    const answer = { status: (code) => ((response.statusCode = code), answer), header: (name, value) => response.setHeader(name, value), send: (body) => response.end(typeof body === "string" ? body : JSON.stringify(body)), end: () => response.end(), socket: request.socket };
    await adapter.process(request, answer, (context) => handler.run(context));
  });
  bot.url = await opened(t, server);
  return bot;
}

/** The hub: our engine beside the bot, and a desk behind it. */
async function startHub(t, bot) {
  const hub = { requests: [], shown: [] };
  const engine = new Engine(FLOW, { providers: { desk: { kind: "desk" } } });
  t.after(() => engine.free());
  hub.desk = FAKES.desk({ url: "", now: () => Date.now(), after() {}, webhook() {}, letter: (body) => feed({ type: "frame", provider: "desk", body }) });
  let told = null;
  function feed(input) {
    for (const effect of engine.handle(ID, input, Date.now()).effects) {
      if (effect.type === "say" && effect.from.representativeType === "HUMAN") hub.shown.push(effect.text);
      if (effect.type !== "send") continue;
      const { message } = effect.request;
      if (message.type === "request") {
        hub.asked = message;
        feed({ type: "answer", send: effect.send, status: 202 });
      }
      hub.desk.letter(message);
    }
    const event = engine.export(ID, "botFramework.handoff.status");
    if (event === null || event.value.state === told) return;
    told = event.value.state;
    hub.telling = post({ ...event, from: { id: "hub" }, recipient: { id: "bot" }, serviceUrl: hub.url });
  }
  const server = createServer(async (request, response) => {
    const activity = JSON.parse(await text(request));
    response.writeHead(200, { "content-type": "application/json" }).end('{"id":"1"}');
    if (activity.name !== "handoff.initiate") return;
    hub.requests.push(activity);
    feed({ type: "signal", payload: activity });
  });
  hub.url = await opened(t, server);
  /** What the visitor says goes to whoever has the conversation. */
  hub.visitor = async (words) => {
    await hub.telling;
    if (engine.view(ID)?.owner === "human") return feed({ type: "message", text: words });
    const activity = { type: "message", id: words, text: words, channelId: "webchat", conversation: { id: ID }, from: { id: "visitor" }, recipient: { id: "bot" }, serviceUrl: hub.url };
    await post(activity);
  };
  async function post(activity) {
    const { status } = await fetch(`${bot.url}/api/messages`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(activity) });
    assert.ok(status < 300, `the bot answered with ${status}`);
  }
  return hub;
}

async function text(request) {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

async function opened(t, server) {
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => (server.closeAllConnections(), new Promise((done) => server.close(done))));
  return `http://127.0.0.1:${server.address().port}`;
}
