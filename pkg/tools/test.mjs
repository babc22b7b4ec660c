/**
 * `npm test`: sets up what is missing, builds, and runs every test there is.
 *
 * A step that fails does not stop the others; what it said stands at the end. The last
 * line is `N passed, N failed`, added up from what the runners printed. A step that ends
 * badly, or whose count cannot be read, counts as at least one failure.
 */
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { buildPackage } from "./build.mjs";
import { countCargo, countNextest, countNode } from "./count.mjs";
import { buildPages } from "./pages.mjs";
import { root, tests } from "./paths.mjs";
import { setUpTests } from "./setup.mjs";
import { Failed, attempt, main, step } from "./step.mjs";
import { buildWasmTests, runWasmTests } from "./wasm-tests.mjs";

await main(async () => {
  console.log("Set up and build");
  const ready = await setUpTests();
  const results = [await build(ready)];
  if (results[0].failed === 0) {
    console.log("Test");
    for (const suite of await suites(ready)) results.push(await perform(suite));
  }

  for (const { title, output, failed } of results) {
    if (failed > 0) console.log(`\n--- ${title}\n${failures(output).trimEnd()}\n`);
  }
  const total = (key) => results.reduce((all, result) => all + result[key], 0);
  console.log(`${total("passed")} passed, ${total("failed")} failed`);
  if (total("failed") > 0) process.exitCode = 1;
});

/** Nothing can be tested that was not built; that counts as one failure. */
async function build(ready) {
  const result = { title: "build", output: "", passed: 0, failed: 0 };
  try {
    await buildPackage(ready);
    await buildPages();
    return result;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return { ...result, output: error.output, failed: 1 };
  }
}

async function perform({ title, work, count }) {
  const result = { title, output: "", passed: 0, failed: 0 };
  await step(title, async () => {
    const { code, output } = await work();
    const counted = count(output);
    result.output = output;
    result.passed = counted?.passed ?? 0;
    result.failed = Math.max(counted?.failed ?? 1, code === 0 ? 0 : 1);
    return { failed: result.failed > 0, remark: `${result.passed} passed, ${result.failed} failed` };
  });
  return result;
}

/** Node's runner repeats at the end what has failed: that part says it all. */
function failures(output) {
  return output.slice(Math.max(0, output.indexOf("✖ failing tests:")));
}

async function suites(ready) {
  return [...(await nativeSuites()), ...wasmSuites(ready), ...nodeSuites(ready)];
}

async function nativeSuites() {
  const cargo = (...args) => () => attempt("cargo", args);
  if ((await attempt("cargo", ["nextest", "--version"])).code !== 0) {
    return [{ title: "crate", work: cargo("test", "--no-fail-fast"), count: countCargo }];
  }
  return [
    { title: "crate", work: cargo("nextest", "run", "--no-fail-fast"), count: countNextest },
    { title: "examples in the crate's docs", work: cargo("test", "--doc"), count: countCargo },
  ];
}

function wasmSuites(ready) {
  let built;
  const suite = (title, browser) => ({
    title,
    work: async () => {
      const { code, output, file } = await (built ??= buildWasmTests(ready.cargo));
      return code === 0 ? runWasmTests(file, ready, browser) : { code, output };
    },
    count: countCargo,
  });
  return [suite("binding in Node", false), suite("binding in Chromium", true)];
}

/** Every folder of `tests` that holds tests for Node is a suite of its own. */
function nodeSuites({ chromium }) {
  const env = { CHROME: chromium.browser };
  return readdirSync(tests, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "out")
    .map((entry) => ({ name: entry.name, files: testFiles(join(tests, entry.name)) }))
    .filter(({ files }) => files.length > 0)
    .map(({ name, files }) => ({
      title: `tests/${name}`,
      work: () => attempt(process.execPath, ["--test", "--test-reporter=spec", "--test-timeout=300000", "--test-concurrency=2", ...files], { env }),
      count: countNode,
    }));
}

function testFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".test.mjs") && !name.includes("node_modules"))
    .map((name) => relative(root, join(folder, name)))
    .sort();
}
