/** The storages keep the rules of `HostStorage`, and the host survives one that fails. */
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createHost, indexedDBStorage, memoryStorage, openDesk } from "handover/host";
import { Clock, Tab, content, makeEngine, said, until } from "./support.mjs";

const storages = { memory: () => memoryStorage(), IndexedDB: () => indexedDBStorage(`test-${Math.random()}`) };

for (const [name, make] of Object.entries(storages)) {
  test(`${name}: a transaction is kept whole`, async () => {
    const storage = make();
    await storage.transact("readwrite", async (transaction) => {
      await transaction.put("a/1", { deep: [1] });
      await transaction.put("a/2", new Uint8Array([1, 2]));
      assert.deepEqual(await transaction.get("a/1"), { deep: [1] });
    });
    assert.deepEqual(await content(storage), [["a/1", { deep: [1] }], ["a/2", new Uint8Array([1, 2])]]);
    await storage.close?.();
  });

  test(`${name}: a transaction that rejects leaves nothing`, async () => {
    const storage = make();
    await storage.transact("readwrite", (transaction) => transaction.put("a", 1));
    const refused = storage.transact("readwrite", async (transaction) => {
      await transaction.put("a", 2);
      await transaction.delete("a");
      await transaction.put("b", 3);
      throw new Error("no");
    });
    await assert.rejects(refused, /no/);
    assert.deepEqual(await content(storage), [["a", 1]]);
    await storage.close?.();
  });

  test(`${name}: transactions run one after another`, async () => {
    const storage = make();
    const add = () => storage.transact("readwrite", async (transaction) => {
      await transaction.put("n", ((await transaction.get("n")) ?? 0) + 1);
    });
    await Promise.all(Array.from({ length: 20 }, add));
    assert.deepEqual(await content(storage), [["n", 20]]);
    await storage.close?.();
  });

  test(`${name}: lists by prefix and from a key on, in order`, async () => {
    const storage = make();
    const keys = ["m/a/2", "m/a/1", "m/a😀/1", "m/b/1", "n", "m/a/10"];
    await storage.transact("readwrite", async (transaction) => {
      for (const key of keys) await transaction.put(key, key);
    });
    const list = (...from) => storage.transact("readonly", async (transaction) => (await transaction.list(...from)).map(([key]) => key));
    assert.deepEqual(await list("m/a/"), ["m/a/1", "m/a/10", "m/a/2"]);
    assert.deepEqual(await list("m/a/", "m/a/1"), ["m/a/10", "m/a/2"]);
    assert.equal((await list("")).length, 6);
    await storage.close?.();
  });
}

test("a host and a desk in two tabs meet in IndexedDB", async () => {
  const name = `test-${Math.random()}`;
  const [one, other] = [indexedDBStorage(name), indexedDBStorage(name)];
  const host = createHost({ engine: makeEngine(), storage: one });
  const conversation = await host.open("c/1 ❤%2F");
  await conversation.send("human");
  const desk = await openDesk({ agent: { id: "7", displayName: "Dana" }, storage: other });
  await until(() => desk.tickets().waiting.length === 1);
  const [{ id }] = desk.tickets().waiting;
  assert.equal(await desk.accept(id), true);
  assert.equal(await desk.reply(id, "Hi"), true);
  await until(() => said(conversation).includes("Hi"));
  assert.equal(desk.tickets().mine[0].conversation, "c/1 ❤%2F");
  await desk.close();
  await host.close();
  await one.close();
  await other.close();
});

test("a default storage that fails is told once, and the conversation goes on in memory", async () => {
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = () => {
    throw new DOMException("no", "SecurityError");
  };
  try {
    const errors = [];
    const host = createHost({ engine: makeEngine(), name: "private", onError: (error) => errors.push(error) });
    const conversation = await host.open("c1");
    await conversation.send("hello");
    assert.deepEqual(said(conversation), ["You said hello"]);
    assert.deepEqual(errors.map(({ name, code }) => [name, code]), [["HostError", "storage_lost"]]);
    await host.close();
  } finally {
    IDBFactory.prototype.open = open;
  }
});

test("a storage that fills up refuses what it cannot keep, and takes it once there is room", async () => {
  const errors = [];
  const host = createHost({ engine: makeEngine(), name: "full", onError: (error) => errors.push(error) });
  const conversation = await host.open("c1");
  await conversation.send("one");
  await conversation.send("human");
  const desk = await openDesk({ agent: { id: "7", displayName: "Dana" }, name: "full" });
  await until(() => desk.tickets().waiting.length === 1);
  const [{ id }] = desk.tickets().waiting;
  await desk.accept(id);
  await desk.reply(id, "Hi");
  await until(() => said(conversation).includes("Hi"));
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const input = { type: "message", id: "m-1", text: "Is this lost?" };
  try {
    await assert.rejects(conversation.send(input), { name: "QuotaExceededError" });
    await assert.rejects(desk.reply(id, "Hello"), { name: "QuotaExceededError" });
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  await conversation.send(input);
  const texts = () => desk.tickets().mine[0].messages.map(({ text }) => text);
  await until(() => texts().includes("Is this lost?"));
  assert.deepEqual(texts(), ["Hi", "Is this lost?"]);
  assert.ok(errors.every(({ code }) => code === "work_failed"), "nothing has turned to memory");
  await desk.close();
  await host.close();
});

test("a user's own storage that fails rejects the input, and the input may be repeated", async () => {
  const clock = new Clock();
  const tab = new Tab(clock, memoryStorage());
  const conversation = await tab.open();
  let broken = true;
  tab.before = (mode) => {
    if (broken && mode === "readwrite") throw new Error("the database is away");
  };
  const message = { type: "message", id: "m1", text: "hello" };
  await assert.rejects(conversation.send(message), /away/);
  assert.deepEqual(said(conversation), []);
  broken = false;
  await conversation.send(message);
  await conversation.send(message);
  assert.deepEqual(said(conversation), ["You said hello"]);
});
