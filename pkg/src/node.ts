/**
 * The entry point for Node, by `import` and by `require`.
 *
 * It reads `engine.wasm` from the disk beside itself. A source given as a path or as a
 * `file:` address is read from the disk too; anything else is as in the browser.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Source, compile, load, missing } from "./core.js";

export { Engine, HandoverError, checkExpression, checkFlow, evaluate, nodeKinds, render, version } from "./core.js";
export { init as default };

/** Loads the engine, from the file beside this module or from a source. */
export function init(source?: Source): Promise<void> {
  return load(async () => {
    const from = source ?? new URL("./engine.wasm", import.meta.url);
    const path = pathOf(from);
    return compile(path === null ? from : await read(path));
  });
}

function pathOf(source: Source): string | null {
  if (source instanceof URL) return source.protocol === "file:" ? pathAt(source) : null;
  if (typeof source !== "string") return null;
  if (source.startsWith("file:")) return pathAt(source);
  return /^[a-z][a-z0-9+.-]+:/i.test(source) ? null : source;
}

function pathAt(address: string | URL): string {
  try {
    return fileURLToPath(address);
  } catch (error) {
    throw missing(String(address), error instanceof Error ? error.message : String(error));
  }
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch (error) {
    throw missing(path, error instanceof Error ? error.message : String(error));
  }
}
