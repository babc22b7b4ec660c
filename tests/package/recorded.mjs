/**
 * What `cargo test --test conversations` has recorded: every conversation file with its inputs, outputs, views and logs.
 *
 * A recording is `{ name, flow, options, steps, views, logs }`; a step is `{ conversation, input, now, output }`, and
 * its `flow`, if it has one, takes the place of the flow before.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { out } from "../../pkg/tools/paths.mjs";

export function recordings() {
  const file = join(out, "recorded.ndjson");
  assert.ok(existsSync(file), "the tests of the crate, which run before these, record their conversations");
  return readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
}

/** The recorded values as `{ type, value, name }`: the contract's type, on the way in or out, and the conversation. */
export function recordedValues({ name, flow, options, steps, views, logs }) {
  const flows = [flow, ...steps.flatMap((step) => step.flow ?? [])];
  const entries = Object.values(logs).flat();
  const typed = (type, values) => values.map((value) => ({ type, value, name }));
  return [
    ...typed("In<Flow>", flows),
    ...typed("In<EngineOptions>", options ? [options] : []),
    ...typed("In<Input>", steps.map(({ input }) => input)),
    ...typed("Out<Output>", steps.map(({ output }) => output)),
    ...typed("Out<ConversationView | null>", Object.values(views)),
    ...typed("Out<LogEntry>", entries),
    ...entries.flatMap(({ entry }) => typed("seq" in entry ? "Out<Effect>" : "Out<Input>", [entry])),
  ];
}
