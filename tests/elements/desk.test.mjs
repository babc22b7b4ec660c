/** What the desk works out by itself: who is shown, what `/` finds, what the bot tried, and how figures are drawn and saved. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf, foldLog } from "handover/host";
import { recordings } from "../package/recorded.mjs";
import { source } from "./source.mjs";

const { asked, chosen, firstChoice } = await source("desk/order.ts");
const { filled, inserted, lookup, matching } = await source("desk/canned.ts");
const { tried } = await source("desk/tried.ts");
const { dayOf, spanOf } = await source("desk/figures/period.ts");
const { countMarks, timeMarks } = await source("desk/figures/scale.ts");
const { figuresCsv, handoversCsv } = await source("desk/figures/csv.ts");

// ------------------------------------------------------------------- order

const agent = { id: "1", displayName: "Dana" };
const waits = (id, waitingSince, skills = [], languages = [], offered = null) => ({ id, waitingSince, offer: { agent: offered, skills, languages, from: null } });
const queue = [waits("a", 30, ["plants"]), waits("b", 10, ["wire"], ["de"]), waits("c", 20)];
const ids = (tickets) => tickets.map(({ id }) => id);
const all = { sort: "queue", skill: "", language: "" };

test("who waits stands in the queue's order, or with the longest wait first", () => {
  assert.deepEqual(ids(chosen(queue, all, agent)), ["a", "b", "c"]);
  assert.deepEqual(ids(chosen(queue, { ...all, sort: "wait" }, agent)), ["b", "c", "a"]);
});

test("a skill shows those who ask for it; a language those who ask for it or for none", () => {
  assert.deepEqual(ids(chosen(queue, { ...all, skill: "wire" }, agent)), ["b"]);
  assert.deepEqual(ids(chosen(queue, { ...all, language: "de" }, agent)), ["a", "b", "c"]);
  assert.deepEqual(ids(chosen(queue, { ...all, language: "fr" }, agent)), ["a", "c"]);
  assert.deepEqual(asked(queue), { skills: ["plants", "wire"], languages: ["de"] });
});

test("an agent who has said what they can is shown that at first, and what was passed to them in any case", () => {
  const specialist = { ...agent, skills: ["plants"], languages: ["en"] };
  const passed = waits("d", 40, ["travel"], ["fr"], { id: "1" });
  assert.deepEqual(firstChoice(agent), all);
  assert.deepEqual(ids(chosen([...queue, passed], firstChoice(specialist), specialist)), ["a", "c", "d"]);
});

// ----------------------------------------------------------- canned replies

test("a stroke that begins a word looks for a reply, any other does not", () => {
  assert.deepEqual(lookup("/he", 3), { start: 0, end: 3, query: "he" });
  assert.deepEqual(lookup("Well, /", 7), { start: 6, end: 7, query: "" });
  assert.deepEqual(lookup("/he and more", 3), { start: 0, end: 3, query: "he" });
  for (const text of ["and/or", "https://example.org", "/he ", "he"]) assert.equal(lookup(text, text.length), null, text);
});

test("what begins with the query comes before what holds it", () => {
  const replies = ["bye", "hello", "help", "shell"].map((shortcut) => ({ shortcut, text: "A text." }));
  assert.deepEqual(matching(replies, "HEL").map(({ shortcut }) => shortcut), ["hello", "help", "shell"]);
  assert.equal(matching(replies, "text").length, 4);
  assert.deepEqual(matching(replies, "none"), []);
});

test("placeholders are filled from what is known, and the others are left to the agent", () => {
  const ticket = { request: { profile: { city: "Bonn", age: 7, tags: {} }, metadata: { order: "A-1" } } };
  const known = { visitor: "Ada", agent: "Dana", ticket };
  assert.equal(filled("Hi {{ visitor name }}, {{Agent Name}} here. {{city}} {{age}} {{order}}", known), "Hi Ada, Dana here. Bonn 7 A-1");
  assert.equal(filled("{{plant}} {{tags}} {{constructor}}", known), "{{plant}} {{tags}} {{constructor}}");
});

test("a reply takes the place of what was typed, and the first open placeholder is selected", () => {
  assert.deepEqual(inserted("So /he now", { start: 3, end: 6 }, "hello"), { text: "So hello now", selection: { start: 8, end: 8 } });
  assert.deepEqual(inserted("/p", { start: 0, end: 2 }, "A {{plant}}?"), { text: "A {{plant}}?", selection: { start: 2, end: 11 } });
});

// --------------------------------------------------------- what the bot tried

const ticketOf = (handover, transcript = []) => ({ handover, transcript });

test("without a log, questions and answers are those of the transcript since the last agent", () => {
  const line = (author, text) => ({ author, text, at: 1 });
  const transcript = [line("bot", "Hi"), line("visitor", "old"), line("agent", "Bye"), line("bot", "Name?"), line("bot", "Your name?"), line("visitor", "Ada"), line("visitor", "Lovelace")];
  assert.deepEqual(tried(ticketOf(2, transcript), null).map(({ asked, answered }) => [asked, answered]), [["Your name?", "Ada"], [null, "Lovelace"]]);
});

test("every recorded handover's steps are the visitor's words before it, each once", () => {
  let compared = 0;
  for (const { name, logs } of recordings()) {
    for (const log of Object.values(logs)) {
      const requests = log.flatMap(({ entry }) => (entry.request?.message?.type === "request" && entry.request.message.seq === 1 ? [entry.request.message] : []));
      for (const { handover, transcript } of requests) {
        const begin = transcript.findLastIndex(({ author }) => author === "agent") + 1;
        const words = transcript.slice(begin).flatMap(({ author, text }) => (author === "visitor" ? [text] : []));
        const found = tried(ticketOf(handover), log).flatMap(({ answered }) => answered ?? []);
        if (transcript.length === 0) continue;
        // Data without words is nothing to read; what was written while an earlier handover ran belongs to that one.
        const written = log.flatMap(({ entry }) => (entry.type === "message" && entry.text ? [entry.text] : []));
        if (handover === 1) assert.deepEqual(found.filter((text) => words.includes(text)), words.filter((text) => written.includes(text)), name);
        compared += found.length;
      }
    }
  }
  assert.ok(compared > 50, `${compared} steps`);
});

test("intents and faults are told where a log has them", () => {
  const log = [
    { at: 1, author: "bot", entry: { type: "say", text: "What can I do?" } },
    { at: 2, author: "visitor", entry: { type: "message", text: "a refund", intent: "refund" } },
    { at: 3, author: "system", entry: { type: "fault", message: "the lookup failed" } },
    { at: 4, author: "visitor", entry: { type: "message", text: null, data: {} } },
    { at: 5, author: "system", entry: { type: "send", request: { kind: "desk", message: { type: "request", handover: 1, seq: 1 } } } },
    { at: 6, author: "visitor", entry: { type: "message", text: "Hello?" } },
  ];
  assert.deepEqual(tried(ticketOf(1), log), [
    { at: 2, asked: "What can I do?", answered: "a refund", intent: "refund", fault: null },
    { at: 3, asked: null, answered: null, intent: null, fault: "the lookup failed" },
  ]);
});

// ------------------------------------------------------------------- figures

test("periods are whole days of the agent's own time", () => {
  const now = new Date(2026, 2, 10, 15, 30).getTime();
  const day = (month, date) => new Date(2026, month, date).getTime();
  assert.deepEqual(spanOf("today", "", now), { from: day(2, 10), to: day(2, 11) });
  assert.deepEqual(spanOf("yesterday", "", now), { from: day(2, 9), to: day(2, 10) });
  assert.deepEqual(spanOf("week", "", now), { from: day(2, 4), to: day(2, 11) });
  assert.deepEqual(spanOf("month", "", now), { from: day(1, 9), to: day(2, 11) });
  assert.deepEqual(spanOf("day", "2026-02-28", now), { from: day(1, 28), to: day(2, 1) });
  assert.deepEqual(spanOf("day", "nonsense", now), spanOf("today", "", now));
  assert.equal(dayOf(now), "2026-03-10");
});

test("an axis has few and round marks, and ends above the highest value", () => {
  assert.deepEqual(countMarks(0), [0, 1]);
  assert.deepEqual(countMarks(3), [0, 1, 2, 3]);
  assert.deepEqual(countMarks(17), [0, 5, 10, 15, 20]);
  assert.deepEqual(timeMarks(95_000), [0, 30_000, 60_000, 90_000, 120_000]);
  for (const highest of [1, 9, 99, 1234, 5e6, 4e8]) {
    for (const marks of [countMarks(highest), timeMarks(highest)]) {
      assert.ok(marks.length <= 6 && marks.at(-1) >= highest && marks.at(-2) < highest, `${highest}: ${marks}`);
    }
  }
});

test("an export can be read back, and no cell is a formula", () => {
  const conversations = [
    {
      conversation: '=1+1,"x"',
      startedAt: 0,
      questions: 1,
      handovers: [{ requestedAt: 0, acceptedAt: 1500, repliedAt: 3000, endedAt: 9000, handled: 6000, provider: "desk", agent: "Ann\nLee", outcome: "completed", result: "answered" }],
    },
  ];
  const tickets = [
    { conversation: '=1+1,"x"', handover: 1, rating: { stars: 4, comment: "-kind", at: 9500 } },
    { conversation: '=1+1,"x"', handover: 2, rating: { stars: 1, comment: null, at: 9900 } },
  ];
  const [head, row] = handoversCsv(conversations, tickets, { from: 0, to: 1 }).split("\r\n");
  assert.equal(head, "conversation,requested,accepted,replied,ended,handled,result,outcome,provider,agent,stars,comment");
  assert.equal(row, `"'=1+1,""x""",1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.500Z,1970-01-01T00:00:03.000Z,1970-01-01T00:00:09.000Z,6,answered,completed,desk,"Ann\nLee",4,'-kind`);
  assert.equal(handoversCsv(conversations, [], { from: 0, to: 1 }).split("\r\n")[1].slice(-2), ",,", "who did not rate leaves the cells empty");
  assert.equal(handoversCsv(conversations, tickets, { from: 1, to: 2 }).split("\r\n").length, 2, "what was requested at another time is left out");
});

test("the hours of an export add up to all", () => {
  const folded = recordings().flatMap(({ logs }) => Object.entries(logs).map(([conversation, log]) => foldLog({ conversation, log })));
  const rows = figuresCsv(figuresOf(folded), { count: 2, mean: 4.5 }).trim().split("\r\n").map((row) => row.split(","));
  const [head, sum, ...hours] = rows;
  assert.equal(hours.length, 24);
  assert.ok(rows.every((row) => row.length === head.length));
  assert.deepEqual(sum.slice(-2), ["2", "4.5"]);
  for (const column of ["handovers", "answered", "abandoned", "timedOut", "failed", "unanswered", "waiting"].map((name) => head.indexOf(name))) {
    assert.equal(hours.reduce((total, row) => total + Number(row[column]), 0), Number(sum[column]));
  }
});
