/**
 * Builds the pages in `www` with Vite, unless nothing that they are made of has changed.
 */
import { join } from "node:path";
import { elementFiles } from "./elements.mjs";
import { dist, tests, www } from "./paths.mjs";
import { unlessDone } from "./stamp.mjs";
import { run, step } from "./step.mjs";

/** Where the built pages lie. */
export const pages = join(www, "dist");

/** Builds them; the package must be built. */
export async function buildPages() {
  const shipped = ["engine.wasm", "core.js", "browser.js", "host.js", "index.d.ts"].map((name) => join(dist, name));
  const example = join(tests, "flows", "example.json");
  await unlessDone({ stamp: join(pages, ".stamp"), inputs: [www, example, ...shipped, ...elementFiles()], outputs: [join(pages, "index.html")] }, () =>
    step("pages", () => run("npm", ["run", "build"], { cwd: www })),
  );
}
