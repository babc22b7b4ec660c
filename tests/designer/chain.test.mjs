/** Commands on a node between others: what is around it stays connected, and nothing that is there twice appears. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { flow, kinds, modules } from "./modules.mjs";

const { addBefore, moveBefore, moveInto, pasteInto, takeOut } = await modules("document/chain.ts");
const ways = ({ edges }) => edges.map((edge) => `${edge.source} ${edge.sourceHandle ?? "next"} ${edge.target}`).sort();
const before = ways(flow());

/** Every edit leaves what it was given as it was, and all ids apart. */
function checked(command, given = flow()) {
  const kept = structuredClone(given);
  const edit = command(given);
  assert.deepEqual(given, kept);
  if (edit !== null) for (const list of [edit.flow.nodes, edit.flow.edges]) assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
  return edit;
}

test("what is taken out closes its gap, and jumps to it lead on", () => {
  const edit = checked((of) => takeOut(of, kinds, "topic"));
  assert.deepEqual(ways(edit.flow), ["hello next human", "start next hello"]);
  assert.equal(edit.flow.nodes.find(({ id }) => id === "bye").data.target, "human");
  assert.equal(takeOut(flow(), kinds, "start"), null);
  assert.equal(takeOut(flow(), kinds, "nobody"), null);
});

test("a node is added ahead of another, whatever leads there", () => {
  const edit = checked((of) => addBefore(of, kinds, { type: "say", node: "topic" }));
  assert.deepEqual(ways(edit.flow), ["hello next say", "say next topic", "start next hello", "topic failed bye", "topic next human"]);
  assert.deepEqual(edit.selection.nodes, ["say"]);
  assert.equal(addBefore(flow(), kinds, { type: "say", node: "start" }), null);
  assert.equal(addBefore(flow(), kinds, { type: "start", node: "topic" }), null);
});

test("a node is moved to another handle, and back to where it was", () => {
  const there = checked((of) => moveInto(of, kinds, "hello", { node: "topic", handle: "failed" }));
  assert.deepEqual(ways(there.flow), ["hello next bye", "start next topic", "topic failed hello", "topic next human"]);
  const back = checked((of) => moveInto(of, kinds, "hello", { node: "start", handle: "next" }), there.flow);
  assert.deepEqual(ways(back.flow), before);
  assert.equal(moveInto(flow(), kinds, "hello", { node: "start", handle: "next" }), null);
  assert.equal(moveInto(flow(), kinds, "hello", { node: "hello", handle: "next" }), null);
  assert.equal(moveInto(flow(), kinds, "hello", { node: "topic", handle: "nowhere" }), null);
});

test("a node that branches takes its other branches along", () => {
  const edit = checked((of) => moveInto(of, kinds, "topic", { node: "start", handle: "next" }));
  assert.deepEqual(ways(edit.flow), ["hello next human", "start next topic", "topic failed bye", "topic next hello"]);
});

test("a node changes places with the one ahead", () => {
  const edit = checked((of) => moveBefore(of, kinds, "topic", "hello"));
  assert.deepEqual(ways(edit.flow), ["hello next human", "start next topic", "topic failed bye", "topic next hello"]);
  assert.equal(moveBefore(flow(), kinds, "hello", "start"), null);
  assert.equal(moveBefore(flow(), kinds, "hello", "topic"), null);
});

test("a part is pasted into a run if it begins with one node, and beside it if not", () => {
  const part = { nodes: [{ id: "a", type: "say" }, { id: "b", type: "say" }], edges: [{ id: "e", source: "a", sourceHandle: "next", target: "b" }], notes: [] };
  assert.deepEqual(ways(checked((of) => pasteInto(of, kinds, { node: "hello", handle: "next" }, part)).flow), ["a next b", "b next topic", "hello next a", "start next hello", "topic failed bye", "topic next human"]);
  assert.deepEqual(ways(checked((of) => pasteInto(of, kinds, { node: "hello", handle: "next" }, { ...part, edges: [] })).flow), before);
  assert.equal(pasteInto(flow(), kinds, { node: "hello", handle: "next" }, { nodes: [], edges: [], notes: [] }), null);
});
