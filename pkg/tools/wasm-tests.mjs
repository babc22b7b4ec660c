/**
 * The tests of the binding, compiled to wasm and run in Node and in Chromium.
 *
 * wasm-bindgen's own runner is called, not by cargo but here, so that one build serves
 * both places and a path with spaces does no harm.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHROMIUM_ARGUMENTS } from "./chromium.mjs";
import { out } from "./paths.mjs";
import { artifacts } from "./rust.mjs";
import { attempt } from "./step.mjs";

/** Compiles `tests/wasm.rs`; answers `{ code, output, file }`. */
export async function buildWasmTests({ program, args, env }) {
  const build = ["test", "--test", "wasm", "--no-run", ...args, "--message-format=json-render-diagnostics"];
  const { code, output, stdout } = await attempt(program, build, { env, data: true });
  const file = artifacts(stdout).find((artifact) => artifact.executable)?.executable;
  return { code, output, file };
}

/** Runs the compiled tests. */
export function runWasmTests(file, { bindgen, chromium }, browser) {
  const env = browser ? browserSettings(chromium) : {};
  return attempt(join(bindgen, "wasm-bindgen-test-runner"), [file], { env });
}

function browserSettings({ browser, driver }) {
  const capabilities = join(out, "webdriver.json");
  mkdirSync(out, { recursive: true });
  writeFileSync(capabilities, JSON.stringify({ "goog:chromeOptions": { binary: browser, args: CHROMIUM_ARGUMENTS } }));
  return { WASM_BINDGEN_USE_BROWSER: "1", WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities, CHROMEDRIVER: driver };
}
