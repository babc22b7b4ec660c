/** Flows as files: what comes in goes out byte for byte, what is changed keeps all else, and what is no flow is refused with findings. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { checkFlow } from "handover";
import { flow, modules } from "./modules.mjs";

const { fileName, readFlow, writeFlow } = await modules("store/file.ts");
const { rename } = await modules("document/settings.ts");

const flows = new URL("../flows/", import.meta.url);
const opened = (text) => {
  const read = readFlow(text, checkFlow);
  assert.ok("flow" in read, JSON.stringify(read.refused));
  return read;
};

for (const name of readdirSync(flows).filter((each) => each.endsWith(".json"))) {
  test(`${name} goes out as it came in`, () => {
    const text = readFileSync(new URL(name, flows), "utf8");
    const { flow, source } = opened(text);
    assert.equal(writeFlow(flow, source), text);
  });
}

const odd = (text) => {
  const { flow, source } = opened(text);
  return writeFlow(rename(flow, "Other").flow, source);
};

test("a changed flow keeps the order of its keys, data that nobody knows, and its indentation", () => {
  const text = '{\n\t"$schema": "x",\n\t"edges": [],\n\t"nodes": [\n\t\t{\n\t\t\t"type": "start",\n\t\t\t"id": "start",\n\t\t\t"owner": { "team": null }\n\t\t}\n\t],\n\t"name": "Old",\n\t"version": 1\n}';
  const expected = text.replace("Old", "Other").replace('{ "team": null }', '{\n\t\t\t\t"team": null\n\t\t\t}');
  assert.equal(odd(text), expected);
  const compact = '{"version":1,"name":"Old","nodes":[],"edges":[],"extra":[1,2]}\r\n';
  assert.equal(odd(compact), compact.replace("Old", "Other"));
  const windows = JSON.stringify({ version: 1, name: "Old", nodes: [], edges: [] }, null, 4).replaceAll("\n", "\r\n");
  assert.equal(odd(windows), windows.replace("Old", "Other"));
});

test("a flow without a file is written with two blanks and an end of line", () => {
  assert.equal(writeFlow(flow(), null), `${JSON.stringify(flow(), null, 2)}\n`);
});

test("a mark of the byte order is no fault", () => assert.ok(opened(`\uFEFF${JSON.stringify(flow())}`)));

test("what can be mended in the designer is let in", () => {
  const dangling = { ...flow(), edges: [{ id: "e", source: "start", target: "nowhere" }] };
  assert.ok(checkFlow(dangling).some(({ level }) => level === "error"));
  assert.deepEqual(opened(JSON.stringify(dangling)).flow, dangling);
});

const bad = {
  "no JSON": "{ version: 1 }",
  "an empty text": "",
  "a list": "[]",
  "null": "null",
  "another version": JSON.stringify({ ...flow(), version: 2 }),
  "a name that is a number": JSON.stringify({ ...flow(), name: 7 }),
  "nodes that are no list": JSON.stringify({ ...flow(), nodes: {} }),
  "a node without an id": JSON.stringify({ ...flow(), nodes: [{ type: "start" }] }),
  "a node of null": JSON.stringify({ ...flow(), nodes: [null] }),
  "two nodes of one id": JSON.stringify({ ...flow(), nodes: [{ id: "a", type: "start" }, { id: "a", type: "say" }] }),
  "data that is a text": JSON.stringify({ ...flow(), nodes: [{ id: "a", type: "start", data: "x" }] }),
  "an edge without a target": JSON.stringify({ ...flow(), edges: [{ id: "e", source: "start" }] }),
  "notes that are no list": JSON.stringify({ ...flow(), notes: 1 }),
};
for (const [title, text] of Object.entries(bad)) {
  test(`${title} is refused with findings`, () => {
    const { refused } = readFlow(text, checkFlow);
    assert.ok(refused?.length > 0, "there is a finding");
    for (const { level, message } of refused) assert.ok(level === "error" && message !== "");
  });
}

test("a file is called as the flow is, as far as a file can be", () => {
  const named = (name) => fileName({ ...flow(), name });
  assert.deepEqual(["Plant shop", "Größe / Maß?", "متجر", "…", "../x"].map(named), ["plant-shop", "größe-maß", "متجر", "flow", "x"]);
});
