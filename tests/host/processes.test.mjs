/**
 * Processes that share one storage, on a platform with Web Locks: each sees its own locks and nobody else's, as Node 24 has them.
 * Who is there is known by what is stored.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { memoryStorage } from "handover/host";
import { FakeEngine } from "./fake-engine.mjs";
import { Clock, Tab, said, settle, status, until } from "./support.mjs";

/** The locks of one process. */
class OwnLocks {
  #last = new Map();

  async request(name, ...given) {
    const work = given.at(-1);
    if (given[0].ifAvailable && this.#last.has(name)) return work(null);
    const held = (this.#last.get(name) ?? Promise.resolve()).then(() => work({ name }));
    const end = held.then(() => {}, () => {}).then(() => this.#last.get(name) === end && this.#last.delete(name));
    this.#last.set(name, end);
    return held;
  }

  async query() {
    return { held: [...this.#last.keys()].map((name) => ({ name })), pending: [] };
  }
}

const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
afterEach(() => (before ? Object.defineProperty(globalThis, "navigator", before) : delete globalThis.navigator));

/** What is made by `make` belongs to a process of its own. */
function inProcess(make) {
  Object.defineProperty(globalThis, "navigator", { value: { locks: new OwnLocks() }, configurable: true });
  return make();
}

const world = () => ({ clock: new Clock(), storage: memoryStorage() });

test("an agent in another process counts", async () => {
  const { clock, storage } = world();
  await inProcess(() => new Tab(clock, storage).desk());
  const conversation = await inProcess(() => new Tab(clock, storage).open());
  await conversation.send("agents");
  await until(() => said(conversation).length === 1);
  assert.deepEqual(said(conversation), ["agents 1"]);
});

test("agents in two processes see each other, and one whose process has died no longer", async () => {
  const { clock, storage } = world();
  const tab = new Tab(clock, storage);
  await inProcess(() => tab.desk("7"));
  const desk = await inProcess(() => new Tab(clock, storage).desk("8"));
  assert.deepEqual(desk.tickets().colleagues.map(({ id }) => id), ["7"]);
  await clock.advance(60_000);
  assert.deepEqual(desk.tickets().colleagues.map(({ id }) => id), ["7"]);
  tab.crash();
  await clock.advance(30_000);
  assert.deepEqual(desk.tickets().colleagues, []);
});

test("who has the conversation open in another process has not left", async () => {
  const { clock, storage } = world();
  const one = await inProcess(() => new Tab(clock, storage).open());
  await one.send("human");
  await until(() => status(one) === "queue");
  const other = await inProcess(() => new Tab(clock, storage).open());
  await other.close();
  await settle();
  await clock.advance(10_000);
  assert.deepEqual(one.log().filter(({ entry }) => entry.type === "disconnected"), []);
});

/** Two processes with one conversation, and a network that answers when it is told to. */
async function twoThatSend(method = "POST") {
  const { clock, storage } = world();
  const calls = [];
  const fetch = (url) => new Promise((done) => calls.push({ url, answer: () => done(new Response("fine")) }));
  const process = () => Object.assign(new Tab(clock, storage, { environment: { fetch } }), { engine: new FakeEngine() });
  const tabs = [process(), process()];
  const [one, other] = [await inProcess(() => tabs[0].open()), await inProcess(() => tabs[1].open())];
  const send = (url) => {
    const request = { kind: "http", method, url, headers: {}, body: "{}", auth: null, timeout: 60_000 };
    return one.send({ type: "message", id: url, text: "send", data: { request } });
  };
  return { clock, calls, tabs, one, other, send };
}

test("a request is made by one of two processes, and what follows it waits for it", async () => {
  const { clock, calls, other, send } = await twoThatSend();
  await send("https://x/1");
  await send("https://x/2");
  await clock.advance(12_000);
  assert.deepEqual(calls.map(({ url }) => url), ["https://x/1"]);
  calls[0].answer();
  await clock.advance(6_000);
  assert.deepEqual(calls.map(({ url }) => url), ["https://x/1", "https://x/2"]);
  calls[1].answer();
  await clock.advance(6_000);
  assert.deepEqual(said(other), ["answer 1 200 fine", "answer 2 200 fine"]);
  assert.equal(calls.length, 2);
});

test("a poll of a process that has died is made by another", async () => {
  const { clock, calls, tabs, other, send } = await twoThatSend("GET");
  await send("https://x/1");
  await until(() => calls.length === 1);
  tabs[0].crash();
  await clock.advance(30_000);
  assert.equal(calls.length, 2);
  calls[1].answer();
  await until(() => said(other).length === 1);
});

test("of a change that a process has begun which has died the engine hears, and nobody makes it again", async () => {
  const { clock, calls, tabs, other, send } = await twoThatSend();
  await send("https://x/1");
  await until(() => calls.length === 1);
  tabs[0].crash();
  await clock.advance(30_000);
  await until(() => said(other).length === 1);
  assert.deepEqual(said(other), ["failed 1 it was cut short"]);
  assert.equal(calls.length, 1);
});
