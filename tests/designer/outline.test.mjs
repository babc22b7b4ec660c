/** The flow as an outline: every node once, every connection once, however the flow is made. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { blocks } from "./found.mjs";
import { flow as small, kinds, modules } from "./modules.mjs";

const { rowsOf, shownRows, handlesOf } = await modules("outline/rows.ts", "document/flow.ts");
const example = JSON.parse(readFileSync(new URL("../flows/example.json", import.meta.url), "utf8"));

/** The outline as text, two blanks for a level. */
function drawn(rows) {
  const name = (row) =>
    ({
      node: () => row.node.id,
      branch: () => `[${row.handle}]`,
      link: () => `-> ${row.target}`,
      group: () => `(${row.group})`,
      note: () => `"${row.note.text}"`,
    })[row.of]();
  return rows.map((row) => "  ".repeat(row.level) + name(row)).join("\n");
}

test("what follows stands below, what branches is indented, and what stands elsewhere is a link", () => {
  const flow = small();
  flow.notes = [{ id: "n", text: "Mind this", position: { x: 0, y: 0 } }];
  flow.nodes.push({ id: "lost", type: "say" }, { id: "loster", type: "if" });
  flow.edges.push({ id: "l", source: "lost", sourceHandle: "next", target: "loster" }, { id: "m", source: "loster", sourceHandle: "then", target: "lost" }, { id: "h", source: "human", sourceHandle: "next", target: "topic" });
  assert.equal(
    drawn(rowsOf(flow, kinds)),
    `start
hello
topic
  [next]
    human
    -> topic
  [failed]
    bye
      -> topic
(unreached)
  lost
  loster
    [then]
      -> lost
    [else]
(notes)
  "Mind this"`,
  );
});

test("rows know their place, for those who hear them", () => {
  const rows = rowsOf(small(), kinds);
  const placed = (key) => {
    const { level, place, size, branches, parent } = rows.find((row) => row.key === key);
    return [level, place, size, branches, parent];
  };
  assert.deepEqual(placed("node topic"), [0, 3, 3, true, null]);
  assert.deepEqual(placed("branch topic failed"), [1, 2, 2, true, "node topic"]);
  assert.deepEqual(placed("node human"), [2, 1, 1, false, "branch topic next"]);
});

test("what is closed is not shown, whatever is open in it", () => {
  const rows = rowsOf(small(), kinds);
  assert.equal(drawn(shownRows(rows, new Set(["node topic"]))), "start\nhello\ntopic");
  assert.equal(drawn(shownRows(rows, new Set(["branch topic failed", "node bye"]))), "start\nhello\ntopic\n  [next]\n    human\n  [failed]");
});

test("every node stands there once, every connection once, and parents stand before their children", () => {
  for (const { title, flow } of [...blocks.filter(({ flow }) => Array.isArray(flow.nodes)), { title: "example", flow: example }]) {
    if (!Array.isArray(flow.edges) || flow.nodes.some(({ id }) => typeof id !== "string")) continue;
    const rows = rowsOf(flow, kinds);
    const ids = [...new Set(flow.nodes.map(({ id }) => id))].sort();
    assert.deepEqual(rows.filter(({ of }) => of === "node").map(({ node }) => node.id).sort(), ids, title);
    assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length, `${title}: keys`);
    const seen = new Set([null]);
    for (const { key, parent, level } of rows) {
      assert.ok(seen.has(parent), `${title}: ${key} stands below ${parent}`);
      assert.equal(level, parent === null ? 0 : rows.find((row) => row.key === parent).level + 1, `${title}: ${key}`);
      seen.add(key);
    }
    const branching = flow.nodes.filter((node) => handlesOf(node, kinds).length > 1 && flow.nodes.find(({ id }) => id === node.id) === node);
    assert.equal(rows.filter(({ of }) => of === "branch").length, branching.reduce((sum, node) => sum + new Set(handlesOf(node, kinds)).size, 0), `${title}: branches`);
  }
});

test("a flow may be as deep as it likes", () => {
  const count = 20_000;
  const nodes = Array.from({ length: count }, (_, at) => ({ id: `n${at}`, type: at === 0 ? "start" : "if" }));
  const edges = nodes.slice(1).map(({ id }, at) => ({ id, source: `n${at}`, sourceHandle: at === 0 ? "next" : "then", target: id }));
  const rows = rowsOf({ version: 1, name: "deep", nodes, edges }, kinds);
  assert.equal(rows.filter(({ of }) => of === "node").length, count);
});
