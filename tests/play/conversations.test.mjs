/** Every conversation file through `handover/play`: it reads, plays and writes the same lines as the crate does. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { tests } from "../../pkg/tools/paths.mjs";
import { Play, parseStep, printStep, runTest } from "../../pkg/dist/play.js";
import init from "../../pkg/dist/node.js";

await init();
const folder = join(tests, "conversations");
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".txt")).sort();
const flows = (name) => JSON.parse(readFileSync(join(tests, "flows", `${name}.json`), "utf8"));

for (const name of files) {
  const text = readFileSync(join(folder, name), "utf8");

  test(`${name} goes as written`, () => {
    const { found, error } = runTest({ name, line: 1, text }, null, {}, { flows });
    assert.equal(error, null);
    assert.equal(found, text);
  });

  test(`${name} is stepped through backwards, and goes on the same from everywhere`, () => {
    const steps = text.split("\n").flatMap((line) => parseStep(line) ?? []);
    for (const step of steps) assert.deepEqual(parseStep(printStep(step)), step);
    const play = Play.from(text, flows("shop"), {}, { flows });
    const seen = () => ({ lines: play.steps.flatMap(({ text, lines }) => [text, ...lines]), moments: steps.map((_, at) => play.moment(at)) });
    const before = seen();
    assert.equal(before.lines.filter((line) => !line.startsWith("<") && !line.startsWith("=")).length, steps.length);
    for (let at = steps.length - 1; at >= 0; at -= 5) {
      play.at = at;
      assert.equal(play.take(steps[at]).dropped, steps.length - at);
      for (const step of steps.slice(at + 1)) play.take(step);
    }
    assert.deepEqual(seen(), before);
    play.free();
  });
}
