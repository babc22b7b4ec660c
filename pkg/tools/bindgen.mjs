/**
 * The wasm-bindgen programs, of exactly the version that Cargo.lock names.
 *
 * They are built once into the cache, in a folder named by their version: built
 * aside and moved in whole, so that an interrupted or a parallel try harms nothing.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cached } from "./paths.mjs";
import { lockedVersion } from "./rust.mjs";
import { fetched, step } from "./step.mjs";

/** Answers the folder that holds `wasm-bindgen` and `wasm-bindgen-test-runner`. */
export async function bindgenPrograms() {
  const version = lockedVersion("wasm-bindgen");
  const home = cached(`wasm-bindgen-${version}`);
  if (!existsSync(join(home, "bin"))) await step(`wasm-bindgen ${version}`, () => install(version, home));
  return join(home, "bin");
}

async function install(version, home) {
  mkdirSync(dirname(home), { recursive: true });
  const aside = mkdtempSync(`${home}.`);
  try {
    // Unoptimised and without defaults it builds in a third of the time, and runs for milliseconds.
    const args = ["install", "wasm-bindgen-cli", "--version", version, "--no-default-features", "--debug", "--root", aside];
    await fetched("The wasm-bindgen programs", "cargo", args, { cwd: aside, env: { CARGO_TARGET_DIR: join(aside, "target") } });
    rmSync(join(aside, "target"), { recursive: true, force: true });
    moveIn(aside, home);
  } finally {
    // What was interrupted may still be writing its last file.
    rmSync(aside, { recursive: true, force: true, maxRetries: 10 });
  }
}

function moveIn(aside, home) {
  try {
    renameSync(aside, home);
  } catch (error) {
    // Another checkout was faster, and its programs are the same.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  }
}
