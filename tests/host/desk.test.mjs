/** The desk: tickets from the log, letters that wait, and never two agents for one ticket. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStorage } from "handover/host";
import { Clock, Tab, content, makeEngine, said, settle, status, until } from "./support.mjs";

const make = () => ({ clock: new Clock(), storage: memoryStorage() });

async function waiting(clock, storage, id = "c1") {
  const tab = new Tab(clock, storage);
  const conversation = await tab.open(id);
  await conversation.send("human");
  await until(() => status(conversation) === "queue");
  return { tab, conversation };
}

async function deskWith(clock, storage, count, ...agent) {
  const tab = new Tab(clock, storage);
  const desk = await tab.desk(...agent);
  await until(() => desk.tickets().waiting.length === count);
  return { tab, desk };
}

/** A visitor with whom an agent has talked, and the ticket's id. */
async function talked(clock, storage) {
  const { conversation } = await waiting(clock, storage);
  const { desk } = await deskWith(clock, storage, 1);
  const [{ id }] = desk.tickets().waiting;
  await desk.accept(id);
  await desk.reply(id, "Hi");
  await desk.resolve(id);
  await until(() => said(conversation).includes("completed"));
  return { conversation, desk, id };
}

test("a whole handover, seen from both sides", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage);
  await conversation.send("Hello?");
  const { desk } = await deskWith(clock, storage, 1);
  const [ticket] = desk.tickets().waiting;
  assert.equal(ticket.state, "waiting");
  assert.equal(ticket.position, 1);
  assert.deepEqual(ticket.request.skills, ["billing"]);
  assert.deepEqual(ticket.transcript.map(({ author, text }) => [author, text]), [["visitor", "human"]]);
  assert.equal(ticket.present, true);

  assert.equal(await desk.reply(ticket.id, "too early"), false);
  assert.equal(await desk.accept(ticket.id), true);
  assert.equal(desk.tickets().mine[0].state, "accepted");
  assert.equal(await desk.reply(ticket.id, "  "), false);
  assert.equal(await desk.reply(ticket.id, "Hi"), true);
  await until(() => said(conversation).includes("Hi"));
  await conversation.send("Great.");
  await until(() => desk.tickets().mine[0].messages.length === 3);
  const [mine] = desk.tickets().mine;
  assert.equal(mine.state, "active");
  assert.deepEqual(mine.messages.map(({ author, text }) => [author, text]), [["visitor", "Hello?"], ["agent", "Hi"], ["visitor", "Great."]]);
  await until(() => desk.tickets().mine[0].messages[1].delivered);

  assert.equal(await desk.resolve(ticket.id, { summary: "Refunded.", resolution: "solved" }), true);
  await until(() => said(conversation).includes("completed"));
  const [closed] = desk.tickets().closed;
  assert.deepEqual({ ...closed.outcome, at: 0 }, { reason: "resolved", summary: "Refunded.", resolution: "solved", at: 0 });
  assert.equal(await desk.reply(ticket.id, "late"), false);
});

test("a visitor rates the latest handover, once more if they like, and every desk sees it", async () => {
  const { clock, storage } = make();
  const untouched = await new Tab(clock, storage).open("c0");
  assert.equal(await untouched.rate(5), false, "there is no handover to rate");
  const { conversation, desk } = await talked(clock, storage);
  assert.equal(desk.tickets().closed[0].rating, null);
  for (const wrong of [0, 6, 2.5, NaN, "4"]) await assert.rejects(conversation.rate(wrong), { name: "HostError", code: "input_refused" });
  assert.equal(await conversation.rate(2), true);
  assert.equal(await conversation.rate(4, "Quick"), true);
  await until(() => desk.tickets().closed[0].rating?.stars === 4);
  assert.equal(desk.tickets().closed[0].rating.comment, "Quick");
  const later = await new Tab(clock, storage).desk();
  assert.deepEqual(later.tickets().closed[0].rating, desk.tickets().closed[0].rating);
});

test("a rating is about the talk that was, not about a later wait for another one", async () => {
  const { clock, storage } = make();
  const { conversation, desk, id } = await talked(clock, storage);
  await conversation.send("human");
  await until(() => desk.tickets().waiting.length === 1);
  await conversation.cancel();
  await until(() => desk.tickets().closed.length === 2);
  assert.equal(await conversation.rate(1), true);
  await until(() => desk.tickets().closed.some(({ rating }) => rating !== null));
  assert.deepEqual(desk.tickets().closed.filter(({ rating }) => rating !== null).map((ticket) => ticket.id), [id]);
});

test("a desk that reloads shows the same", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage);
  const { desk, tab } = await deskWith(clock, storage, 1);
  const [{ id }] = desk.tickets().waiting;
  await desk.accept(id);
  await desk.reply(id, "Hi");
  await conversation.send("Hello");
  await until(() => desk.tickets().mine[0].messages.length === 2 && desk.tickets().mine[0].messages[0].delivered);
  const before = desk.tickets();
  tab.crash();
  const after = await new Tab(clock, storage).desk();
  assert.deepEqual(after.tickets(), before);
});

test("what the agent writes while the visitor's tab is closed is there before the visitor types", async () => {
  const { clock, storage } = make();
  const { tab, conversation } = await waiting(clock, storage);
  const { desk } = await deskWith(clock, storage, 1);
  await conversation.close();
  tab.crash();
  const [{ id }] = desk.tickets().waiting;
  await desk.accept(id);
  await desk.reply(id, "Are you there?");
  await desk.reply(id, "I can wait.");
  await settle();
  assert.equal(desk.tickets().mine[0].present, false);
  assert.deepEqual(desk.tickets().mine[0].messages.map(({ delivered }) => delivered), [false, false]);
  const again = await new Tab(clock, storage).open();
  assert.deepEqual(said(again), ["Are you there?", "I can wait."]);
  await until(() => desk.tickets().mine[0].messages.every(({ delivered }) => delivered));
  await until(() => desk.tickets().mine[0].present);
  assert.deepEqual(await content(storage, "m/"), []);
});

test("an agent's word that came before a deadline comes before it after a reload, too", async () => {
  const { clock, storage } = make();
  const { tab } = await waiting(clock, storage);
  const { desk } = await deskWith(clock, storage, 1);
  tab.crash();
  const [{ id }] = desk.tickets().waiting;
  await desk.accept(id);
  await desk.reply(id, "In time");
  clock.sleep(3_600_000);
  const again = await new Tab(clock, storage).open();
  assert.deepEqual(said(again), ["In time"]);
});

test("a reload between any two of the agent's doings loses and doubles nothing", async () => {
  for (let at = 0; at < 6; at++) {
    const { clock, storage } = make();
    let { tab, conversation } = await waiting(clock, storage);
    let { desk, tab: deskTab } = await deskWith(clock, storage, 1);
    const [{ id }] = desk.tickets().waiting;
    const acts = [() => desk.accept(id), () => desk.reply(id, "one"), () => desk.inject(id, "two"), () => desk.reply(id, "three"), () => desk.resolve(id)];
    for (const [index, act] of acts.entries()) {
      if (index === at) {
        tab.crash();
        deskTab.crash();
        deskTab = new Tab(clock, storage);
        desk = await deskTab.desk();
      }
      assert.equal(await act(), true);
      if (index === at) {
        tab = new Tab(clock, storage);
        conversation = await tab.open();
      }
    }
    await until(() => said(conversation).includes("completed"));
    assert.deepEqual(said(conversation), ["one", "injected two", "three", "completed"]);
    assert.deepEqual(desk.tickets().closed[0].messages.filter(({ author }) => author === "agent").map(({ text }) => text), ["one", "two", "three"]);
  }
});

test("of two agents who accept one ticket, one has it", async () => {
  const { clock, storage } = make();
  await waiting(clock, storage);
  const [{ desk: one }, { desk: other }] = [await deskWith(clock, storage, 1, "1"), await deskWith(clock, storage, 1, "2")];
  const [{ id }] = one.tickets().waiting;
  const won = await Promise.all([one.accept(id), other.accept(id)]);
  assert.deepEqual(won.toSorted(), [false, true]);
  await until(() => one.tickets().mine.length + other.tickets().mine.length === 1);
  assert.equal(one.tickets().waiting.length + other.tickets().waiting.length, 0);
  const letters = (await content(storage, "d/")).filter(([, { frame }]) => frame?.type === "accepted");
  assert.equal(letters.length, 1);
  assert.equal(await (won[0] ? other : one).reply(id, "me too"), false);
});

test("two desks of one agent share the tickets, and accept once", async () => {
  const { clock, storage } = make();
  await waiting(clock, storage);
  const [{ desk: one }, { desk: other }] = [await deskWith(clock, storage, 1), await deskWith(clock, storage, 1)];
  const [{ id }] = one.tickets().waiting;
  assert.deepEqual((await Promise.all([one.accept(id), other.accept(id)])).toSorted(), [false, true]);
  await until(() => one.tickets().mine.length === 1 && other.tickets().mine.length === 1);
});

test("a ticket given back keeps its place, and says how it was given back", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage, "c1");
  await waiting(clock, storage, "c2");
  const { desk } = await deskWith(clock, storage, 2);
  const [{ id }] = desk.tickets().waiting;
  await desk.accept(id);
  assert.equal(await desk.returnToQueue(id), true);
  assert.deepEqual(desk.tickets().waiting.map(({ conversation }) => conversation), ["c1", "c2"]);
  await desk.accept(id);
  await desk.reply(id, "Hi");
  await desk.returnToQueue(id);
  await settle();
  const sent = (await content(storage, "d/")).flatMap(([, { frame }]) => (frame ? [frame.type] : []));
  assert.deepEqual(sent.filter((type) => type === "declined" || type === "left"), ["declined", "left"]);
  await until(() => status(conversation) === "queue");
  assert.equal(desk.tickets().waiting[0].messages.length, 1);
});

test("places in the queue are told when they change, and not otherwise; waits when there is enough to go by", async () => {
  const { clock, storage } = make();
  const queues = [];
  const visitor = async (id) => {
    const conversation = await new Tab(clock, storage).open(id);
    conversation.subscribe(({ effects }) => {
      for (const { type, position, estimatedWaitTime } of effects) if (type === "queue") queues.push([id, position, estimatedWaitTime]);
    });
    await conversation.send("human");
    await until(() => queues.some(([of]) => of === id));
  };
  const { desk } = await deskWith(clock, storage, 0);
  const told = async (expected) => {
    await until(() => queues.length === expected.length, `told ${JSON.stringify(expected)}`);
    await settle();
    assert.deepEqual(queues.splice(0), expected);
  };
  for (const id of ["a", "b", "c", "d"]) await visitor(id);
  await until(() => desk.tickets().waiting.length === 4);
  await told([["a", 1, null], ["b", 2, null], ["c", 3, null], ["d", 4, null]]);
  await clock.advance(20_000);
  await told([]);
  const take = () => desk.accept(desk.tickets().waiting[0].id);
  await take();
  await told([["b", 1, null], ["c", 2, null], ["d", 3, null]]);
  await clock.advance(20_000);
  await take();
  await told([["c", 1, 30_000], ["d", 2, 30_000]]);
});

test("higher priority goes first", async () => {
  const { clock, storage } = make();
  await waiting(clock, storage, "c1");
  await storage.transact("readwrite", async (transaction) => {
    const message = { type: "request", handover: 1, seq: 1, transcript: [], skills: [], languages: [], priority: "urgent" };
    await transaction.put(`d/${String(clock.now() + 500).padStart(16, "0")}`, { from: "engine", provider: "desk", conversation: "c2", at: clock.now(), message });
  });
  const { desk } = await deskWith(clock, storage, 2);
  assert.deepEqual(desk.tickets().waiting.map(({ conversation, position }) => [conversation, position]), [["c2", 1], ["c1", 2]]);
});

test("what the engine ends is closed at the desk", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage);
  const { desk } = await deskWith(clock, storage, 1);
  const [{ id }] = desk.tickets().waiting;
  await conversation.cancel();
  await until(() => desk.tickets().closed.length === 1);
  assert.equal(desk.tickets().closed[0].outcome.reason, "cancelled");
  assert.equal(await desk.accept(id), false);
});

test("typing goes both ways, and ends by itself", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage);
  const { desk } = await deskWith(clock, storage, 1);
  const [{ id }] = desk.tickets().waiting;
  await desk.accept(id);
  await desk.reply(id, "Hi");
  await until(() => status(conversation) === "active");
  const typing = [];
  conversation.subscribe(({ effects }) => typing.push(...effects.filter(({ type }) => type === "typing").map(({ on }) => on)));
  await desk.typing(id, true);
  await until(() => typing.length === 1);
  await conversation.typing(true);
  await until(() => desk.tickets().mine[0].typing);
  await clock.advance(6_000);
  assert.equal(desk.tickets().mine[0].typing, false);
  await conversation.typing(true);
  await until(() => desk.tickets().mine[0].typing);
  await conversation.typing(false);
  await until(() => !desk.tickets().mine[0].typing);
});

test("inject only where the request allows it", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage);
  const { desk } = await deskWith(clock, storage, 1);
  const [{ id, request }] = desk.tickets().waiting;
  assert.equal(request.allowInject, true);
  await desk.accept(id);
  assert.equal(await desk.inject(id, "order status"), true);
  await until(() => said(conversation).includes("injected order status"));
  assert.equal(desk.tickets().mine[0].messages[0].kind, "inject");
});

test("no inject where the request does not allow it", async () => {
  const { clock, storage } = make();
  const tab = Object.assign(new Tab(clock, storage), { engine: makeEngine({ allowInject: false }) });
  await (await tab.open()).send("human");
  const { desk } = await deskWith(clock, storage, 1);
  const [{ id }] = desk.tickets().waiting;
  await desk.accept(id);
  assert.equal(await desk.inject(id, "order status"), false);
  assert.deepEqual(await content(storage, "m/"), []);
});

test("repeated and unreadable lines of the log do no harm", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage);
  await conversation.send("second");
  const { desk, tab } = await deskWith(clock, storage, 1);
  await until(() => desk.tickets().waiting[0].messages.length === 1);
  const before = desk.tickets();
  const engine = (message) => ({ from: "engine", provider: "desk", conversation: "c1", at: clock.now(), message });
  const repeated = (await content(storage, "d/")).map(([, line]) => line).filter(({ from }) => from === "engine");
  const bad = [null, "nonsense", { from: "engine" }, engine({ type: "message", handover: 1, seq: "x" }), engine({ type: "message", seq: 3 })];
  await storage.transact("readwrite", async (transaction) => {
    for (const [index, line] of [...repeated, ...bad].entries()) await transaction.put(`d/8${String(index).padStart(15, "0")}`, line);
  });
  const mail = [];
  storage.listen((topic) => topic.startsWith("mail") && mail.push(topic));
  storage.ring("desk someone ");
  await until(() => tab.errors.length === bad.length);
  assert.deepEqual([...new Set(tab.errors.map(({ code }) => code))], ["mail_invalid"]);
  await settle();
  assert.deepEqual(desk.tickets(), before);
  assert.deepEqual(mail, [], "nothing is asked for again");
});

test("a line that is missing is asked for once, and what came after it waits", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage);
  for (const text of ["one", "two", "three"]) await conversation.send(text);
  const has = (text) => async () => (await content(storage, "d/")).find(([, { message }]) => message?.text === text);
  await until(has("three"));
  const [lost] = await has("two")();
  await storage.transact("readwrite", (transaction) => transaction.delete(lost));
  const { desk } = await deskWith(clock, storage, 1);
  assert.deepEqual(desk.tickets().waiting[0].messages.map(({ text }) => text), ["one"]);
  await until(() => desk.tickets().waiting[0].messages.length === 3);
  assert.deepEqual(desk.tickets().waiting[0].messages.map(({ text }) => text), ["one", "two", "three"]);
  await settle();
  assert.equal((await content(storage, "d/")).filter(([, { message }]) => message?.text === "two").length, 1);
});

test("unreadable letters are dropped, and the next one is read", async () => {
  const { clock, storage } = make();
  const { tab, conversation } = await waiting(clock, storage);
  await storage.transact("readwrite", async (transaction) => {
    for (const [index, letter] of [null, 7, { frame: {} }, { provider: "desk", at: "now", frame: { type: "message" } }].entries()) {
      await transaction.put(`m/c1/000${index}`, letter);
    }
    await transaction.put("m/c1/0009", { provider: "desk", at: clock.now(), frame: { type: "message", handover: 1, id: "d1", text: "Hi" } });
  });
  storage.ring("mail someone c1");
  await until(() => said(conversation).includes("Hi"));
  assert.equal(tab.errors.filter(({ code }) => code === "mail_invalid").length, 4);
  assert.deepEqual(await content(storage, "m/"), []);
});

test("availability counts the agents who are there and can", async () => {
  const { clock, storage } = make();
  const conversation = await new Tab(clock, storage).open();
  const ask = async (data = {}) => {
    const before = said(conversation).length;
    await conversation.send({ type: "message", text: "agents", data });
    await until(() => said(conversation).length > before);
    return said(conversation).at(-1);
  };
  assert.equal(await ask(), "agents 0");
  const dana = new Tab(clock, storage);
  const desk = await dana.desk("1", { skills: ["billing", "wire"], languages: ["en"] });
  await new Tab(clock, storage).desk("1", { skills: ["billing"], languages: ["en"] });
  await new Tab(clock, storage).desk("2");
  assert.equal(await ask(), "agents 2");
  assert.equal(await ask({ skill: "wire", language: "en" }), "agents 2");
  assert.equal(await ask({ skill: "travel" }), "agents 1");
  assert.equal(await ask({ language: "de" }), "agents 1");
  await desk.available(false);
  assert.equal(await ask({ skill: "wire" }), "agents 1");
  await desk.available(true);
  assert.equal(await ask({ skill: "wire" }), "agents 2");
  dana.crash();
  await clock.advance(16_000);
  assert.equal(await ask({ skill: "wire" }), "agents 1");
});

test("a closed desk leaves the visitor waiting", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage);
  const { desk } = await deskWith(clock, storage, 1);
  await desk.close();
  await assert.rejects(desk.accept("x"), { code: "closed" });
  await clock.advance(601_000);
  await until(() => said(conversation).includes("timedOut"));
});

test("tickets that ended long ago leave the log", async () => {
  const { clock, storage } = make();
  const { conversation } = await waiting(clock, storage);
  await conversation.cancel();
  await settle();
  assert.equal((await new Tab(clock, storage).desk()).tickets().closed.length, 1);
  clock.sleep(8 * 86_400_000);
  const desk = await new Tab(clock, storage).desk();
  assert.deepEqual(desk.tickets().closed, []);
  assert.deepEqual(await content(storage, "d/"), []);
});
