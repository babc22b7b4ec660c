// Gives exported and recorded payloads to Google's own Python libraries (`oracle.py`), and takes in what these make
// (`made.py`).
//
// The libraries are installed once, into a virtual environment in the user's cache; without
// python3 or without the network for that first time the test fails and says so.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import init, { Engine } from "handover";

const LIBRARIES = ["google-cloud-dialogflow-cx==2.9.0", "google-cloud-dialogflow==2.54.0", "google-cloud-ces==0.7.2"];
const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "handover");
const ENVIRONMENT = join(CACHE, `oracle-${LIBRARIES.map((library) => library.split("==")[1]).join("-")}`);
const PYTHON = join(ENVIRONMENT, "bin", "python");

let answers;
let made;

before(async () => {
  if (!existsSync(join(ENVIRONMENT, "ready"))) install();
  const python = (name) => JSON.parse(run(PYTHON, [join(FOLDER, name), FOLDER], "Google's libraries do not run"));
  answers = python("oracle.py");
  made = python("made.py");
  await init();
});

test("Google's libraries accept what is exported and recorded", async (t) => {
  const entries = Object.entries(answers);
  assert.ok(entries.length > 50, `only ${entries.length} payloads were looked at`);
  for (const [name, error] of entries) {
    await t.test(name, () => assert.equal(error, null));
  }
});

test("what Google's libraries make is taken for what it is, however they spell it", async (t) => {
  assert.ok(made.length > 150, `only ${made.length} messages were made`);
  for (const { name, spelling, payload, wants, becomes } of made) {
    const check = wants ? () => assert.deepEqual(taken(payload), wanted(wants)) : () => assert.deepEqual(told(payload), { says: null, error: null, ...becomes });
    await t.test(`${name}, ${spelling}`, check);
  }
});

/** What an engine does with a signal: what it asks the desk for, what it says, whether it ends. */
function taken(payload) {
  const nodes = [
    { id: "start", type: "start" },
    { id: "any", type: "signal" },
    { id: "handover", type: "handoverToAgent", data: { metadata: { source: "{{input.signal.source}}", reason: "{{input.signal.reason}}", metadata: "{{input.signal.metadata}}" } } },
  ];
  const engine = new Engine({ version: 1, name: "signals", nodes, edges: [{ id: "1", source: "any", target: "handover" }] });
  const { effects } = engine.handle("one", { type: "signal", payload }, Date.UTC(2026, 2, 2));
  engine.free();
  const find = (wanted) => effects.find(({ type }) => type === wanted);
  const transfer = find("transfer");
  return {
    asked: find("send")?.request.message.metadata ?? null,
    says: find("say")?.text ?? null,
    ended: find("ended") !== undefined,
    transfer: transfer?.phoneGatewayTransfer ?? null,
    headers: transfer?.sip?.xHeaders ?? null,
  };
}

/** What becomes of a handover in the queue when this is told of it. */
function told(payload) {
  const nodes = [{ id: "start", type: "start" }, { id: "handover", type: "handoverToAgent" }];
  const engine = new Engine({ version: 1, name: "reports", nodes, edges: [{ id: "1", source: "start", target: "handover" }] });
  const hear = (input) => engine.handle("one", input, Date.UTC(2026, 2, 2)).effects;
  hear({ type: "message", text: "A human, please" });
  hear({ type: "answer", send: 1, status: 200 });
  const says = hear({ type: "signal", payload }).find(({ type }) => type === "say")?.text ?? null;
  const { status, error } = engine.view("one").handover;
  engine.free();
  return { status, says, error: error?.message ?? null };
}

function wanted({ source, reason = null, metadata, says = null, ended = false, transfer = null, headers = null }) {
  return { asked: source === undefined ? null : { source, reason, metadata }, says, ended, transfer, headers };
}

function install() {
  const python = spawnSync("python3", ["--version"]);
  assert.ok(!python.error, "python3 is missing: install Python 3.9 or newer with its venv module");
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  run("python3", ["-m", "venv", ENVIRONMENT], "python3 has no venv module: install it (Debian: python3-venv)");
  run(PYTHON, ["-m", "pip", "install", "--quiet", ...LIBRARIES], "Google's libraries could not be installed from PyPI");
  writeFileSync(join(ENVIRONMENT, "ready"), "");
}

function run(command, options, sentence) {
  const { status, stdout, stderr } = spawnSync(command, options, { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.equal(status, 0, `${sentence}\n${stderr}`);
  return stdout;
}
