/** Lets a test use a module of the elements as it stands in `www/src`: bundled, with nothing else of the product around it. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const www = fileURLToPath(new URL("../../www/src/", import.meta.url));

/** Answers what the module exports; `path` is relative to `www/src`. */
export async function source(path) {
  const { outputFiles } = await build({ entryPoints: [www + path], bundle: true, write: false, format: "esm", platform: "node", target: "node20" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
