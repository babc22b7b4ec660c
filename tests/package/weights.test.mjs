/** What a page loads for the chat stays within its budgets, as its own production build has it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { weighChat } from "../bench/weights.mjs";

const weights = await weighChat();

test("the button alone takes at most 5 KB", () => {
  assert.ok(weights.launcher <= 5 * 1024, `it takes ${weights.launcher} bytes gzipped`);
});

test("the open chat takes at most 60 KB without the wasm", () => {
  assert.ok(weights.open <= 60 * 1024, `it takes ${weights.open} bytes gzipped`);
});
