/**
 * Processes that share one storage, on a platform with Web Locks: each sees its own locks and nobody else's, as Node 24 has them.
 * Who is there is known by what is stored.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { memoryStorage } from "handover/host";
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
