/** The editor: every change is a step that can be undone, runs of typing are one step, and nothing changes what is read-only. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkFlow } from "handover";
import { flow, kinds, modules } from "./modules.mjs";

const { Editor, Language, words, add, emptyFlow, remove, rename, setField, setTests } = await modules("editor.svelte.ts", "labels.ts", "../common/language.ts", "document/commands.ts", "document/flow.ts");

let editor;
beforeEach(() => {
  editor = new Editor({ words: { labels: words(Language.english) }, check: checkFlow });
  editor.kinds = kinds;
  editor.load(flow());
});

const type = (text) => editor.run(setField(editor.flow, "hello", "text", [text], "Text"));
const said = () => editor.flow.nodes[1].data.text[0];

test("what was done is undone and done again, with its selection", () => {
  const before = editor.flow;
  editor.select({ nodes: ["human"] });
  assert.equal(editor.run(add(editor.flow, kinds, { type: "say", after: { node: "human" } })), true);
  assert.deepEqual([editor.announcement, editor.selection.nodes, editor.canUndo, editor.canRedo], ["Added Say after Handover to Agent.", ["say"], true, false]);
  const after = editor.flow;
  assert.equal(editor.undo(), true);
  assert.equal(editor.flow, before);
  assert.deepEqual([editor.announcement, editor.selection.nodes, editor.canUndo, editor.canRedo], ["Undone: Added Say after Handover to Agent.", ["human"], false, true]);
  assert.equal(editor.redo(), true);
  assert.equal(editor.flow, after);
  assert.equal(editor.redo(), false);
});

test("a run of typing is one step, until it rests or something else is done", () => {
  for (const text of ["H", "Ha", "Hal"]) type(text);
  editor.rest();
  type("Hall");
  type("Hallo");
  editor.run(rename(editor.flow, "Other"));
  type("Hallo!");
  const seen = [];
  while (editor.undo()) seen.push(`${said()} ${editor.flow.name}`);
  assert.deepEqual(seen, ["Hallo Other", "Hallo Small", "Hal Small", "Hello! Small"]);
});

test("a change after an undo forgets what was undone", () => {
  type("one");
  editor.undo();
  type("two");
  assert.equal(editor.canRedo, false);
});

test("what is not possible changes nothing, and says why where there is a reason", () => {
  const before = editor.flow;
  assert.equal(editor.run(null), false);
  assert.equal(editor.run(remove(editor.flow, { nodes: ["start"], edges: [], notes: [] })), false);
  assert.equal(editor.announcement, "Start stays: a flow needs its start.");
  editor.readonly = true;
  assert.equal(editor.run(rename(editor.flow, "Other")), false);
  assert.deepEqual([editor.flow === before, editor.canUndo, editor.revision], [true, false, 0]);
});

test("tests are part of the document", () => {
  editor.run(setTests(editor.flow, "# one\n", { key: "renamedFlow", values: ["x"] }));
  assert.equal(editor.tests, "# one\n");
  editor.undo();
  assert.equal(editor.tests, "");
});

test("an opened flow has a history of its own", () => {
  type("one");
  editor.select({ nodes: ["hello"] });
  editor.load(emptyFlow("New"));
  assert.deepEqual([editor.canUndo, editor.undo(), editor.selection.nodes, editor.flow.name], [false, false, [], "New"]);
});

test("findings are of the flow as it is now", () => {
  const codes = () => editor.findings.map((finding) => finding.code);
  const before = codes();
  editor.run(remove(editor.flow, { nodes: [], edges: ["topic-failed-bye"], notes: [] }));
  assert.ok(codes().includes("unreachable_node"));
  assert.equal(editor.findingsByNode.get("bye")[0].code, "unreachable_node");
  editor.undo();
  assert.deepEqual(codes(), before);
});

test("the same words twice are announced twice", () => {
  editor.announce("Moved.");
  const once = editor.announcement;
  editor.announce("Moved.");
  assert.notEqual(editor.announcement, once);
});
