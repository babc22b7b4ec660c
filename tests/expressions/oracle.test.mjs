/** Every expression through the npm package, against what Node itself computes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import init, { evaluate } from "handover";
import { encode, expressions, nodeResult, scope } from "./oracle.mjs";

before(() => init());

function packageResult(source) {
  try {
    return { v: encode(evaluate(source, scope)) };
  } catch (error) {
    if (error.code !== "expression_failed") throw error;
    return { throws: true };
  }
}

test("the recorded results are those of this Node", () => {
  const recorded = readFileSync(new URL("expected.jsonl", import.meta.url), "utf8");
  const computed = expressions().map((e) => `${JSON.stringify({ e, ...nodeResult(e) })}\n`);
  assert.equal(recorded, computed.join(""), "run `node tests/expressions/oracle.mjs --update`");
});

test("the package computes what Node computes", () => {
  const sources = expressions();
  assert.ok(sources.length >= 1000);
  for (const source of sources) assert.deepEqual(packageResult(source), nodeResult(source), source);
});
