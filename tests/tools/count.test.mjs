/** Counts are read as the runners print them, and from nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { countCargo, countNextest, countNode } from "../../pkg/tools/count.mjs";

test("nextest's summary is read, with colours", () => {
  const line = "\u001b[31m     Summary\u001b[0m [   0.005s] \u001b[1m12\u001b[0m tests run: \u001b[1m9\u001b[0m passed (1 slow), \u001b[1m2\u001b[0m failed, 1 timed out, 3 skipped";
  assert.deepEqual(countNextest(line), { passed: 9, failed: 3 });
});

test("cargo's results are added up over all binaries", () => {
  const lines = "test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured\ntest result: FAILED. 2 passed; 3 failed; 0 ignored\n";
  assert.deepEqual(countCargo(lines), { passed: 6, failed: 3 });
});

test("Node's summary is read, and a cancelled test has failed", () => {
  assert.deepEqual(countNode("ℹ tests 9\nℹ suites 0\nℹ pass 6\nℹ fail 1\nℹ cancelled 2\nℹ skipped 0\n"), { passed: 6, failed: 3 });
});

test("output without a count has none", () => {
  for (const count of [countNextest, countCargo, countNode]) assert.equal(count("error: could not compile\n"), null);
});
