/**
 * Takes what is no entry point of the package from its TypeScript source, for tests that look inside.
 *
 * It is bundled in memory: nothing is written, so that tests may do it at the same time.
 */
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** Imports a module that is written here, with `from` paths within a folder of `pkg/src`. */
export async function fromSource(folder, contents) {
  const resolveDir = fileURLToPath(new URL(`../../pkg/src/${folder}`, import.meta.url));
  const { outputFiles } = await build({ stdin: { contents, resolveDir, loader: "ts" }, bundle: true, format: "esm", write: false });
  const named = `${outputFiles[0].text}\n//# sourceURL=pkg/src/${folder}`;
  return import(`data:text/javascript;base64,${Buffer.from(named).toString("base64")}`);
}
