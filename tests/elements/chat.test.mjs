/** What the chat works out without a browser: its lines from the log, its limits for files, its day lines and its transcript. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import init, { Engine } from "handover";
import { source } from "./source.mjs";

const { emptyChat, stateAfter } = await source("chat/lines.ts");
const { refusalOf, sizeInWords } = await source("common/limits.ts");
const { dayInWords } = await source("chat/days.ts");
const { transcriptOf } = await source("chat/transcript.ts");
const { words } = await source("chat/labels.ts");
const { Language } = await source("common/language.ts");

await init();
const flow = JSON.parse(readFileSync(new URL("../flows/support.json", import.meta.url), "utf8"));
const begin = new Date(2026, 0, 5, 12).getTime();
const dana = { displayName: "Dana" };

/** The log after some inputs, each a second after the one before. */
function logOf(...inputs) {
  const engine = new Engine(flow, { bot: { displayName: "Robin" } });
  inputs.forEach((input, at) => engine.handle("one", typeof input === "string" ? { type: "message", id: `m${at}`, text: input } : input, begin + at * 1000));
  const log = engine.log("one");
  engine.free();
  return log;
}

const stateOf = (log) => stateAfter(emptyChat, log);
const shown = ({ lines }) => lines.map((line) => (line.kind === "note" ? `- ${line.note.type}${line.note.name ? ` ${line.note.name}` : ""}` : `${line.from}: ${line.text}`));

const asked = ["I want a human", { type: "handoverQueued", position: 2, estimatedWaitTime: 120_000 }];
const talking = [...asked, { type: "handoverAccepted", agent: dana }, { type: "agentMessage", text: "Hi.", agent: dana }];

test("who waits is told for what, and who comes", () => {
  assert.equal(stateOf(logOf(asked[0])).waiting, "requested");
  const queued = stateOf(logOf(...asked));
  assert.deepEqual([queued.waiting, queued.place, queued.coming], ["queue", { position: 2, estimatedWaitTime: 120_000, alternativeText: null }, null]);
  const coming = stateOf(logOf(...talking.slice(0, 3)));
  assert.deepEqual([coming.waiting, coming.coming, coming.speaker.kind], ["queue", { name: "Dana" }, "bot"]);
  const active = stateOf(logOf(...talking));
  assert.deepEqual([active.waiting, active.coming, active.active, active.speaker], [null, null, true, { kind: "human", name: "Dana", avatar: null }]);
});

test("how a handover ends is told, and who speaks then", () => {
  const after = (...inputs) => stateOf(logOf(...inputs));
  const notes = (state) => shown(state).filter((line) => line.startsWith("-"));
  const resolved = after(...talking, { type: "handoverResolved" });
  assert.deepEqual(notes(resolved), ["- joined Dana", "- left Dana", "- back"]);
  assert.deepEqual([resolved.speaker.kind, resolved.speaker.name, resolved.talked.name, resolved.active], ["bot", "Robin", "Dana", false]);
  assert.deepEqual(notes(after(...asked, { type: "cancel" })), ["- stoppedWaiting"]);
  assert.deepEqual(notes(after(...talking, { type: "cancel" })), ["- joined Dana", "- endedTalk", "- left Dana", "- back"]);
  assert.deepEqual(notes(after(...asked, { type: "handoverFailed", code: "x", message: "y" })), ["- unreachable"]);
  assert.deepEqual(notes(after(...talking, { type: "handoverFailed", code: "x", message: "y" })), ["- joined Dana", "- left Dana", "- back"]);
  assert.deepEqual(notes(after(...asked, { type: "handoverAlreadyInProgress" })), ["- elsewhere"]);
  const transferred = after(...talking, { type: "agentLeft", transferring: true });
  assert.deepEqual([notes(transferred), transferred.waiting], [["- joined Dana", "- left Dana", "- transferring"], "queue"]);
});

test("entries one by one give what all at once give, and lines that are there stay", () => {
  const log = logOf(...talking, "Thanks", { type: "handoverResolved" });
  let state = emptyChat;
  for (const entry of log) {
    const before = state.lines;
    state = stateAfter(state, [entry]);
    before.forEach((line, at) => assert.equal(state.lines[at], line));
  }
  assert.deepEqual(state, stateOf(log));
});

test("the order is that of the log, whatever the clock says; a clock put back makes no day line", () => {
  const log = logOf(...talking, "Thanks");
  const odd = log.map((entry, at) => ({ ...entry, at: begin - at * 3_600_000 * 20 }));
  assert.deepEqual(shown(stateOf(odd)), shown(stateOf(log)));
  assert.equal(stateOf(odd).lines.filter(({ newDay }) => newDay).length, 1);
  const later = log.map((entry, at) => ({ ...entry, at: begin + (at > 5 ? 86_400_000 : 0) }));
  assert.equal(stateOf(later).lines.filter(({ newDay }) => newDay).length, 2);
});

test("a message keeps the key under which it was sent, and no key stands twice", () => {
  const log = logOf("Hello", "Again");
  const messages = stateOf([...log, ...log.map((entry) => ({ ...entry, seq: entry.seq + 100 }))]).lines;
  assert.ok(messages.some(({ key }) => key === "m0") && messages.some(({ key }) => key === "m1"));
  assert.equal(new Set(messages.map(({ key }) => key)).size, messages.length);
});

test("files are taken within the limits", () => {
  const limits = { accept: "image/*, application/pdf, .CSV", maxFileSize: 1000, maxFiles: 3 };
  const why = (name, type, size = 10, count = 0) => refusalOf({ name, type, size }, count, limits)?.why ?? null;
  assert.equal(why("a.png", "image/png"), null);
  assert.equal(why("a.pdf", "application/pdf"), null);
  assert.equal(why("a.csv", ""), null);
  assert.equal(why("a.zip", "application/zip"), "wrongType");
  assert.equal(why("image.exe", "application/x-image/png"), "wrongType");
  assert.equal(why("a.png", "image/png", 0), "emptyFile");
  assert.equal(why("a.png", "image/png", 1000), null);
  assert.equal(why("a.png", "image/png", 1001), "tooLarge");
  assert.equal(why("a.png", "image/png", 10, 3), "tooMany");
  assert.equal(refusalOf({ name: "a", type: "", size: 1 }, 0, { ...limits, accept: "" }), null);
  assert.deepEqual([1, 999_999, 1_000_000, 2_550_000].map((size) => sizeInWords(size, "en")), ["1 kB", "1,000 kB", "1 MB", "2.6 MB"]);
});

test("days are named as people name them", () => {
  const now = new Date(2026, 2, 29, 23, 30).getTime();
  const day = (...date) => dayInWords(new Date(...date).getTime(), now, "en");
  assert.equal(day(2026, 2, 29, 0, 1), "today");
  assert.equal(day(2026, 2, 28, 23, 59), "yesterday");
  assert.equal(day(2026, 2, 27), "Friday, March 27");
  assert.equal(day(2025, 11, 31), "Wednesday, December 31, 2025");
  assert.equal(dayInWords(now, now, "de"), "heute");
});

test("the transcript says who said what, as what, and when", () => {
  const language = Language.of("en-GB");
  const file = { url: "data:image/png;base64,AAAA", mimeType: "image/png", name: "fern.png" };
  const text = transcriptOf(stateOf(logOf(...talking, { type: "message", text: "Two\nlines", attachments: [file] })).lines, words(language), language);
  assert.equal(
    text,
    `How can we help?

5 January 2026

12:00  You: I want a human
12:00  Robin (automatic assistant): One moment please.
12:00  * Dana joined the chat
12:00  Dana (agent): Hi.
12:00  You: Two
    lines
    [fern.png]
`,
  );
});
