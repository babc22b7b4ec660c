/**
 * Every provider's codec against the fake of its other side, through the packed command: on a calm network each
 * conversation ends as it should, and on bad ones no promise is broken. Every fault that there is has come to each.
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

const SEEDS = 100;
const CONVERSATIONS = 14;

const HTTP = ["429 requests", "500 requests", "503 requests", "cut answers", "delay answers", "delay requests", "drop answers", "drop requests", "duplicate answers", "reorder answers"];
const LETTERS = ["429 requests", "500 requests", "503 requests", "cut letters", "delay letters", "drop answers", "drop letters", "duplicate letters", "reorder letters"];
const WEBHOOKS = ["cut webhooks", "delay webhooks", "drop webhooks", "duplicate webhooks", "reorder webhooks"];
const FRAMES = ["cut frames", "delay frames", "drop connections", "duplicate frames", "reorder frames"];

/** What has to go wrong with each. */
const FAULTS = {
  desk: LETTERS,
  liveAgent: [...HTTP, ...WEBHOOKS],
  chatwoot: [...HTTP, ...WEBHOOKS],
  chatwootClient: [...HTTP, ...FRAMES],
  salesforce: HTTP,
  salesforceMiaw: [...HTTP, ...FRAMES],
  genesysGuestChat: [...HTTP, ...FRAMES],
  genesysWebMessaging: [...HTTP, ...FRAMES],
  genesysOpenMessaging: [...HTTP, ...WEBHOOKS],
  eightByEight: [...HTTP, ...WEBHOOKS],
  ringCentral: [...HTTP, ...WEBHOOKS],
};

/** The faults that the command says have happened, each with what it has happened to. */
function happened(stdout) {
  const lines = [...stdout.matchAll(/^ {2}(delay|duplicate|drop|reorder|cut|429|500|503) +(.*)$/gm)];
  assert.equal(lines.length, 8, stdout);
  return lines.flatMap(([, fault, counts]) => [...counts.matchAll(/([1-9]\d*) ([a-z]+)/g)].map(([, , carrier]) => `${fault} ${carrier}`));
}

for (const [provider, faults] of Object.entries(FAULTS)) {
  test(`${provider} keeps every promise on ${SEEDS} networks`, () => {
    const { stdout, status } = conformance(provider, "--seeds", String(SEEDS));
    const met = happened(stdout);
    assert.deepEqual(faults.filter((fault) => !met.includes(fault)), [], "has never happened");
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
