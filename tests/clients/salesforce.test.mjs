/**
 * An independent client of Salesforce's Live Agent chat carries a whole conversation against the fake that our codec is held
 * against; our host carries one over a real event stream whose token expires.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import init, { Engine } from "handover";
import { createHost, memoryStorage } from "handover/host";
import { handingOver, serve, until } from "./served.mjs";

const { startSession } = createRequire(import.meta.url)("rx-sfliveagent-client");

const visitor = { language: "en", userAgent: "Test", visitorName: "Max", prechatDetails: [], prechatEntities: [], receiveQueueUpdates: true, screenResolution: "1x1", isPost: true };

async function begin(t) {
  const centre = await serve("salesforce");
  t.after(centre.close);
  const events = [];
  const errors = [];
  const session = startSession({ host: centre.url, version: "52", organizationId: "00D", deploymentId: "572", buttonId: "573" }, visitor);
  const subscription = session.all$.subscribe((event) => (event instanceof Error ? errors.push(event.message) : events.push(event)));
  t.after(() => subscription.unsubscribe());
  const event = (type) => until(() => events.find((one) => one.type === type)?.message, type);
  return { ...centre, api: session.api, events, errors, event };
}

test("rx-sfliveagent-client waits, is accepted, talks both ways, and is left by the agent", async (t) => {
  const { fake, api, event, events, errors, requests } = await begin(t);
  assert.deepEqual(await event("ChatRequestSuccess"), { connectionTimeout: 150_000, queuePosition: 2, estimatedWaitTime: 90 });
  fake.queue(1, 40);
  assert.deepEqual(await event("QueueUpdate"), { position: 1, estimatedWaitTime: 40 });
  fake.accept({ id: "005", name: "Dana" });
  assert.equal((await event("ChatEstablished")).name, "Dana");
  await api.chasitorTyping();
  await api.chatMessage({ text: "Hello?" });
  fake.typing(true);
  await event("AgentTyping");
  fake.say("Hi, I am Dana.");
  assert.equal((await event("ChatMessage")).text, "Hi, I am Dana.");
  await api.chatMessage({ text: "Great." });
  fake.resolve();
  assert.deepEqual(await event("ChatEnded"), { reason: "agent" });
  assert.deepEqual(fake.tickets.map(({ said, open }) => ({ said, open })), [{ said: ["Hello?", "Great."], open: false }]);
  // What was told once is acknowledged, and not told again.
  const acks = requests.flatMap(({ path }) => /\/System\/Messages\?ack=(-?\d+)$/.exec(path)?.[1] ?? []).map(Number);
  assert.deepEqual(acks.slice(0, 3), [-1, 1, 2]);
  assert.ok(acks.every((ack, at) => at === 0 || ack >= acks[at - 1]), String(acks));
  for (const type of ["ChatRequestSuccess", "ChatEstablished", "ChatMessage", "ChatEnded"]) assert.equal(events.filter((one) => one.type === type).length, 1, type);
  assert.deepEqual(errors, []);
});

test("rx-sfliveagent-client ends the chat itself", async (t) => {
  const { fake, api, event } = await begin(t);
  await event("ChatRequestSuccess");
  fake.accept({ id: "005", name: "Dana" });
  await event("ChatEstablished");
  await api.chatEnd();
  await until(() => fake.tickets.every(({ open }) => !open));
});

test("rx-sfliveagent-client is told that nobody is there", async (t) => {
  const centre = await serve("salesforce");
  t.after(centre.close);
  centre.fake.refuse();
  const session = startSession({ host: centre.url, version: "52", organizationId: "00D", deploymentId: "572", buttonId: "573" }, visitor);
  const failed = await new Promise((done) => {
    const subscription = session.chatRequestFail$.subscribe(done);
    t.after(() => subscription.unsubscribe());
  });
  assert.equal(failed.message.reason, "Unavailable");
  assert.deepEqual(centre.fake.tickets, []);
});

test("the host takes a stream up again whose token has expired", async (t) => {
  await init();
  const { fake, close } = await serve("salesforceMiaw");
  t.after(close);
  const host = createHost({ engine: new Engine(handingOver, { providers: { centre: fake.settings } }), storage: memoryStorage() });
  t.after(() => host.close());
  const conversation = await host.open("visitor-1");
  await conversation.send("A human, please");
  await until(() => fake.tickets.length > 0, "the ticket");
  fake.accept({ id: "005", name: "Dana" });
  fake.expire();
  fake.say("Are you there?");
  await until(() => conversation.view().handover.status === "active", "the agent's words");
});
