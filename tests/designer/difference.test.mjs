/** What differs between two states of a flow: part by part, field by field, and line by line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { flow, kinds, modules } from "./modules.mjs";

const { countsOf, differenceOf } = await modules("store/difference.ts");
const { linesOf, textOf } = await modules("store/text.ts");
const { moveTo, remove, rename, setField } = await modules("document/commands.ts");

const change = (part, id, kind, ...fields) => ({ part, id, kind, fields });

test("a flow does not differ from itself, nor from a copy in another order", () => {
  const { nodes, edges, ...rest } = flow();
  assert.deepEqual(differenceOf(flow(), { edges: edges.toReversed(), nodes: nodes.toReversed(), ...rest }), []);
});

test("each change is told with what it was and what it is", () => {
  let next = rename(flow(), "Large").flow;
  next = setField(next, "hello", "text", ["Hi!", "Hey!"], "Text").flow;
  next = setField(next, "human", "desk.priority", "high", "Priority").flow;
  next = moveTo(next, { nodes: new Map([["topic", { x: 700, y: 40 }]]) }).flow;
  assert.deepEqual(differenceOf(flow(), next), [
    change("flow", "", "changed", { path: "name", before: "Small", after: "Large" }),
    change("node", "hello", "changed", { path: "data.text", before: ["Hello!"], after: ["Hi!", "Hey!"] }),
    change("node", "topic", "moved", { path: "position.x", before: 680, after: 700 }, { path: "position.y", before: 0, after: 40 }),
    change("node", "human", "changed", { path: "data.desk.priority", before: undefined, after: "high" }),
  ]);
});

test("what was taken out is told one way, and added the other", () => {
  const less = remove(flow(), { nodes: ["bye"], edges: [], notes: [] }).flow;
  const gone = [change("node", "bye", "removed"), change("edge", "topic-failed-bye", "removed")];
  assert.deepEqual(differenceOf(flow(), less), gone);
  assert.deepEqual(differenceOf(less, flow()), gone.map((each) => ({ ...each, kind: "added" })));
  assert.deepEqual(countsOf(gone), { added: 0, removed: 2, changed: 0, moved: 0 });
});

test("notes and unknown data count too", () => {
  const next = { ...flow(), notes: [{ id: "n", text: "Why?", position: { x: 0, y: 0 } }], owner: "us" };
  assert.deepEqual(differenceOf(flow(), next), [
    change("flow", "", "changed", { path: "owner", before: undefined, after: "us" }),
    change("note", "n", "added"),
  ]);
});

test("the text names every node with its settings and where it leads", () => {
  const text = textOf(flow(), kinds, "# greets\n> hi\n");
  for (const line of ["# Small", "Hello (hello): Say", "  next → Hello (hello)", "  failed → Go To (bye)", "# greets"]) {
    assert.ok(text.split("\n").includes(line), `${line} in:\n${text}`);
  }
});

test("lines that differ are shown with a few around them", () => {
  const next = setField(flow(), "bye", "target", "hello", "Target").flow;
  const lines = linesOf(textOf(flow(), kinds), textOf(next, kinds));
  assert.deepEqual(lines.filter(({ kind }) => kind === "added" || kind === "removed").map(({ kind, text }) => [kind, text.trim().split(": ")[1]]), [["removed", "topic"], ["added", "hello"]]);
  assert.equal(lines[0].kind, "gap");
  assert.deepEqual(linesOf("a\n", "a\n"), [{ kind: "gap", count: 1 }]);
});
