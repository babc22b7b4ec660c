/**
 * Brings the designer's modules to Node: bundled as a browser would get them, runes and all, without building the pages.
 *
 * What they need of the package is the package itself.
 */
import { build, transform } from "esbuild";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import init, { nodeKinds } from "handover";
import { compileModule } from "svelte/compiler";

const designer = fileURLToPath(new URL("../../www/src/designer/", import.meta.url));

await init();

/** The kinds of nodes, by type. */
export const kinds = new Map(nodeKinds().map((kind) => [kind.type, kind]));

/** A small flow: hello leads to a question, which leads to a handover, or fails to a goodbye. */
export function flow() {
  return {
    version: 1,
    name: "Small",
    nodes: [
      { id: "start", type: "start", position: { x: 0, y: 0 } },
      { id: "hello", type: "say", position: { x: 340, y: 0 }, data: { label: "Hello", text: ["Hello!"] } },
      { id: "topic", type: "question", position: { x: 680, y: 0 }, data: { text: "What about?", variable: "topic" } },
      { id: "human", type: "handoverToAgent", position: { x: 1020, y: 0 }, data: { provider: "desk", desk: { skills: ["plants"] } } },
      { id: "bye", type: "goTo", position: { x: 1020, y: 200 }, data: { target: "topic" } },
    ],
    edges: [
      { id: "start-next-hello", source: "start", sourceHandle: "next", target: "hello" },
      { id: "hello-next-topic", source: "hello", sourceHandle: null, target: "topic" },
      { id: "topic-next-human", source: "topic", sourceHandle: "next", target: "human" },
      { id: "topic-failed-bye", source: "topic", sourceHandle: "failed", target: "bye" },
    ],
  };
}

/** Answers the exports of modules of the designer, all in one bundle. */
export async function modules(...paths) {
  const folder = await mkdtemp(join(tmpdir(), "designer-"));
  after(() => rm(folder, { recursive: true }));
  const outfile = join(folder, "bundle.mjs");
  const contents = paths.map((path) => `export * from ${JSON.stringify(join(designer, path))};`).join("\n");
  await build({ stdin: { contents, resolveDir: designer }, bundle: true, format: "esm", outfile, conditions: ["browser"], logLevel: "error", plugins: [runes] });
  return import(pathToFileURL(outfile).href);
}

const runes = {
  name: "runes",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "ts", target: "esnext" });
      return { contents: compileModule(code, { filename: path, generate: "client" }).js.code, loader: "js" };
    });
  },
};
