/**
 * The entry point for browsers, their workers, and the bundlers that build for them.
 *
 * It finds `engine.wasm` beside itself by `new URL(…, import.meta.url)`, written so that
 * Vite and webpack recognise it and bring the file along.
 */
import { type Source, compile, load, missing } from "./core.js";

export { Engine, HandoverError, checkExpression, checkFlow, evaluate, nodeKinds, render, version } from "./core.js";
export { init as default };

/** Loads the engine, from the file beside this module or from a source. */
export function init(source?: Source): Promise<void> {
  return load(async () => compile(source ?? beside()));
}

function beside(): URL {
  try {
    return new URL("./engine.wasm", import.meta.url);
  } catch {
    throw missing("engine.wasm", "this bundle does not say where its files lie");
  }
}
