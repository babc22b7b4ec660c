/**
 * Every conversation file once more, through the packed npm package in Node: what comes out of it is what the crate
 * gave, straight and with the conversation stored, forgotten and restored after every step.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { install } from "./installed.mjs";
import { recordings } from "./recorded.mjs";

const { folder, remove } = install();
after(remove);
const { default: init, Engine } = createRequire(join(folder, "package.json"))("handover");
before(() => init());

for (const recording of recordings()) {
  test(`${recording.name}, straight`, () => replay(recording, (engine) => engine));
  test(`${recording.name}, stored after every step`, () => replay(recording, stored));
}

function replay({ flow, options, steps, views, logs }, between) {
  let engine = new Engine(flow, options ?? {});
  for (const [at, step] of steps.entries()) {
    if (step.flow) engine = moved(engine, new Engine(step.flow, options ?? {}), Object.keys(views));
    const output = engine.handle(step.conversation, step.input, step.now);
    assert.deepEqual(output, step.output, `step ${at + 1}, ${JSON.stringify(step.input)}`);
    engine = between(engine, step.conversation);
  }
  for (const [name, view] of Object.entries(views)) {
    assert.deepEqual(engine.view(name), view);
    assert.deepEqual(engine.log(name), logs[name]);
    assert.deepEqual(engine.log(name, 3), logs[name].slice(3));
  }
  engine.free();
}

/** The conversation leaves memory and comes back; one that was never opened is not there. */
function stored(engine, conversation) {
  if (engine.view(conversation) === null) return engine;
  const snapshot = engine.snapshot(conversation);
  assert.equal(engine.forget(conversation), true);
  assert.equal(engine.restore(snapshot), conversation);
  assert.deepEqual(engine.snapshot(conversation), snapshot);
  return engine;
}

/** The conversations go on in an engine of another flow. */
function moved(from, to, names) {
  for (const name of names.filter((name) => from.view(name) !== null)) to.restore(from.snapshot(name));
  from.free();
  return to;
}
