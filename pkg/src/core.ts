/**
 * What all entry points share: the API, and the one engine behind it.
 *
 * The entry points differ only in where they find the wasm. Whichever of them loads it
 * first, it is loaded once, and all of them then work. A load that failed may be tried again.
 */
import * as glue from "../dist/glue/handover_bg.js";
import { attach } from "./api.js";

export { Engine, HandoverError, checkExpression, checkFlow, evaluate, nodeKinds, render, version } from "./api.js";
export { compile, missing } from "./load.js";
export type { Source } from "./load.js";

let loading: Promise<void> | null = null;

/** Loads the engine from the module that `find` answers, unless it is loaded or loading; every call gets the same promise. */
export function load(find: () => Promise<WebAssembly.Module>): Promise<void> {
  loading ??= start(find).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function start(find: () => Promise<WebAssembly.Module>): Promise<void> {
  const module = await find();
  const instance = await WebAssembly.instantiate(module, { "./handover_bg.js": glue });
  attach(instance.exports);
}
