/**
 * The entry point that needs no file: it carries the wasm as text.
 *
 * It is a third larger to download than the file, and works wherever a script does.
 */
import { compile, load } from "./core.js";

export { Engine, HandoverError, checkExpression, checkFlow, evaluate, nodeKinds, render, version } from "./core.js";
export { init as default };

/** Replaced at build time by the wasm in base64. */
declare const WASM: string;

/** Loads the engine that this module carries. */
export function init(): Promise<void> {
  return load(() => compile(Uint8Array.from(atob(WASM), (character) => character.charCodeAt(0))));
}
