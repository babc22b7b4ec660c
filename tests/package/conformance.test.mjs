/**
 * Every provider's codec against the fake of its other side, through the packed command: on a calm network each
 * conversation ends as it should, and on bad ones no promise is broken.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { install } from "./installed.mjs";

const { folder, remove } = install();
after(remove);

function conformance(...args) {
  const { stdout, stderr, status } = spawnSync(join(folder, "node_modules", ".bin", "handover"), ["conformance", ...args], { cwd: folder, encoding: "utf8" });
  return { stdout, stderr, status };
}

const SEEDS = 50;
const CONVERSATIONS = 14;

for (const provider of [
  "desk",
  "liveAgent",
  "chatwoot",
  "chatwootClient",
  "salesforce",
  "salesforceMiaw",
  "genesysGuestChat",
  "genesysWebMessaging",
  "genesysOpenMessaging",
  "eightByEight",
  "ringCentral",
]) {
  test(`${provider} keeps every promise on ${SEEDS} networks`, () => {
    const { stdout, status } = conformance(provider, "--seeds", String(SEEDS));
    assert.match(stdout, new RegExp(`${CONVERSATIONS * (SEEDS + 1)} runs, 0 broken`));
    assert.equal(status, 0, stdout);
  });
}

test("a provider without a fake is named with those that have one", () => {
  const { stderr, status } = conformance("nobody");
  assert.match(stderr, /there is no fake of `nobody`; there is one of desk, liveAgent, chatwoot, /);
  assert.equal(status, 2);
});

test("the first of the seeds can be run alone, as any other", () => {
  const { stdout, status } = conformance("desk", "--seed", "0");
  assert.match(stdout, new RegExp(`${CONVERSATIONS * 2} runs, 0 broken`));
  assert.equal(status, 0);
});
