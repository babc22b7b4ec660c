/** Commands on a flow: what each makes of the document, when it is not possible, and that it leaves all else untouched. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkFlow } from "handover";
import { flow, kinds, modules } from "./modules.mjs";

const commands = await modules("document/commands.ts", "document/flow.ts", "document/places.ts");
const selected = (...nodes) => ({ nodes, edges: [], notes: [] });
const ids = (items) => items.map((item) => item.id);
const edge = (source, handle, target) => ({ id: `${source}-${handle}-${target}`, source, sourceHandle: handle, target });

/** Makes sure that a command keeps the flow it is given. */
function command(name, before, ...args) {
  const copy = structuredClone(before);
  const edit = commands[name](before, ...args);
  assert.deepEqual(before, copy, `${name} has changed what it was given`);
  return edit;
}

test("a node comes after another by its first free handle, where there is room", () => {
  const edit = command("add", flow(), kinds, { type: "say", after: { node: "human" } });
  const node = edit.flow.nodes.at(-1);
  assert.deepEqual(node, { id: "say", type: "say", position: { x: 1360, y: 0 } });
  assert.deepEqual(edit.flow.edges.at(-1), edge("human", "next", "say"));
  assert.deepEqual(edit.selection, selected("say"));
  assert.equal(edit.told.key, "addedAfter");
  const second = command("add", edit.flow, kinds, { type: "say", after: { node: "topic", handle: "failed" } });
  assert.deepEqual([second.flow.nodes.at(-1).id, second.flow.nodes.at(-1).position.y >= 320], ["say-2", true], "two stand there already");
});

test("after a node whose only handle is taken, a new one goes in between", () => {
  const edit = command("add", flow(), kinds, { type: "say", after: { node: "hello" } });
  assert.deepEqual(edit.flow.edges.slice(-2), [edge("hello", "next", "say"), edge("say", "next", "topic")]);
  const way = command("add", flow(), kinds, { type: "goTo", after: { node: "hello" } });
  assert.deepEqual([way.told.key, way.flow.edges.length], ["added", 4], "one that leads nowhere cuts nothing off");
  const which = command("add", flow(), kinds, { type: "say", after: { node: "topic" } });
  assert.deepEqual([which.told.key, which.flow.edges.length], ["added", 4], "both of the question's handles are taken");
  const ahead = command("add", flow(), kinds, { type: "say", at: { x: 0, y: 300 }, before: "human" });
  assert.deepEqual(ahead.flow.edges.at(-1), edge("say", "next", "human"));
  assert.equal(command("add", flow(), kinds, { type: "say", before: "start" }).flow.edges.length, 4, "nothing leads to a start");
});

test("a node put into an edge parts it", () => {
  const edit = command("add", flow(), kinds, { type: "say", at: { x: 511, y: 9 }, into: "hello-next-topic" });
  assert.deepEqual(edit.flow.nodes.at(-1).position, { x: 520, y: 0 });
  assert.deepEqual(edit.flow.edges.slice(-2), [edge("hello", "next", "say"), edge("say", "next", "topic")]);
  assert.equal(edit.flow.edges.length, 5);
});

test("a second start and an unknown kind cannot be added", () => {
  assert.equal(command("add", flow(), kinds, { type: "start" }), null);
  assert.equal(command("add", flow(), kinds, { type: "coffee" }), null);
});

test("a deleted node takes its edges along, and the start stays", () => {
  const edit = command("remove", flow(), selected("topic"));
  assert.deepEqual([ids(edit.flow.nodes), ids(edit.flow.edges)], [["start", "hello", "human", "bye"], ["start-next-hello"]]);
  assert.deepEqual(edit.told, { key: "removedNode", values: [{ node: "topic" }, 3] });
  const all = command("remove", flow(), selected("start", "hello", "topic", "human", "bye"));
  assert.deepEqual([ids(all.flow.nodes), all.told.key, all.selection.nodes], [["start"], "removedButStart", ["start"]]);
  const start = flow();
  const none = command("remove", start, selected("start"));
  assert.equal(none.flow, start);
  assert.equal(none.told.key, "startStays");
  assert.equal(command("remove", start, selected("nobody")), null);
});

test("one of two starts can be deleted", () => {
  const twice = flow();
  twice.nodes.push({ id: "other", type: "start" });
  assert.deepEqual(ids(command("remove", twice, selected("other")).flow.nodes), ids(flow().nodes));
});

test("a handle leads to one node", () => {
  const edit = command("connect", flow(), { source: "topic", handle: "failed", target: "hello" });
  assert.deepEqual(edit.flow.edges.filter((each) => each.source === "topic"), [edge("topic", "next", "human"), edge("topic", "failed", "hello")]);
  assert.equal(edit.told.key, "connectedInstead");
  assert.equal(command("connect", flow(), { source: "topic", handle: "failed", target: "bye" }), null, "it leads there already");
  assert.equal(command("connect", flow(), { source: "topic", handle: "failed", target: "start" }), null, "nothing leads to a start");
  assert.equal(command("connect", flow(), { source: "hello", handle: "next", target: "topic" }), null, "an edge without a handle leaves by `next`");
});

test("an edge can be taken out and led elsewhere", () => {
  assert.deepEqual(ids(command("disconnect", flow(), ["topic-failed-bye"]).flow.edges), ["start-next-hello", "hello-next-topic", "topic-next-human"]);
  assert.equal(command("disconnect", flow(), ["nothing"]), null);
  const edit = command("reconnect", flow(), "topic-failed-bye", { source: "topic", handle: "failed", target: "human" });
  assert.deepEqual(edit.flow.edges.at(-1), edge("topic", "failed", "human"));
  assert.equal(edit.flow.edges.length, 4);
});

test("a setting is written at its path and beside nothing else", () => {
  const edit = command("setField", flow(), "human", "desk.languages", ["en"], "Languages");
  assert.deepEqual(edit.flow.nodes[3].data, { provider: "desk", desk: { skills: ["plants"], languages: ["en"] } });
  const without = command("setField", flow(), "human", "desk.skills", undefined, "Skills");
  assert.deepEqual(without.flow.nodes[3].data, { provider: "desk" }, "an object that becomes empty goes too");
  assert.equal(command("setField", flow(), "human", "provider", "desk", "Provider"), null, "it is that already");
  assert.deepEqual(command("setLabel", flow(), "start", "Begin").flow.nodes[0].data, { label: "Begin" });
  assert.equal("data" in command("setLabel", { ...flow(), nodes: [{ id: "start", type: "start", data: { label: "x" } }] }, "start", "").flow.nodes[0], false);
});

test("what does not change stays the same object", () => {
  const before = flow();
  const edit = command("moveTo", before, { nodes: new Map([["hello", { x: 1, y: 2 }]]) });
  assert.deepEqual(edit.flow.nodes.map((node, index) => node === before.nodes[index]), [true, false, true, true, true]);
  assert.equal(edit.flow.edges, before.edges);
  assert.equal(command("moveTo", before, { nodes: new Map([["hello", { x: 340, y: 0 }]]) }), null);
});

test("moving one node gives a place to those that have none", () => {
  const before = flow();
  for (const node of before.nodes) delete node.position;
  const { flow: after } = command("moveBy", before, selected("hello"), { x: 0, y: 40 });
  assert.deepEqual(after.nodes.map((node) => node.position), [{ x: 0, y: 0 }, { x: 340, y: 40 }, { x: 680, y: 0 }, { x: 1020, y: 0 }, { x: 1020, y: 180 }]);
});

test("boxes are lined up and spread out", () => {
  const box = (id, x, y, width, height) => ({ id, of: "nodes", x, y, width, height });
  const boxes = [box("hello", 0, 0, 100, 50), box("topic", 200, 30, 100, 100), box("human", 500, 90, 200, 50)];
  const places = (edit) => edit.flow.nodes.slice(1, 4).map(({ position }) => [position.x, position.y]);
  assert.deepEqual(places(command("align", flow(), boxes, "left")), [[0, 0], [0, 30], [0, 90]]);
  assert.deepEqual(places(command("align", flow(), boxes, "right")), [[600, 0], [600, 30], [500, 90]]);
  assert.deepEqual(places(command("align", flow(), boxes, "middle")), [[0, 45], [200, 20], [500, 45]]);
  assert.deepEqual(places(command("distribute", flow(), boxes, "x")), [[0, 0], [250, 30], [500, 90]]);
  assert.equal(command("align", flow(), boxes.slice(0, 1), "left"), null);
  assert.equal(command("distribute", flow(), boxes.slice(0, 2), "x"), null);
});

test("what is added or pasted at the same place comes to lie beside what is there", () => {
  let twice = flow();
  for (let count = 0; count < 3; count += 1) twice = command("addNote", twice, { x: 0, y: 0 }).flow;
  assert.deepEqual(twice.notes.map(({ position }) => position), [{ x: 0, y: 120 }, { x: 0, y: 240 }, { x: 0, y: 360 }]);
  const fragment = commands.fragmentOf(flow(), selected("topic", "bye"));
  const pasted = () => (twice = command("paste", twice, fragment, kinds, { at: { x: 0, y: 500 } }).flow).nodes.slice(-2).map(({ position }) => position);
  assert.deepEqual([pasted(), pasted()], [[{ x: -160, y: 400 }, { x: 180, y: 600 }], [{ x: -120, y: 440 }, { x: 220, y: 640 }]]);
});

test("notes are added, written, coloured, resized and deleted; the engine takes no notice", () => {
  let edit = command("addNote", flow(), { x: 15, y: 404 });
  assert.deepEqual(edit.flow.notes, [{ id: "note", text: "", position: { x: 20, y: 400 }, width: 220, height: 120 }]);
  edit = command("editNote", edit.flow, "note", "Ask Dana");
  edit = command("colorNote", edit.flow, "note", "green");
  edit = command("resizeNote", edit.flow, "note", { x: 0, y: 0, width: 300.4, height: 80 });
  assert.deepEqual(edit.flow.notes, [{ id: "note", text: "Ask Dana", position: { x: 0, y: 0 }, width: 300, height: 80, color: "green" }]);
  assert.deepEqual(checkFlow(edit.flow), checkFlow(flow()));
  assert.equal("notes" in command("remove", edit.flow, { nodes: [], edges: [], notes: ["note"] }).flow, false);
});

test("a copy has new ids, keeps the edges inside and follows what it refers to", () => {
  const text = commands.writeFragment(commands.fragmentOf(flow(), selected("start", "topic", "bye")));
  const edit = command("paste", flow(), commands.readFragment(text), kinds, { at: { x: 0, y: 500 } });
  assert.deepEqual(edit.selection.nodes, ["topic-2", "bye-2"], "the start is not copied");
  assert.deepEqual(edit.flow.nodes.slice(5), [
    { id: "topic-2", type: "question", data: { text: "What about?", variable: "topic" }, position: { x: -160, y: 400 } },
    { id: "bye-2", type: "goTo", data: { target: "topic-2" }, position: { x: 180, y: 600 } },
  ]);
  assert.deepEqual(edit.flow.edges.slice(4), [edge("topic-2", "failed", "bye-2")]);
});

test("a duplicate stands beside what it was made of", () => {
  const edit = command("duplicate", flow(), selected("hello"), kinds);
  assert.deepEqual(edit.flow.nodes.at(-1).position, { x: 380, y: 40 });
  assert.equal(edit.told.key, "duplicated");
  assert.equal(command("duplicate", flow(), selected("start"), kinds), null);
});

test("a whole flow can be pasted, its start only where there is none", () => {
  const read = commands.readFragment(JSON.stringify(flow()));
  assert.deepEqual(ids(command("paste", commands.emptyFlow("new"), read, kinds, { at: { x: 0, y: 0 } }).flow.nodes), ["start", "hello", "topic", "human", "bye"]);
  assert.equal(command("paste", { version: 1, name: "", nodes: [], edges: [] }, read, kinds, { at: { x: 0, y: 0 } }).flow.nodes.length, 5);
});

test("a text that is no part of a flow is refused", () => {
  const refused = [
    "", "hello", "7", "null", "[]", "{}", '{"nodes":[]}', '{"nodes":[{"id":"a"}]}', '{"nodes":[{"id":"","type":"say"}]}', '{"nodes":[{"id":"a","type":"say","data":[]}]}',
    '{"nodes":[{"id":"a","type":"say","position":{"x":"1","y":2}}]}', '{"nodes":[{"id":"a","type":"say"}],"edges":[{"source":"a"}]}', '{"nodes":[],"notes":[{"id":"n","text":7,"position":{"x":0,"y":0}}]}',
  ];
  for (const text of refused) assert.equal(commands.readFragment(text), null, text);
  const { nodes } = commands.readFragment('{"nodes":[{"id":"a","type":"say","measured":{"width":1},"onclick":"x"}]}');
  assert.deepEqual(nodes, [{ id: "a", type: "say" }], "what is no part of a node is left out");
});

test("what stands in the place of notes and is none is left alone", () => {
  for (const notes of ["x", 7, [{ id: 1 }, null]]) {
    const odd = { ...flow(), notes };
    assert.deepEqual(command("moveBy", odd, selected("hello"), { x: 20, y: 0 }).flow.notes, notes);
    assert.equal(command("addNote", odd, { x: 0, y: 0 }).flow.notes.length, 1);
  }
});

test("a flow has a loose end where one run ends, and none where several do, or where no run comes", () => {
  const begun = commands.emptyFlow("new");
  assert.deepEqual(commands.looseEnd(begun, kinds), { node: "start", handle: "next" });
  const alone = { ...begun, nodes: [...begun.nodes, { id: "say", type: "say" }, { id: "topic", type: "question" }], edges: [] };
  assert.deepEqual(commands.looseEnd(alone, kinds), { node: "start", handle: "next" }, "what nothing leads to does not count");
  const led = { ...alone, edges: [edge("start", "next", "say")] };
  assert.deepEqual(commands.looseEnd(led, kinds), { node: "say", handle: "next" });
  assert.equal(commands.looseEnd({ ...led, edges: [...led.edges, edge("say", "next", "topic")] }, kinds), null, "two handles of a question lead nowhere");
  assert.equal(commands.looseEnd({ ...led, edges: [...led.edges, edge("say", "next", "say")] }, kinds), null);
});
