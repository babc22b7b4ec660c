/** The packed package in a browser page without a bundler, in a worker, under policies, and with files that are not what they should be. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openBrowser } from "./browser.mjs";
import { EXPECTED, install } from "./installed.mjs";

const { folder, remove } = install();
const DIST = "/node_modules/handover/dist";
let browser;
before(async () => (browser = await openBrowser()));
after(async () => {
  await browser.close();
  remove();
});

/** Writes a page whose only script is a file, as strict policies want it, and answers its path. */
function page(name, script) {
  writeFileSync(join(folder, `${name}.html`), `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${name}.js"></script>`);
  writeFileSync(join(folder, `${name}.js`), `import { exercise, failure } from "./exercise.mjs";\n${script}`);
  return `/${name}.html`;
}

const plain = page("plain", `import * as api from "${DIST}/browser.js"; window.result = await exercise(api);`);
const inline = page("inline", `import * as api from "${DIST}/inline.js"; window.result = await exercise(api);`);
const failing = page("failing", `import init from "${DIST}/browser.js"; window.result = await failure(init);`);

/** Changes the answer for the wasm alone. */
const forWasm = (change) => (answer) => (answer.path.endsWith("engine.wasm") ? { ...answer, ...change } : answer);
/** Gives every answer a policy. */
const policy = (text) => (answer) => ({ ...answer, headers: { ...answer.headers, "content-security-policy": text } });

describe("a page without a bundler", () => {
  test("by an address", async () => assert.deepEqual(await browser.open(folder, plain), EXPECTED));

  test("by an import map", async () => {
    const map = JSON.stringify({ imports: { handover: `${DIST}/browser.js` } });
    const script = 'import { exercise } from "./exercise.mjs"; import * as api from "handover"; window.result = await exercise(api);';
    writeFileSync(join(folder, "map.html"), `<link rel="icon" href="data:,"><script type="importmap">${map}</script><script type="module">${script}</script>`);
    assert.deepEqual(await browser.open(folder, "/map.html"), EXPECTED);
  });

  test("without a file", async () => {
    const noFile = forWasm({ status: 404, body: "" });
    assert.deepEqual(await browser.open(folder, inline, { adapt: noFile }), EXPECTED);
  });

  test("given an address, a request and a response", async () => {
    const script = `import init, { version } from "${DIST}/slim.js"; const file = "${DIST}/engine.wasm";
      const source = { url: file, request: new Request(file), response: await fetch(file) }[location.hash.slice(1)];
      await init(source); window.result = version().flow;`;
    const path = page("given", script);
    for (const kind of ["url", "request", "response"]) assert.equal(await browser.open(folder, `${path}#${kind}`), 1);
  });
});

test("a web worker", async () => {
  const worker = `import { exercise } from "./exercise.mjs"; import * as api from "${DIST}/browser.js"; postMessage(await exercise(api));`;
  writeFileSync(join(folder, "in-worker.js"), worker);
  const path = page("worker", 'new Worker("in-worker.js", { type: "module" }).onmessage = ({ data }) => (window.result = data);');
  assert.deepEqual(await browser.open(folder, path), EXPECTED);
});

describe("a content security policy", () => {
  const strict = "default-src 'none'; img-src data:; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

  test("that allows wasm", async () => assert.deepEqual(await browser.open(folder, plain, { adapt: policy(strict) }), EXPECTED));

  test("that allows wasm and no connection, without a file", async () => {
    const unconnected = policy(strict.replace("connect-src 'self'; ", ""));
    assert.deepEqual(await browser.open(folder, inline, { adapt: unconnected }), EXPECTED);
  });

  test("that forbids wasm is told", async () => {
    const found = await browser.open(folder, failing, { adapt: policy(strict.replace(" 'wasm-unsafe-eval'", "")), noise: [/wasm-unsafe-eval|unsafe-eval/] });
    assert.equal(found.code, "wasm_blocked_by_csp");
    assert.match(found.message, /add 'wasm-unsafe-eval' to its `script-src`/);
  });

  test("that forbids the connection is told", async () => {
    const found = await browser.open(folder, failing, { adapt: policy(strict.replace("connect-src 'self'", "connect-src 'none'")), noise: [/connect-src|Content Security Policy/] });
    assert.equal(found.code, "wasm_missing");
    assert.match(found.message, /connect-src/);
  });
});

describe("a file that is not what it should be", () => {
  test("missing", async () => {
    const found = await browser.open(folder, failing, { adapt: forWasm({ status: 404, body: "" }), noise: [/404/] });
    assert.equal(found.code, "wasm_missing");
    assert.match(found.message, /engine\.wasm`: the server answered 404; serve the package's `engine\.wasm`/);
  });

  test("a page in its place", async () => {
    const found = await browser.open(folder, failing, { adapt: forWasm({ headers: { "content-type": "text/html" }, body: "<!doctype html><p>Not here</p>" }) });
    assert.equal(found.code, "wasm_not_wasm");
    assert.match(found.message, /text\/html.*a server that answers unknown addresses with a page/);
  });

  test("a page in its place that claims to be wasm", async () => {
    const found = await browser.open(folder, failing, { adapt: forWasm({ body: "<!doctype html><p>Not here</p>" }) });
    assert.equal(found.code, "wasm_not_wasm");
  });

  for (const type of ["application/octet-stream", "text/plain"]) {
    test(`the right bytes as ${type} work all the same`, async () => {
      assert.deepEqual(await browser.open(folder, plain, { adapt: forWasm({ headers: { "content-type": type } }) }), EXPECTED);
    });
  }
});
