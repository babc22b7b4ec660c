/** One conversation: nothing is lost or doubled by reloads, crashes, other tabs, repeats and sleep. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStorage, watchConversations } from "handover/host";
import { Clock, Tab, content, makeEngine, said, settle, status, until } from "./support.mjs";

const make = () => ({ clock: new Clock(), storage: memoryStorage() });
const log = (storage) => content(storage, "d/").then((lines) => lines.map(([, line]) => line));
const requests = async (storage) => (await log(storage)).filter(({ message }) => message?.type === "request");

test("a reload goes on where the last page was", async () => {
  const { clock, storage } = make();
  const first = new Tab(clock, storage);
  const before = await first.open();
  await before.send("one");
  first.crash();
  const after = await new Tab(clock, storage).open();
  await after.send("two");
  assert.deepEqual(said(after), ["You said one", "You said two"]);
});

test("a crash in front of any transaction loses and doubles nothing", async () => {
  for (let at = 0; ; at++) {
    const { clock, storage } = make();
    const tab = new Tab(clock, storage);
    const conversation = await tab.open();
    await conversation.send("hello");
    let count = 0;
    tab.before = () => count++ === at && tab.crash();
    const message = { type: "message", id: "m1", text: "human" };
    void conversation.send(message);
    await settle();
    const crashed = tab.stopped;
    tab.crash();

    const again = await new Tab(clock, storage).open();
    await again.send(message);
    await until(() => status(again) === "queue", `queued after a crash at ${at}`);
    const desk = await new Tab(clock, storage).desk();
    assert.equal(desk.tickets().waiting.length, 1, `crash at ${at}`);
    assert.deepEqual(desk.tickets().waiting[0].messages, []);
    assert.deepEqual(said(again), ["You said hello"]);
    await until(async () => (await content(storage, "o/")).length === 0);
    if (!crashed) {
      assert.ok(at > 4, "the crashes came in between");
      return;
    }
  }
});

test("messages without an id get one", async () => {
  const { clock, storage } = make();
  const conversation = await new Tab(clock, storage).open();
  await conversation.send("hello");
  const [entry] = conversation.log().filter(({ entry }) => entry.type === "message");
  assert.match(entry.entry.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
});

test("a refused input rejects and changes nothing", async () => {
  const { clock, storage } = make();
  const conversation = await new Tab(clock, storage).open();
  await conversation.send("one");
  await assert.rejects(conversation.send({ type: "nonsense" }), { name: "HandoverError", code: "input_invalid" });
  await conversation.send("two");
  assert.deepEqual(said(conversation), ["You said one", "You said two"]);
});

test("inputs at the same time keep their order", async () => {
  const { clock, storage } = make();
  const conversation = await new Tab(clock, storage).open();
  const seen = [];
  conversation.subscribe(({ effects }) => seen.push(...effects));
  await Promise.all(["1", "2", "3", "4"].map((text) => conversation.send(text)));
  assert.deepEqual(seen.map(({ text }) => text), ["You said 1", "You said 2", "You said 3", "You said 4"]);
  assert.deepEqual(seen.map(({ seq }) => seq), [1, 2, 3, 4]);
});

for (const [way, tabsOf] of Object.entries({
  "a common lock": (clock, storage) => [new Tab(clock, storage), new Tab(clock, storage)].map((tab) => ((tab.options.storage = storage), tab)),
  "the version alone": (clock, storage) => [new Tab(clock, storage), new Tab(clock, storage)],
})) {
  test(`two tabs with one conversation are kept together by ${way}`, async () => {
    const { clock, storage } = make();
    const [one, other] = await Promise.all(tabsOf(clock, storage).map((tab) => tab.open()));
    const changes = [];
    other.subscribe((change) => changes.push(change));
    await one.send("from one");
    await until(() => changes.length === 1);
    assert.equal(changes[0].origin, "elsewhere");
    assert.deepEqual(changes[0].effects.map(({ text }) => text), ["You said from one"]);
    await Promise.all([one.send("a"), other.send("b"), one.send("c"), other.send("d")]);
    await until(() => said(one).length === 5 && said(other).length === 5);
    assert.deepEqual(said(one), said(other));
    const seqs = changes.flatMap(({ effects }) => effects.map(({ seq }) => seq));
    assert.deepEqual(seqs, [...new Set(seqs)], "no effect is shown twice");
  });
}

test("a conversation that others keep moving takes what is said all the same", async () => {
  const { clock, storage } = make();
  const tab = new Tab(clock, storage);
  const conversation = await tab.open();
  let others = 10;
  tab.before = (mode) => {
    if (mode !== "readwrite" || others-- <= 0) return;
    void storage.transact("readwrite", async (transaction) => {
      const record = await transaction.get("c/c1");
      await transaction.put("c/c1", { ...record, version: record.version + 1 });
    });
  };
  await conversation.send("hello");
  assert.ok(others <= 0);
  assert.deepEqual(said(conversation), ["You said hello"]);
});

test("two handles of one conversation share it, and the last one ends it", async () => {
  const { clock, storage } = make();
  const host = new Tab(clock, storage).host();
  const [one, other] = await Promise.all([host.open("c1"), host.open("c1")]);
  await one.send("hello");
  assert.deepEqual(said(other), ["You said hello"]);
  await one.close();
  await assert.rejects(one.send("gone"), { name: "HostError", code: "closed" });
  await other.send("there");
  await other.close();
  assert.equal(await host.forget("c1"), true);
  assert.equal(await host.forget("c1"), false);
  assert.deepEqual((await content(storage)).filter(([key]) => key.includes("c1")), []);
});

test("a timer comes in time", async () => {
  const { clock, storage } = make();
  const conversation = await new Tab(clock, storage).open();
  await conversation.send("human");
  await until(() => status(conversation) === "queue");
  await clock.advance(599_000);
  assert.equal(status(conversation), "queue");
  await clock.advance(2_000);
  await until(() => said(conversation).includes("timedOut"));
});

test("a timer comes after a long sleep, once", async () => {
  const { clock, storage } = make();
  const conversation = await new Tab(clock, storage).open();
  await conversation.send("human");
  await until(() => status(conversation) === "queue");
  clock.sleep(86_400_000);
  await clock.advance(5_000);
  await until(() => said(conversation).includes("timedOut"));
  assert.deepEqual(said(conversation), ["timedOut"]);
});

test("a timer that fell due while nobody looked comes at the opening", async () => {
  const { clock, storage } = make();
  const tab = new Tab(clock, storage);
  await (await tab.open()).send("human");
  await settle();
  tab.crash();
  clock.sleep(3_600_000);
  const conversation = await new Tab(clock, storage).open();
  assert.deepEqual(said(conversation), ["timedOut"]);
});

test("a delay beyond the platform's longest timer is cut into pieces", async () => {
  const { clock, storage } = make();
  const minutes = 72_000;
  const limit = minutes * 60_000;
  assert.ok(limit > 2 ** 32);
  const tab = Object.assign(new Tab(clock, storage), { engine: makeEngine({ queueTimeout: minutes }) });
  const conversation = await tab.open();
  await conversation.send("human");
  await until(() => status(conversation) === "queue");
  assert.ok([...clock.timers].every(({ delay }) => delay < 2 ** 31));
  for (const timer of clock.timers) if (timer.delay === 5_000) clock.timers.delete(timer);
  await clock.advance(limit - 1_000);
  assert.equal(status(conversation), "queue");
  await clock.advance(1_000);
  await until(() => said(conversation).includes("timedOut"));
});

test("the visitor who reloads has not left; who stays away has", async () => {
  const { clock, storage } = make();
  const notes = (lines) => lines.flatMap(({ message }) => (message?.type === "notice" ? [message.code] : []));
  const first = new Tab(clock, storage);
  const conversation = await first.open();
  await conversation.send("human");
  await settle();
  await conversation.close();
  clock.sleep(1_000);
  const second = new Tab(clock, storage);
  const again = await second.open();
  await settle();
  assert.deepEqual(notes(await log(storage)), []);
  await again.close();
  clock.sleep(60_000);
  await new Tab(clock, storage).open();
  await until(async () => notes(await log(storage)).length === 2);
  assert.deepEqual(notes(await log(storage)), ["userLeft", "userJoined"]);
});

test("closing one of two tabs is not leaving", async () => {
  const { clock, storage } = make();
  const [one, other] = [await new Tab(clock, storage).open(), await new Tab(clock, storage).open()];
  await one.send("human");
  await settle();
  await one.close();
  await clock.advance(30_000);
  assert.deepEqual(other.log().filter(({ entry }) => entry.type === "disconnected"), []);
});

test("a tab that died without a word counts as gone when its lease has run out", async () => {
  const { clock, storage } = make();
  const tab = new Tab(clock, storage);
  const conversation = await tab.open();
  await conversation.send("human");
  await settle();
  tab.crash();
  clock.sleep(40_000);
  const again = await new Tab(clock, storage).open();
  const types = again.log().map(({ entry }) => entry.type);
  assert.ok(types.indexOf("disconnected") < types.indexOf("connected"));
  assert.ok(types.includes("disconnected"));
});

test("an onlooker sees the conversations move, without an engine", async () => {
  const { clock, storage } = make();
  const seen = [];
  const tab = new Tab(clock, storage);
  const stop = watchConversations((conversations) => seen.push(conversations), tab.options);
  const conversation = await new Tab(clock, storage).open();
  await conversation.send("human");
  await until(() => seen.at(-1)?.[0]?.view.handover?.status === "queue");
  assert.equal(seen.at(-1)[0].present, true);
  await conversation.close();
  await until(() => seen.at(-1)[0].present === false);
  stop();
});

test("a listener that throws disturbs nobody", async () => {
  const { clock, storage } = make();
  const tab = new Tab(clock, storage);
  const conversation = await tab.open();
  const seen = [];
  conversation.subscribe(() => {
    throw new Error("mine");
  });
  conversation.subscribe(({ effects }) => seen.push(...effects));
  await conversation.send("hello");
  assert.equal(seen.length, 1);
  assert.deepEqual(tab.errors.map(({ code }) => code), ["listener_failed"]);
});

test("an asynchronous listener that fails disturbs nobody either", async () => {
  const { clock, storage } = make();
  const tab = new Tab(clock, storage);
  tab.options.onError = async (error) => {
    tab.errors.push(error);
    throw new Error("mine, too");
  };
  const fail = async () => Promise.reject(new Error("mine"));
  const stop = watchConversations(fail, tab.options);
  const desk = await tab.desk();
  desk.subscribe(fail);
  const conversation = await tab.open();
  conversation.subscribe(fail);
  await conversation.send("human");
  await until(() => new Set(tab.errors.map(({ message }) => message)).size === 3);
  assert.deepEqual(new Set(tab.errors.map(({ code }) => code)), new Set(["listener_failed"]));
  stop();
});

test("what is no name and no input is told as such", async () => {
  const { clock, storage } = make();
  const host = new Tab(clock, storage).host();
  for (const id of [5, undefined, null]) await assert.rejects(host.open(id), { name: "HostError", code: "input_refused" });
  const conversation = await host.open("c1");
  for (const input of [undefined, null, 5]) await assert.rejects(conversation.send(input), { name: "HandoverError", code: "input_invalid" });
});

test("what is left out of the surroundings, or passed on as nothing, is the platform's", async () => {
  const { clock, storage } = make();
  const tab = new Tab(clock, storage, { environment: { randomId: undefined, fetch: undefined } });
  const conversation = await tab.open();
  await conversation.send("hello");
  assert.deepEqual(said(conversation), ["You said hello"]);
});

test("whoever is refused has not been there", async () => {
  const { clock, storage } = make();
  const tab = new Tab(clock, storage);
  const host = tab.host();
  await assert.rejects(host.open("c1", { chanel: "web" }), { code: "input_invalid" });
  assert.deepEqual(await content(storage), []);
  const conversation = await host.open("c1", { channel: "web" });
  await conversation.send("human");
  await until(() => status(conversation) === "queue");
  await conversation.close();
  const again = await new Tab(clock, storage).open();
  assert.ok(again.log().some(({ entry }) => entry.type === "disconnected"), "nobody else was there when it was closed");
});

test("a closed conversation leaves the engine, and comes back", async () => {
  const { clock, storage } = make();
  const tab = new Tab(clock, storage);
  const host = tab.host();
  const [one, other] = [await host.open("c1"), await host.open("c2")];
  await one.send("hello");
  await one.close();
  assert.equal(tab.engine.size, 1);
  for (const use of [() => one.view(), () => one.log()]) assert.throws(use, { name: "HostError", code: "closed" });
  await other.send("hello");
  assert.deepEqual(said(await host.open("c1")), ["You said hello"]);
  await host.close();
  assert.equal(tab.engine.size, 0);
});

test("a handle from before the host was closed closes no later opening", async () => {
  const { clock, storage } = make();
  const host = new Tab(clock, storage).host();
  const before = await host.open("c1");
  await host.close();
  const after = await host.open("c1");
  await before.close();
  await assert.rejects(host.forget("c1"), { code: "closed" });
  await after.send("hello");
  assert.deepEqual(said(after), ["You said hello"]);
});

test("a conversation ends although its end cannot be stored", async () => {
  const { clock, storage } = make();
  const tab = new Tab(clock, storage);
  const conversation = await tab.open();
  await conversation.send("human");
  await until(() => status(conversation) === "queue");
  tab.before = () => {
    throw new Error("the disk is gone");
  };
  await assert.rejects(conversation.close(), /the disk is gone/);
  assert.deepEqual([...clock.timers], [], "no timer keeps a process alive");
});

test("the request is repeated at most until the desk has it", async () => {
  const { clock, storage } = make();
  const [one, other] = [await new Tab(clock, storage).open(), await new Tab(clock, storage).open()];
  await Promise.all([one.send({ type: "message", id: "x", text: "human" }), other.send({ type: "message", id: "x", text: "human" })]);
  await until(() => status(one) === "queue");
  await settle();
  assert.equal((await requests(storage)).length, 1);
});
