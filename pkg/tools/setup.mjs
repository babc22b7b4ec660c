/**
 * Sets up what a command needs, on a machine that has only Rust and Node.
 *
 * It imports nothing but Node and its neighbours: it runs before there are packages.
 * What is there is left alone; what cannot be had is one sentence.
 */
import { bindgenPrograms } from "./bindgen.mjs";
import { requireChromium } from "./chromium.mjs";
import { requireNode, requirePackages } from "./packages.mjs";
import { requirePython } from "./python.mjs";
import { requireRust, wasmCargo } from "./rust.mjs";

/** Makes the machine ready to build; answers `{ cargo, bindgen }` for it. */
export async function setUp() {
  requireNode();
  await requireRust();
  await requirePackages();
  return { cargo: await wasmCargo(), bindgen: await bindgenPrograms() };
}

/** Makes the machine ready to test; answers what `setUp` does, and `{ chromium }`. */
export async function setUpTests() {
  const ready = await setUp();
  await requirePython();
  return { ...ready, chromium: await requireChromium() };
}
