/** Files of tests: how they are parted, run, compared, updated and edited. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { tests } from "../../pkg/tools/paths.mjs";
import { dropTest, parseDuration, parseStep, parseTests, printDuration, printStep, putTest, runTests, updateTests } from "../../pkg/dist/play.js";
import init from "../../pkg/dist/node.js";

before(() => init());
const shop = JSON.parse(readFileSync(join(tests, "flows", "shop.json"), "utf8"));
const HELLO = "# Hello\n> message Hi\n< say to visitor, BOT: Hello, how can I help?\n";
const OTHER = "# Another\n# a remark\n> message Hi\n< say to visitor, BOT: Hello!\n+5s\n";
const FILE = `${HELLO}\n${OTHER}`;

test("a test begins with its name, at the beginning or after an empty line", () => {
  assert.deepEqual(parseTests(FILE).map(({ name, line, text }) => ({ name, line, text })), [
    { name: "Hello", line: 1, text: `${HELLO}\n` },
    { name: "Another", line: 5, text: OTHER },
  ]);
  assert.equal(parseTests(FILE).map(({ text }) => text).join(""), FILE);
  assert.deepEqual(parseTests(""), []);
  assert.deepEqual(parseTests("\n\n> message Hi\n").map(({ name, line }) => [name, line]), [["", 1]]);
});

test("one passes; the other differs at a line of the file", () => {
  const [hello, other] = runTests(FILE, shop);
  assert.equal(hello.passed, true);
  assert.equal(other.passed, false);
  assert.deepEqual(other.difference, { line: 8, expected: "< say to visitor, BOT: Hello!", found: "< say to visitor, BOT: Hello, how can I help?" });
});

test("a line too many or too few is a difference", () => {
  const [more] = runTests(HELLO + "< ended\n", shop);
  assert.deepEqual(more.difference, { line: 4, expected: "< ended", found: null });
  const [fewer] = runTests("# Hello\n> message Hi\n", shop);
  assert.deepEqual(fewer.difference, { line: 3, expected: null, found: "< say to visitor, BOT: Hello, how can I help?" });
});

test("updating writes the outcomes anew, once, and leaves what cannot be played", () => {
  const broken = "\n# Broken\n> message Hi\nwhat?\n";
  const updated = updateTests(runTests(FILE + broken, shop));
  assert.equal(updated, FILE.replace("Hello!", "Hello, how can I help?") + broken);
  assert.deepEqual(runTests(updated, shop).map(({ passed }) => passed), [true, true, false]);
  const [, , left] = runTests(updated, shop);
  assert.equal(left.error.line, 13);
  assert.match(left.error.message, /a line begins with .*not as in `what\?`/);
});

test("Windows' line ends are read as line ends", () => {
  assert.equal(runTests(HELLO.replaceAll("\n", "\r\n"), shop)[0].passed, true);
});

test("a test is added, put in the place of its namesake, and dropped", () => {
  const third = "# Third\n> message Hi\n";
  assert.equal(putTest("", third), third);
  assert.equal(putTest(FILE, third), `${FILE}\n${third}`);
  assert.equal(putTest(FILE, "# Hello\n+1s\n"), `# Hello\n+1s\n\n${OTHER}`);
  assert.equal(putTest(FILE, "# Another\n+1s\n"), `${HELLO}\n# Another\n+1s\n`);
  assert.equal(dropTest(FILE, 5), HELLO);
  assert.equal(dropTest(HELLO, 1), "");
});

test("what a step is comes back from its line", () => {
  const texts = ["Hello", "{\"a\":1}", " padded ", "two\nlines", "", "name: text", "# no remark", "Ünïcödé 🙂", "> quoted"];
  const given = texts.map((text) => ({ type: "give", conversation: "c1", input: { type: "message", text } }));
  const others = [
    { type: "give", conversation: "b-2", input: { type: "cancel" } },
    { type: "give", conversation: "c1", input: { type: "frame", provider: "desk", body: '{"type":"queued","handover":1}' } },
    { type: "give", conversation: "c1", input: { type: "frame", provider: "other", body: "{}" } },
    { type: "pass", time: 90_000 },
    { type: "leap", time: -1 },
    { type: "ask", conversation: "c1", question: "handover.status" },
    { type: "set", node: "handover", data: { queueTimeout: null } },
    { type: "options", options: { fuel: 5 } },
    { type: "flow", name: "shop" },
  ];
  for (const step of [...given, ...others]) assert.deepEqual(parseStep(printStep(step)), step);
});

test("times are written in the largest unit that holds them whole", () => {
  for (const [time, text] of [[0, "0s"], [1, "1ms"], [1500, "1500ms"], [90_000, "90s"], [120_000, "2m"], [7_200_000, "2h"]]) {
    assert.equal(printDuration(time), text);
    assert.equal(parseDuration(text), time);
  }
  for (const text of ["", "5", "m", "1.5m", "5d", "-3s"]) assert.throws(() => parseDuration(text), { code: "test_invalid" });
});

test("a line that says nothing is refused with a sentence", () => {
  assert.throws(() => parseStep("> message {oops"), /is no JSON/);
  assert.throws(() => parseStep("set: handover"), /names a node and its fields/);
  assert.throws(() => parseStep("options: 5"), /is no JSON object/);
});
