/** What the canvas works out without a browser: guides, layouts, where arrow keys lead, and what a search finds first. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { flow, kinds, modules } from "./modules.mjs";

const { alignmentOf, layered, search, walked } = await modules("canvas/guides.ts", "canvas/layered.ts", "canvas/walk.ts", "search.ts");
const area = (x, y, width = 240, height = 100) => ({ x, y, width, height });
const boxes = (places) => Object.entries(places).map(([id, [x, y]]) => ({ id, of: "nodes", ...area(x, y) }));

test("what is dragged comes to rest in line with what is near", () => {
  assert.deepEqual(alignmentOf(area(103, 305), [area(100, 0), area(500, 600)], 8), { by: { x: -3, y: 0 }, guides: [{ axis: "x", at: 100, from: 0, to: 405 }, { axis: "x", at: 220, from: 0, to: 405 }, { axis: "x", at: 340, from: 0, to: 405 }] });
  assert.deepEqual(alignmentOf(area(0, 46, 240, 20), [area(400, 0)], 8), { by: { x: 0, y: -6 }, guides: [{ axis: "y", at: 50, from: 0, to: 640 }] }, "by their middles");
  assert.deepEqual(alignmentOf(area(0, 0), [area(400, 300)], 8), { by: { x: 0, y: 0 }, guides: [] });
  assert.deepEqual(alignmentOf(area(0, 0), [], 8), { by: { x: 0, y: 0 }, guides: [] });
});

test("a layout goes from the start to the ends, the upper handle's branch above", () => {
  const { nodes } = flow();
  const heap = nodes.map(({ id }) => ({ id, of: "nodes", ...area(100, 40) }));
  const places = layered(flow(), heap, kinds);
  const x = (id) => places.get(id).x;
  assert.ok(x("start") < x("hello") && x("hello") < x("topic") && x("topic") < x("human"));
  assert.equal(x("human"), x("bye"));
  assert.ok(places.get("human").y + 100 < places.get("bye").y, "next stands above failed");
  assert.deepEqual([Math.min(...[...places.values()].map((place) => place.x)), Math.min(...[...places.values()].map((place) => place.y))], [100, 40]);
});

test("a layout of a part leaves the rest alone, and loops and unreached nodes have places too", () => {
  const looped = flow();
  looped.edges.push({ id: "back", source: "human", sourceHandle: "next", target: "hello" }, { id: "self", source: "bye", sourceHandle: "next", target: "bye" });
  looped.nodes.push({ id: "lost", type: "say" });
  assert.deepEqual([...layered(looped, boxes({ hello: [0, 0], topic: [0, 0] }), kinds).keys()].sort(), ["hello", "topic"]);
  assert.equal(layered(looped, boxes({ start: [0, 0], hello: [0, 0], topic: [0, 0], human: [0, 0], bye: [0, 0], lost: [0, 0] }), kinds).size, 6);
});

test("arrow keys follow the edges, and go up and down among what stands there", () => {
  const places = boxes({ start: [0, 0], hello: [340, 0], topic: [680, 0], human: [1020, 0], bye: [1020, 200] });
  const from = (id, key) => walked(flow(), kinds, places, id, key);
  assert.equal(from(null, "ArrowDown"), "start");
  assert.equal(from("start", "ArrowRight"), "hello");
  assert.equal(from("topic", "ArrowRight"), "human", "by the first handle");
  assert.equal(from("human", "ArrowDown"), "bye");
  assert.equal(from("bye", "ArrowUp"), "human");
  assert.equal(from("bye", "ArrowLeft"), "topic");
  assert.equal(from("start", "ArrowLeft"), null);
  assert.equal(from("human", "ArrowUp"), null);
});

test("a search finds by the beginning of a name first, by any words in any order, and without accents", () => {
  const items = [{ label: "Handover to Agent", words: ["human"] }, { label: "Close Handover" }, { label: "Check Agent Availability" }, { label: "Café" }, { label: "Say", words: ["agent"] }];
  const found = (query) => search(query, items).map((item) => item.label);
  assert.deepEqual(found("handover"), ["Handover to Agent", "Close Handover"]);
  assert.deepEqual(found("agent"), ["Handover to Agent", "Check Agent Availability", "Say"]);
  assert.deepEqual(found("AGENT hand"), ["Handover to Agent"]);
  assert.deepEqual(found("cafe"), ["Café"]);
  assert.deepEqual(found("nothing"), []);
  assert.equal(found(" ").length, items.length);
});
