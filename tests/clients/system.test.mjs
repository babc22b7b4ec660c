/**
 * The command speaks to a real system, which is what a served fake looks like from outside: over HTTP, sockets and
 * streams, with the package's own host. It says what it will do, and does nothing without being told to.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve, until } from "./served.mjs";

const cli = fileURLToPath(new URL("../../pkg/dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "handover-system-"));
after(() => rmSync(folder, { recursive: true }));

function conformance(provider, system, args = [], flags = []) {
  const file = join(folder, `${provider}.json`);
  writeFileSync(file, JSON.stringify(system));
  const child = spawn(process.execPath, [...flags, cli, "conformance", provider, "--system", file, ...args], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => void (stdout += data));
  child.stderr.on("data", (data) => void (stderr += data));
  return new Promise((done) => child.on("close", (status) => done({ stdout, stderr, status })));
}

// What only newer versions of Node have without being asked.
const sockets = typeof WebSocket === "function" ? [] : ["--experimental-websocket"];
const secrets = { source: "the source's secret" };
const headers = { api_access_token: "token" };

const providers = ["liveAgent", "chatwoot", "chatwootClient", "salesforce", "salesforceMiaw", "genesysGuestChat", "genesysWebMessaging", "genesysOpenMessaging", "eightByEight", "ringCentral"];
describe("a real system", { concurrency: true }, () => {
  for (const provider of providers) {
    test(`${provider} is spoken to as it was announced`, async (t) => {
      const { fake, requests, close } = await serve(provider);
      t.after(close);
      const trial = conformance(provider, { settings: fake.settings, headers, secrets }, ["--yes"], sockets);
      await until(() => fake.tickets.length > 0, "the request");
      fake.accept({ id: "7", name: "Dana" });
      const { stdout, stderr, status } = await trial;
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout, /^This opens ONE conversation/);
      assert.match(stdout, /it went as it should\n$/);
      const [ticket, ...others] = fake.tickets;
      assert.deepEqual(others, []);
      assert.equal(ticket.open, false, "it is told of the end");
      assert.deepEqual(ticket.said.slice(-2), ["This is a test of the connection.", "It will be over in a moment."]);
      const url = Object.values(fake.settings).find((value) => /^http/.test(value));
      assert.ok(stdout.includes(JSON.stringify(url)), "the address is announced");
      if (provider === "chatwoot") assert.ok(requests.every(({ headers }) => headers["api_access_token"] === "token"));
      if (provider === "ringCentral") assert.ok(requests.some(({ headers }) => /^[0-9a-f]{128}$/.test(headers["x-smccsdk-signature"])));
    });
  }
});

test("nothing is done without being told to", async (t) => {
  const { fake, requests, close } = await serve("chatwoot");
  t.after(close);
  const { stdout, status } = await conformance("chatwoot", { settings: fake.settings, headers });
  assert.equal(status, 0);
  assert.match(stdout, /ONE conversation[^]*inboxId: 5[^]*the header api_access_token and no secret[^]*cancels[^]*nothing was done: call it again with --yes/);
  assert.doesNotMatch(stdout, /"token"/);
  assert.deepEqual(requests, []);
});

test("what a system refuses is named", async (t) => {
  const { fake, close } = await serve("chatwoot");
  t.after(close);
  fake.expire();
  const { stdout, status } = await conformance("chatwoot", { settings: fake.settings, headers }, ["--yes"]);
  assert.equal(status, 1, stdout);
  assert.match(stdout, /POST http:\/\/127\.0\.0\.1:\d+\/api\/v1\/accounts\/1\/contacts was answered with 401/);
});

test("a file without settings, and the desk, are complained about", async () => {
  const empty = await conformance("chatwoot", {});
  assert.deepEqual([empty.status, empty.stdout], [2, ""]);
  assert.match(empty.stderr, /names no `settings`/);
  const desk = await conformance("desk", { settings: {} }, ["--yes"]);
  assert.equal(desk.status, 2);
  assert.match(desk.stderr, /the desk is no system/);
});
