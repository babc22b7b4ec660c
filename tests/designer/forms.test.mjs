/** What is typed into fields and what becomes of it in the flow: numbers, JSON, defaults, cases, and what is kept beside. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { kinds, modules } from "./modules.mjs";

const { init, readNumber, readJson, stored, fits, placeIn, Drafts, addCase, removeCase, choicesOf, piecesOf, moved, errorsIn, previewOf } = await modules(
  "form/values.ts",
  "form/drafts.svelte.ts",
  "form/choices.ts",
  "form/lists.ts",
  "document/cases.ts",
  "script/pieces.ts",
  "script/preview.ts",
  "../../../pkg/dist/browser.js",
);
await init(readFileSync(createRequire(import.meta.url).resolve("handover/engine.wasm")));
const field = (type, key) => kinds.get(type).fields.find((each) => each.key === key);
const human = (key) => field("handoverToAgent", key);

test("numbers are read as they are written, and what is none is told apart", () => {
  const read = (text, key = "queueTimeout") => readNumber(text, human(key));
  assert.deepEqual([read(" 3 "), read("2.5"), read("2,5"), read("2."), read(""), read("  ")], [{ value: 3 }, { value: 2.5 }, { value: 2.5 }, { value: 2 }, { value: undefined }, { value: undefined }]);
  assert.deepEqual([read("0.125"), read("12.5000"), read("1234,567")], [{ value: 0.125 }, { value: 12.5 }, { value: 1234.567 }]);
  for (const [text, ...readings] of [["1,000", "1000", "1"], ["1.500", "1500", "1.5"], ["12,125", "12125", "12.1250"]]) {
    assert.deepEqual(read(text), { problem: { code: "ambiguous", readings } }, text);
    for (const reading of readings) assert.ok("value" in read(reading), reading);
  }
  for (const text of ["soon", "3 min", "1e3", "0x10", "--1", "{{ context.most }}"]) assert.deepEqual(read(text), { problem: { code: "number" } }, text);
  for (const text of ["-1", "4294967296"]) assert.deepEqual(read(text), { problem: { code: "range" } }, text);
  assert.deepEqual(read("{{ context.most }}", "desk.maximumQueuePosition"), { value: "{{ context.most }}" });
});

test("what is no JSON is told with its place, wherever it goes wrong", () => {
  const place = (text) => {
    const { line, column } = readJson(text).problem;
    return [line, column];
  };
  assert.deepEqual(readJson('{"a": [1, "x", null, {"b": -1.5e3}]}'), { value: { a: [1, "x", null, { b: -1500 }] } });
  assert.deepEqual(readJson(" "), { value: undefined });
  for (const [text, line, column] of [
    ['{"a": }', 1, 7],
    ['{"a": 1,}', 1, 9],
    ["{a: 1}", 1, 2],
    ['{"a" 1}', 1, 6],
    ["[1 2]", 1, 4],
    ["[1, 2", 1, 6],
    ["{\n  \"a\": 01\n}", 2, 8],
    ["'a'", 1, 1],
    ['"a\nb"', 1, 1],
    ["1 2", 1, 3],
    ["nul", 1, 1],
    ["]", 1, 1],
    ["", 1, 1],
  ].filter(([text]) => text !== "")) assert.deepEqual(place(text), [line, column], text);
});

test("no text that JSON.parse refuses is read, and none that it reads is refused", () => {
  const pieces = ["{", "}", "[", "]", ",", ":", '"a"', "1", "-", "true", " ", "\n", "x", '"', "0", "."];
  let state = 7;
  const next = (count) => (state = (state * 48271) % 2147483647) % count;
  for (let round = 0; round < 3000; round += 1) {
    const text = Array.from({ length: 1 + next(9) }, () => pieces[next(pieces.length)]).join("");
    const reading = readJson(text);
    let expected;
    try {
      expected = text.trim() === "" ? { value: undefined } : { value: JSON.parse(text) };
    } catch {
      assert.ok(reading.problem.line >= 1 && reading.problem.column >= 1, text);
      continue;
    }
    assert.deepEqual(reading, expected, text);
  }
});

test("the default is what does not stand in the flow", () => {
  assert.equal(stored(human("sendResolveEvent"), true), undefined);
  assert.equal(stored(human("sendResolveEvent"), false), false);
  assert.equal(stored(human("transcript"), "full"), undefined);
  assert.equal(stored(human("acceptedMessage"), ""), undefined);
  assert.equal(stored(human("desk.skills"), []), undefined);
  assert.equal(stored(human("desk.skills"), [""]), undefined);
  assert.deepEqual(stored(human("desk.skills"), ["", ""]), ["", ""]);
  assert.deepEqual(stored(human("metadata"), {}), {});
  assert.equal(stored(field("checkAgentAvailability", "key"), "availableAgents"), "availableAgents");
});

test("a control shows only what it can write back", () => {
  assert.ok(fits(human("desk.skills"), "one"));
  assert.ok(fits(human("desk.skills"), ["one", 2]));
  assert.ok(!fits(human("desk.skills"), [["one"]]));
  assert.ok(!fits(human("queueTimeout"), { $cs: {} }));
  assert.ok(!fits(human("sendResolveEvent"), "yes"));
  assert.ok(fits(field("lookup", "cases"), [{ id: "a" }]));
  assert.ok(!fits(field("lookup", "cases"), ["a"]));
});

test("places are counted by lines", () => assert.deepEqual([placeIn("ab\ncd", 0), placeIn("ab\ncd", 4)], [{ line: 1, column: 1 }, { line: 2, column: 2 }]));

test("what is not right is kept until its field has another value", () => {
  const editor = { document: "one", flow: null };
  const drafts = new Drafts(editor);
  const before = { a: 1 };
  drafts.keep("n", "data", { text: "{", problem: { code: "number" }, beside: before });
  assert.equal(drafts.of("n", "data", before).text, "{");
  assert.equal(drafts.of("n", "data", { a: 1 }), null);
  assert.equal(drafts.of("n", "other", before), null);
  const within = (...nodes) => {
    editor.flow = { nodes };
    return drafts.all.map(({ node, field }) => [node, field]);
  };
  assert.deepEqual(within({ id: "n", data: { data: before } }), [["n", "data"]]);
  assert.deepEqual(within({ id: "n", data: { data: { a: 1 } } }), [], "it is obsolete");
  assert.deepEqual(within({ id: "other", data: { data: before } }), [], "the node is gone");
  editor.document = "another";
  assert.deepEqual(within({ id: "n", data: { data: before } }), [], "it is of another document");
  editor.document = "one";
  drafts.drop("n", "data");
  assert.deepEqual(within({ id: "n", data: { data: before } }), []);
});

const branching = () => ({
  version: 1,
  name: "x",
  nodes: [
    { id: "l", type: "lookup", data: { lookupType: "handoverStatus", cases: [{ id: "error", value: "error" }] } },
    { id: "a", type: "say" },
  ],
  edges: [{ id: "e", source: "l", sourceHandle: "error", target: "a" }],
});

test("a case is a handle of its own, and goes with its connection", () => {
  const added = addCase(branching(), "l", "cases", "Cases", "error").flow;
  assert.deepEqual(added.nodes[0].data.cases, [{ id: "error", value: "error" }, { id: "error-2", value: "error" }]);
  assert.deepEqual(addCase(branching(), "l", "cases", "Cases").flow.nodes[0].data.cases[1], { id: "case", value: "" });
  const without = removeCase(branching(), "l", "cases", 0, "Cases");
  assert.deepEqual([without.flow.nodes[0].data.cases, without.flow.edges], [[], []]);
  assert.deepEqual(without.told, { key: "caseRemoved", values: ["Cases", "error"] });
  const twins = branching();
  twins.nodes[0].data.cases.push({ id: "error", value: "other" });
  assert.equal(removeCase(twins, "l", "cases", 1, "Cases").flow.edges.length, 1);
  assert.equal(removeCase(branching(), "l", "cases", 3, "Cases"), null);
});

test("what cases compare with is offered where it is a closed set", () => {
  const [lookup] = branching().nodes;
  assert.ok(choicesOf(lookup, branching()).includes("timedOut"));
  assert.deepEqual(choicesOf({ ...lookup, data: {} }, { ...branching(), intents: [{ name: "cancel", phrases: [] }] }), ["cancel"]);
  assert.deepEqual(choicesOf({ ...lookup, data: { lookupType: "text" } }, branching()), []);
});

test("entries keep their order but for the one that is moved", () => {
  assert.deepEqual([moved(["a", "b", "c"], 0, 1), moved(["a", "b", "c"], 2, 0), moved(["a"], 0, 1)], [["b", "a", "c"], ["c", "a", "b"], ["a"]]);
});

test("the picture shows the same text, with its expressions and what is wrong in them", () => {
  const text = "Hi {{ input.text }}, {{ foo }}";
  const pieces = piecesOf(text, "template", errorsIn(text, "template"));
  assert.equal(pieces.map((piece) => piece.text).join(""), text);
  assert.deepEqual(
    pieces.map((piece) => [piece.look, piece.text]),
    [
      ["plain", "Hi "],
      ["code", "{{ input.text }}"],
      ["plain", ", "],
      ["code", "{{ "],
      ["wrong", "foo"],
      ["code", " }}"],
    ],
  );
  assert.deepEqual(piecesOf("1 +", "expression", errorsIn("1 +", "expression")).at(-1), { look: "wrong", text: "+" });
  assert.deepEqual(piecesOf("", "expression", [{ code: "expression_invalid", message: "", at: 0 }]), []);
});

test("an expression shows what it comes to, or that it cannot be computed", () => {
  const scope = { input: { text: "hello" } };
  assert.deepEqual(previewOf("input.text.toUpperCase()", "expression", scope), { value: "HELLO" });
  assert.deepEqual(previewOf("Hi {{ input.text }}", "template", scope), { value: "Hi hello" });
  assert.equal(previewOf("Hi", "template", scope), null);
  assert.equal(previewOf(" ", "expression", scope), null);
  assert.ok("failure" in previewOf("input.missing.deep", "expression", scope));
});
