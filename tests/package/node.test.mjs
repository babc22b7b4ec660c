/** The packed package in Node: by import, by require, and when its file cannot be had. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { EXPECTED, install } from "./installed.mjs";

const { folder, home, remove } = install();
after(remove);

/** Runs a script where the package is installed; it must print one JSON value and nothing else, on either stream. */
function run(name, script) {
  writeFileSync(join(folder, name), script);
  const { stdout, stderr, status } = spawnSync(process.execPath, [name], { cwd: folder, encoding: "utf8" });
  assert.equal(stderr, "");
  assert.equal(status, 0);
  return JSON.parse(stdout);
}

const EXERCISE = 'import { exercise, failure } from "./exercise.mjs";\nconst print = (value) => console.log(JSON.stringify(value));\n';

for (const entry of ["handover", "handover/inline"]) {
  test(`import ${entry}`, () => {
    assert.deepEqual(run("esm.mjs", `${EXERCISE}import * as api from "${entry}"; print(await exercise(api));`), EXPECTED);
  });

  test(`require ${entry}`, () => {
    const script = `const api = require("${entry}"); import("./exercise.mjs").then(async ({ exercise }) => console.log(JSON.stringify(await exercise(api))));`;
    assert.deepEqual(run("cjs.cjs", script), EXPECTED);
  });
}

const FILE = 'import { readFileSync } from "node:fs"; const bytes = readFileSync(new URL(import.meta.resolve("handover/engine.wasm")));';
const SOURCES = {
  bytes: "bytes",
  "an ArrayBuffer": "bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)",
  "a module": "new WebAssembly.Module(bytes)",
  "a response": 'new Response(bytes, { headers: { "content-type": "application/wasm" } })',
  "a response without a type": "new Response(bytes)",
  "a data address": '"data:application/wasm;base64," + bytes.toString("base64")',
};
for (const [title, source] of Object.entries(SOURCES)) {
  test(`handover/slim is given ${title}`, () => {
    // A response can be read once, so the second call of init may not touch it.
    assert.deepEqual(run("slim.mjs", `${EXERCISE}${FILE} import * as api from "handover/slim"; print(await exercise(api, ${source}));`), EXPECTED);
  });
}

test("handover/slim without a source says what it needs", () => {
  const found = run("none.mjs", `${EXERCISE}import init from "handover/slim"; print(await failure(init));`);
  assert.equal(found.name, "HandoverError");
  assert.equal(found.code, "wasm_missing");
  assert.match(found.message, /give its bytes, module or address to init\(\)/);
});

test("the entry points share one engine", () => {
  const script = `${EXERCISE}import init from "handover/inline"; import { evaluate } from "handover"; await init(); print(evaluate("1+1", {}));`;
  assert.equal(run("shared.mjs", script), 2);
});

test("a missing file is named, and a later try may succeed", () => {
  const script = `${EXERCISE}import init, { version } from "handover";
    const found = await failure(init, "nowhere/engine.wasm");
    await init();
    print({ ...found, then: typeof version().engine });`;
  const found = run("retry.mjs", script);
  assert.equal(found.code, "wasm_missing");
  assert.match(found.message, /`nowhere\/engine\.wasm`.*ENOENT.*handover\/inline/);
  assert.equal(found.then, "string");
});

test("an installation without the file says so", () => {
  renameSync(join(home, "dist", "engine.wasm"), join(home, "dist", "moved.wasm"));
  try {
    const found = run("gone.mjs", `${EXERCISE}import init from "handover"; print(await failure(init));`);
    assert.equal(found.code, "wasm_missing");
  } finally {
    renameSync(join(home, "dist", "moved.wasm"), join(home, "dist", "engine.wasm"));
  }
});

test("bytes that are not wasm, or only a part of it, are told", () => {
  for (const bytes of ['new TextEncoder().encode("<!doctype html>")', "bytes.subarray(0, 5000)", "new Uint8Array(3)"]) {
    const found = run("broken.mjs", `${EXERCISE}${FILE} import init from "handover/slim"; print(await failure(init, ${bytes}));`);
    assert.equal(found.code, "wasm_not_wasm");
  }
});

test("wasm of another build is told", () => {
  const script = `${EXERCISE}${FILE} import init from "handover/slim";
    const other = bytes.slice(); other[other.length - 1] ^= 1;
    print(await failure(init, other));`;
  const found = run("other.mjs", script);
  assert.equal(found.code, "wasm_version_mismatch");
  assert.match(found.message, /build `0\.\d+\.\d+-\w+`/);
});

test("an error of the package is an Error that knows its class", () => {
  const script = `${EXERCISE}import { HandoverError, version } from "handover";
    try { version(); } catch (error) { print([error instanceof HandoverError, error instanceof Error, error.findings, String(error).startsWith("HandoverError: ")]); }`;
  assert.deepEqual(run("error.mjs", script), [true, true, null, true]);
});

/** Codes and messages of what each of these throws. */
const refusals = (cases) =>
  run(
    "refused.mjs",
    `${EXERCISE}import { runInNewContext } from "node:vm"; import init, * as api from "handover"; await init();
    let bytes;
    const engine = new api.Engine({ version: 1, name: "x", nodes: [{ id: "start", type: "start" }], edges: [] });
    const say = (id, data) => engine.handle(id, { type: "message", text: "Hi", data }, 1);
    const found = [];
    for (const work of [${cases.map((each) => `() => ${each}`).join(", ")}]) {
      try { found.push(["nothing", String(work())]); } catch ({ name, code, message }) { found.push([name + " " + code, message]); }
    }
    print([...found, engine.size]);`,
  );

test("what is no text is named", () => {
  const [...found] = refusals(["api.render(5, {})", "api.evaluate(undefined, {})", "api.checkExpression(null)", 'engine.export("c")', 'engine.webhook("desk")', "engine.view(5)"]);
  assert.equal(found.pop(), 0);
  const names = ["template", "expression", "source", "format", "body", "conversation"];
  assert.deepEqual(found, names.map((name, at) => ["HandoverError input_invalid", `\`${name}\` must be a string, and is of type \`${["number", "undefined", "object", "undefined", "undefined", "number"][at]}\``]));
});

test("a value that calls the engine while it is read is refused, and reaches no other conversation", () => {
  const [first, second, third, size] = refusals([
    'say("other") && "said"',
    'say("c", { when: { toJSON() { say("other"); return "now"; } } })',
    'engine.handle("c", { type: "message", get text() { engine.view("other"); return "Hi"; } }, 1)',
  ]);
  assert.deepEqual(first, ["nothing", "said"]);
  assert.deepEqual([second, third], ["when", "input"].map((name) => ["HandoverError input_invalid", `reading \`${name}\` calls the engine: read it before`]));
  assert.equal(size, 1);
});

test("halves of characters make no two ids one", () => {
  const [one, whole, size] = refusals(['say("visitor \\ud83d")', 'say("visitor \\ud83d\\ude00") && engine.view("visitor 😀").name']);
  assert.match(one[1], /`conversation` holds half of a character/);
  assert.deepEqual(whole, ["nothing", "visitor 😀"]);
  assert.equal(size, 1);
});

test("a snapshot read by another realm's code is one all the same", () => {
  const [found] = refusals([`(say("c"), bytes = [...engine.snapshot("c")], engine.restore(runInNewContext("new Uint8Array(bytes)", { bytes })))`]);
  assert.deepEqual(found, ["nothing", "c"]);
});

test("an answer that cannot be read is a file that cannot be had", () => {
  const found = run("used.mjs", `${EXERCISE}${FILE} import init from "handover/slim"; const used = new Response(bytes); await used.text(); print(await failure(init, used));`);
  assert.equal(found.code, "wasm_missing");
  assert.match(found.message, /its body cannot be read/);
});

test("the example in the README answers what its comments say", () => {
  const [example] = /(?<=```js\n)import init, \{ Engine \}[\s\S]*?(?=```)/.exec(readFileSync(join(home, "README.md"), "utf8"));
  let said = 0;
  const script = example.replace(/^(tell\(.*\)); \/\/ (.*)$/gm, (line, call, expected) => (said++, `assert.deepEqual(${call}, ${expected});`));
  assert.equal(run("readme.mjs", `import assert from "node:assert/strict";\n${script}\nconsole.log(${said});`), 3);
});

test("the server in the README takes in signed webhooks, and survives whatever else comes", () => {
  const readme = readFileSync(join(home, "README.md"), "utf8");
  const [example] = /(?<=### On a server[^]*?```js\n)[^]*?(?=```)/.exec(readme);
  const asked = `import { createHmac } from "node:crypto"; import { connect } from "node:net";
    import init, { Engine } from "handover"; import { createHost, memoryStorage } from "handover/host";
    await init();
    process.env.CHATWOOT_SECRET = "secret";
    console.error = () => {};
    const flow = { version: 1, name: "x", nodes: [{ id: "start", type: "start" }, { id: "human", type: "handoverToAgent" }], edges: [{ id: "e", source: "start", target: "human" }] };
    const storage = memoryStorage();
    const outside = fetch;
    const ANSWERS = { contacts: { payload: { contact: { id: 3 }, contact_inbox: { source_id: "s1" } } }, conversations: { id: 42 } };
    globalThis.fetch = async (url) => new Response(JSON.stringify(ANSWERS[new URL(url).pathname.split("/").at(-1)] ?? {}));
    ${example.replace("}).listen(8080);", "}).listen(0, talk);")}
    async function talk() {
      const { port } = this.address();
      const address = "http://localhost:" + port + "/hook";
      const conversation = await host.open("visitor-1");
      await conversation.send("A human, please");
      const status = async (wanted) => { while (conversation.view().handover?.status !== wanted) await new Promise((done) => setTimeout(done, 5)); return wanted; };
      await status("queue");
      const body = JSON.stringify({ event: "message_created", id: 7, content: "Hi", message_type: "outgoing", private: false, sender: { id: 1, name: "Dana", type: "user" }, conversation: { id: 42 } });
      const time = String(Math.floor(Date.now() / 1000));
      const headers = { "x-chatwoot-timestamp": time, "x-chatwoot-signature": "sha256=" + createHmac("sha256", "secret").update(time + "." + body).digest("hex") };
      const answers = [];
      for (const request of [{ method: "GET" }, { method: "POST", body }, { method: "POST", body: "x".repeat(5_000_000) }, { method: "POST", body, headers }]) answers.push((await outside(address, request)).status);
      await new Promise((done) => {
        const socket = connect(port, "localhost", () => socket.write("POST /hook HTTP/1.1\\r\\nhost: x\\r\\ncontent-length: 100\\r\\n\\r\\nhalf", () => setTimeout(() => (socket.destroy(), setTimeout(done, 50)), 50)));
      });
      console.log(JSON.stringify([answers, await status("active")]));
      process.exit();
    }`;
  assert.deepEqual(run("server.mjs", asked), [[401, 401, 413, 200], "active"]);
});
