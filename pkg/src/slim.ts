/**
 * The entry point that looks for nothing: it is given the wasm.
 *
 * For runtimes that hand over modules instead of files, and for pages that decide
 * themselves what is fetched and when.
 */
import { HandoverError, type Source, compile, load } from "./core.js";

export { Engine, HandoverError, checkExpression, checkFlow, evaluate, nodeKinds, render, version } from "./core.js";
export { init as default };

/** Loads the engine from a source. */
export function init(source: Source): Promise<void> {
  return load(async () => {
    if (source == null) throw new HandoverError("wasm_missing", "`handover/slim` brings no wasm: give its bytes, module or address to init()");
    return compile(source);
  });
}
