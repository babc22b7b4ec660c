/** Figures folded from logs: by hand for one day, beside what the engine said for every recorded conversation, and from a storage. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf, foldLog, memoryStorage, readLogs } from "handover/host";
import { recordings } from "../package/recorded.mjs";
import { Clock, Tab, makeEngine, settle, status, until } from "./support.mjs";

const minute = 60_000;
const logs = recordings().flatMap(({ name, logs, views, steps }) =>
  Object.entries(logs).map(([conversation, log]) => ({ name: `${name} ${conversation}`, conversation, log, view: views[conversation], steps: steps.filter((step) => step.conversation === conversation) })),
);

test("every recorded handover is counted once, and ends as the engine says", () => {
  const over = ["completed", "cancelled", "timedOut", "error", "handoverAlreadyInProgress"];
  for (const { name, conversation, log, view } of logs) {
    const { handovers } = foldLog({ conversation, log });
    const requests = log.filter(({ entry }) => entry.type === "send" && entry.request.message?.type === "request" && entry.request.message.seq === 1);
    const numbers = new Set(requests.map(({ entry }) => entry.request.message.handover));
    assert.ok(handovers.length >= numbers.size, name);
    const last = view?.handover?.status ?? null;
    assert.equal(handovers.at(-1)?.outcome ?? null, over.includes(last) ? last : null, name);
    for (const { requestedAt, acceptedAt, repliedAt, endedAt } of handovers) {
      const times = [requestedAt, acceptedAt, repliedAt, endedAt].filter((at) => at !== null);
      assert.deepEqual(times, times.toSorted((one, other) => one - other), name);
    }
    for (const handover of handovers.slice(0, -1)) assert.notEqual(handover.endedAt, null, name);
  }
});

test("humans had a conversation from joining to leaving, in every recording", () => {
  let compared = 0;
  for (const { name, conversation, log } of logs) {
    const events = log.filter(({ entry }) => entry.type === "stage");
    let expected = 0;
    let since = null;
    for (const { at, entry } of events) {
      if (entry.conversationStage === "HUMAN_ASSIST_STAGE") since = at;
      else if (since !== null) {
        expected += at - since;
        since = null;
      }
    }
    if (since !== null) continue;
    compared += expected > 0 ? 1 : 0;
    assert.equal(foldLog({ conversation, log }).handovers.reduce((sum, { handled }) => sum + handled, 0), expected, name);
  }
  assert.ok(compared > 0);
});

test("a conversation without a handover is contained", () => {
  const folded = logs.map(({ conversation, log }) => foldLog({ conversation, log }));
  const figures = figuresOf(folded);
  const without = logs.filter(({ log }) => log.some(({ entry }) => entry.type === "message") && !log.some(({ entry }) => entry.type === "handover"));
  assert.equal(figures.contained, without.length);
  assert.ok(without.length > 0);
  assert.equal(Object.values(figures.results).reduce((sum, count) => sum + count), figures.handovers);
  assert.equal(figures.hours.reduce((sum, { handovers }) => sum + handovers, 0), figures.handovers);
});

/** Visitors of one morning, each opened and led by hand. */
async function morning() {
  const clock = new Clock();
  const storage = memoryStorage();
  const desk = await new Tab(clock, storage).desk();
  const ask = async (id) => {
    const conversation = await new Tab(clock, storage).open(id);
    await conversation.send("hello");
    await conversation.send("human");
    await until(() => desk.tickets().waiting.some((ticket) => ticket.conversation === id));
    return { conversation, ticket: desk.tickets().waiting.find((ticket) => ticket.conversation === id).id };
  };
  const answered = await ask("answered");
  await clock.advance(2 * minute);
  await desk.accept(answered.ticket);
  await clock.advance(minute);
  await desk.reply(answered.ticket, "Hi");
  await until(() => status(answered.conversation) === "active");
  await clock.advance(4 * minute);
  await desk.returnToQueue(answered.ticket);
  await until(() => status(answered.conversation) === "queue");
  await clock.advance(5 * minute);
  await desk.accept(answered.ticket);
  await desk.reply(answered.ticket, "Again");
  await until(() => status(answered.conversation) === "active");
  await clock.advance(minute);
  await desk.resolve(answered.ticket);
  await until(() => status(answered.conversation) === "completed");

  const abandoned = await ask("abandoned");
  await clock.advance(3 * minute);
  await abandoned.conversation.cancel();
  await ask("late");
  await clock.advance(11 * minute);
  const contained = await new Tab(clock, storage).open("contained");
  await contained.send("hello");
  await new Tab(clock, storage).open("silent");
  await ask("waiting");
  await settle();
  return { clock, storage };
}

test("one morning, counted by hand", async () => {
  const { storage } = await morning();
  const read = await readLogs({ storage, engine: makeEngine() });
  const figures = figuresOf(read.map(foldLog), { hourOf: (at) => new Date(at).getUTCHours() });
  assert.equal(figures.conversations, 5, "who said nothing is no conversation");
  assert.equal(figures.contained, 1);
  assert.equal(figures.containment, 0.2);
  assert.deepEqual(figures.results, { answered: 1, abandoned: 1, timedOut: 1, failed: 0, unanswered: 0, waiting: 1 });
  assert.deepEqual(figures.wait, { count: 1, mean: 2 * minute, median: 2 * minute, most: 2 * minute });
  assert.equal(figures.firstReply.median, 3 * minute);
  assert.equal(figures.handling.median, 5 * minute);
  assert.deepEqual(figures.hours.flatMap(({ hour, handovers }) => (handovers > 0 ? [[hour, handovers]] : [])), [[12, 4]]);
});

test("figures of a day leave out the others", async () => {
  const { storage, clock } = await morning();
  const folded = (await readLogs({ storage, engine: makeEngine() })).map(foldLog);
  const start = Date.UTC(2026, 0, 5);
  const day = 24 * 60 * minute;
  assert.equal(figuresOf(folded, { from: start, to: start + day }).handovers, 4);
  const other = figuresOf(folded, { from: start + day, to: start + 2 * day });
  assert.deepEqual([other.handovers, other.conversations, other.containment, other.wait.median], [0, 0, null, null]);
  assert.equal((await readLogs({ storage, engine: makeEngine(), since: clock.now() + 1 })).length, 0);
});

test("half and nine of ten", () => {
  const handover = (wait) => ({ requestedAt: 0, acceptedAt: wait, repliedAt: null, endedAt: null, handled: 0, result: "waiting" });
  const waits = Array.from({ length: 10 }, (_, index) => handover((index + 1) * 10));
  const { wait } = figuresOf([{ conversation: "c", startedAt: 0, questions: 1, handovers: waits }]);
  assert.deepEqual(wait, { count: 10, mean: 55, median: 50, most: 90 });
});

test("a log is read without being moved, and one that is damaged is left out", async () => {
  const { storage } = await morning();
  const engine = makeEngine();
  const [one] = await readLogs({ storage, engine, conversation: "answered" });
  assert.equal(engine.size, 0);
  assert.equal(one.conversation, "answered");
  assert.ok(one.log.some(({ entry }) => entry.type === "agentMessage" && entry.text === "Hi"));
  assert.deepEqual(await readLogs({ storage, engine, conversation: "nobody" }), []);
  await storage.transact("readwrite", (transaction) => transaction.put("c/broken", { version: 1, snapshot: new Uint8Array([1, 2]), at: Date.now() }));
  const errors = [];
  const all = await readLogs({ storage, engine, onError: (error) => errors.push(error) });
  assert.equal(all.length, 5 + 1);
  assert.deepEqual(errors.map(({ code, conversation }) => [code, conversation]), [["mail_invalid", "broken"]]);
});
