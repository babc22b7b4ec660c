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
const TYPES = ["index", "inline", "slim", "host"];
/** The elements are ES modules only: their types are too. */
const ELEMENT_TYPES = ["element", "designer", "chat", "desk"];

/** Writes all that `dist` holds beside the wasm; `build` is the mark that the wasm carries. */
export async function bundle(build) {
  removeOld();
  const host = join(pkg, "src", "host", "index.ts");
  const extra = existsSync(host) ? { host } : {};
  await emit({ ...options("esm", build), entryPoints: { ...sources(ESM), ...extra } });
  const { define, ...cjs } = options("cjs", build);
  await emit({
    ...cjs,
    entryPoints: { ...sources(CJS), ...extra },
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
    plugins: [sharedCore(format)],
    logLevel: "silent",
  };
}

/** Leaves the import of the core as an import of the file that lies beside. */
function sharedCore(format) {
  const path = format === "cjs" ? "./core.cjs" : "./core.js";
  return {
    name: "shared-core",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\/core\.js$/ }, () => ({ path, external: true }));
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
