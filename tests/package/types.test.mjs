/** The shipped types agree with the public contract, and recorded values with both. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { recordedValues, recordings } from "./recorded.mjs";
import { disagreements, misfits, shipped } from "./types.mjs";

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
const output = (effect) => ({ type: "Out<Output>", value: { effects: [effect], wakeAt: null }, name: JSON.stringify(effect) });
const input = (value) => ({ type: "In<Input>", value, name: JSON.stringify(value) });

test("values that fit are accepted", () => {
  const right = [input({ type: "message", text: "hi", attachments: [{ url: "a", name: null }] }), output(SAY), output({ ...SAY, seq: 2 }), { type: "Out<ConversationView | null>", value: null }];
  assert.deepEqual(misfits(right), []);
});

test("values that do not fit are named, by the contract and by the shipped types", () => {
  const wrong = [
    input({ type: "message", txt: "hi" }),
    output({ ...SAY, to: "visitors" }),
    output({ ...SAY, position: 1 }),
    output({ ...SAY, quickReplies: undefined }),
    input({ type: "message", attachments: [{ url: null }] }),
    input({ type: "handoverAccepted", agent: { name: "Dana" } }),
    output({ seq: 1, visitorSeq: 1, agentSeq: null, type: "queue", position: 1, estimatedWaitTime: null }),
    { type: "Out<LogEntry>", value: { seq: 1, at: 0, author: "nobody", entry: {} }, name: "an author" },
  ];
  const found = misfits([output(SAY), ...wrong]).map(({ name }) => name);
  for (const { name } of wrong) assert.equal(found.filter((one) => one === name).length, 2, name);
  assert.equal(found.length, 2 * wrong.length);
});

test("what the conversations have recorded fits", () => {
  const values = recordings().flatMap(recordedValues);
  assert.ok(values.length > 1000, `${values.length} values`);
  const names = new Set(misfits(values).map(({ name }) => name));
  assert.deepEqual([...names], ["faults/odd-message-shapes.txt"], "the one that gives what the types do not allow");
});
