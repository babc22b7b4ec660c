/** The shipped types agree with the public contract, and recorded values with both. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { out } from "../../pkg/tools/paths.mjs";
import { disagreements, recordedErrors, shipped } from "./types.mjs";

test("the shipped types agree with the contract", () => assert.deepEqual(disagreements(shipped), []));

const CHANGES = [
  ["a field that is missing", "  summary: string | null;\n", "", ["Output", "Handover", "ConversationView"]],
  ["an optional field that is missing", "  fuel?: number;\n", "", ["EngineOptions"]],
  ["an optional field of another type", "fuel?: number;", "fuel?: string;", ["EngineOptions"]],
  ["an optional field inside a variant", '{ type: "start"; channel?: string;', '{ type: "start"; chanel?: string;', ["Input"]],
  ["a variant that is missing", '  | { type: "connected" }\n', "", ["Input"]],
  ["a parameter that is missing", "log(conversation: string, after?: number)", "log(conversation: string)", ["Engine"]],
  ["an answer of another type", "restore(snapshot: Uint8Array): string;", "restore(snapshot: Uint8Array): void;", ["Engine"]],
  ["a function of another type", "export function nodeKinds(): NodeDescriptor[];", "export function nodeKinds(): Finding[];", ["nodeKinds"]],
];
for (const [title, from, to, names] of CHANGES) {
  test(`${title} is a disagreement`, () => {
    assert.ok(shipped.includes(from), `the shipped types hold ${from}`);
    const found = disagreements(shipped.replace(from, to));
    for (const name of names) assert.ok(found.includes(name), `${name} is among ${found}`);
  });
}

const SAY = { seq: 1, visitorSeq: 1, agentSeq: null, type: "say", to: "visitor", from: { representativeType: "BOT", displayName: null, avatarImage: null }, text: "hi", data: null, quickReplies: [], attachments: [] };
const line = (input, effect) => JSON.stringify({ input, output: { effects: [effect], wakeAt: null }, view: null });

test("values that fit are accepted", () => {
  assert.deepEqual(recordedErrors([line({ type: "message", text: "hi" }, SAY), line({ type: "wake" }, { ...SAY, seq: 2 })]), []);
});

test("values that do not fit are named by their line", () => {
  const wrong = [
    line({ type: "message", txt: "hi" }, SAY),
    line({ type: "wake" }, { ...SAY, to: "visitors" }),
    line({ type: "wake" }, { ...SAY, position: 1 }),
    line({ type: "wake" }, { ...SAY, quickReplies: undefined }),
  ];
  const right = line({ type: "connected" }, SAY);
  const lines = recordedErrors([right, ...wrong]).map((error) => error.line);
  assert.deepEqual([...new Set(lines)].sort(), [2, 3, 4, 5]);
  assert.ok(lines.length >= 8, "both the contract and the shipped types refuse them");
});

test("what the conversations recorded fits", () => {
  const recording = join(out, "recorded.ndjson");
  assert.ok(existsSync(recording), "the tests of the crate, which run before these, record their conversations");
  assert.deepEqual(recordedErrors(readFileSync(recording, "utf8").trim().split("\n")), []);
});
