/**
 * From `pkg/src` to the entry points in `dist`, as ES modules and as CommonJS.
 *
 * All entry points import one core, which stays a file of its own: whichever of them
 * loads the engine, there is one. Names are kept readable; users' own tools minify.
 */
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dist, pkg } from "./paths.mjs";
import { Failed } from "./step.mjs";

const ESM = ["core", "browser", "node", "inline", "slim"];
const CJS = ["core", "node", "inline", "slim"];
/** Entry points that are a folder each. */
const FOLDERS = ["host", "play"];
const TYPES = ["index", "inline", "slim", "host", "play"];
/** The elements are ES modules only: their types are too. */
const ELEMENT_TYPES = ["element", "designer", "chat", "desk"];

/** Writes all that `dist` holds beside the wasm; `build` is the mark that the wasm carries. */
export async function bundle(build) {
  removeOld();
  const folders = Object.fromEntries(FOLDERS.map((name) => [name, join(pkg, "src", name, "index.ts")]));
  const cli = join(pkg, "src", "cli", "index.ts");
  const webhook = join(pkg, "src", "host", "webhook.ts");
  await emit({ ...options("esm", build), entryPoints: { ...sources(ESM), ...folders, cli, webhook } });
  const { define, ...cjs } = options("cjs", build);
  await emit({
    ...cjs,
    entryPoints: { ...sources(CJS), ...folders },
    outExtension: { ".js": ".cjs" },
    define: { ...define, "import.meta.url": "moduleUrl" },
    banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  copyTypes();
}

async function emit(settings) {
  // Not imported above: set-up runs before there are packages.
  const esbuild = await import("esbuild");
  const { errors } = await esbuild.build(settings).catch((failure) => failure);
  if (errors.length === 0) return;
  const words = await esbuild.formatMessages(errors, { kind: "error" });
  throw new Failed("esbuild", 1, words.join("\n"));
}

function sources(names) {
  return Object.fromEntries(names.map((name) => [name, join(pkg, "src", `${name}.ts`)]));
}

function options(format, build) {
  return {
    outdir: dist,
    format,
    bundle: true,
    platform: "neutral",
    external: ["node:*"],
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    define: { BUILD: JSON.stringify(build), WASM: JSON.stringify(readFileSync(join(dist, "engine.wasm"), "base64")) },
    plugins: [shared(format)],
    logLevel: "silent",
  };
}

/** Leaves the import of what lies beside as an import of that file: the core, what the command uses, and as a module what a host loads later. */
function shared(format) {
  const extension = format === "cjs" ? ".cjs" : ".js";
  return {
    name: "shared",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\/(\.\.\/)*(core|node|webhook)\.js$|^\.\.\/play\/index\.js$/ }, ({ path }) => {
        const [, name] = /(core|node|play|webhook)/.exec(path);
        return name === "webhook" && format === "cjs" ? null : { path: `./${name}${extension}`, external: true };
      });
    },
  };
}

/** A declaration that CommonJS sees needs the other extension, in its imports too. */
function copyTypes() {
  for (const name of TYPES.filter((name) => existsSync(join(pkg, `${name}.d.ts`)))) {
    const text = readFileSync(join(pkg, `${name}.d.ts`), "utf8");
    writeFileSync(join(dist, `${name}.d.ts`), text);
    writeFileSync(join(dist, `${name}.d.cts`), text.replaceAll('"./index.js"', '"./index.cjs"'));
  }
  for (const name of ELEMENT_TYPES) copyFileSync(join(pkg, `${name}.d.ts`), join(dist, `${name}.d.ts`));
  copyFileSync(join(pkg, "engine.wasm.d.ts"), join(dist, "engine.wasm.d.ts"));
}

function removeOld() {
  for (const name of readdirSync(dist)) {
    if (/\.(js|cjs|d\.ts|d\.cts)$/.test(name)) rmSync(join(dist, name));
  }
}
