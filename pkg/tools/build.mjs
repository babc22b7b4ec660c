/**
 * `npm run build`: the wasm, its glue, the entry points, the types, the elements, the pages.
 *
 * Nothing is built twice: the wasm is remade when the crate, the compiler or these
 * tools have changed. The sizes printed at the end are of what is shipped.
 */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { bundle } from "./bundle.mjs";
import { ELEMENTS, buildElements } from "./elements.mjs";
import { buildPages } from "./pages.mjs";
import { dist } from "./paths.mjs";
import { setUp } from "./setup.mjs";
import { printElementSizes, printSizes } from "./sizes.mjs";
import { main, step } from "./step.mjs";
import { buildWasm } from "./wasm.mjs";

/** Builds the package; `ready` is what set-up answered. */
export async function buildPackage(ready) {
  const build = await buildWasm(ready);
  await step("JavaScript and types", () => bundle(build));
  await buildElements();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await buildPackage(await setUp());
    await buildPages();
    printSizes(["engine.wasm", "core.js", "browser.js", "node.js", "slim.js", "inline.js"].map((name) => join(dist, name)));
    printElementSizes(join(dist, "elements"), ELEMENTS);
  });
}
