/**
 * From the crate to `dist/engine.wasm` and the glue in `dist/glue`.
 *
 * cargo, then wasm-bindgen, then wasm-opt. The wasm carries a mark, in a section of its own,
 * by which the JavaScript recognises it.
 */
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dist, glue, pkg, root } from "./paths.mjs";
import { artifacts } from "./rust.mjs";
import { unlessDone } from "./stamp.mjs";
import { fetched, run, step } from "./step.mjs";

const ENGINE = join(dist, "engine.wasm");
const SECTION = "handover";
/** The library's inner loops, which are worth their size; all the rest is built to be small. */
const FAST = ["core", "std", "hashbrown", "dlmalloc", "compiler_builtins"];
/** What rustc may emit for this target and every browser of the last years runs. */
const FEATURES = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];

/** Builds the wasm unless it is up to date; answers the mark that it carries. */
export async function buildWasm({ cargo, bindgen }) {
  const inputs = ["src", "Cargo.toml", "Cargo.lock", "pkg/package.json", "pkg/tools/wasm.mjs", "pkg/tools/rust.mjs"].map((path) => join(root, path));
  const stamp = { stamp: join(glue, ".stamp"), inputs, facts: [cargo.version, ...cargo.release], outputs: [ENGINE, join(glue, "handover_bg.js")] };
  await unlessDone(stamp, async () => {
    const compiled = await step("wasm from the crate", () => compileCrate(cargo));
    await step("glue by wasm-bindgen", () => makeGlue(bindgen, compiled, glue));
    await step("wasm-opt", async () => ship(await optimised(glue)));
  });
  return buildMark();
}

/** Builds the wasm with no contact centre but the desk, for the bench to weigh; answers its bytes. */
export async function buildDeskAlone({ cargo, bindgen }) {
  const folder = join(dist, "desk-alone");
  try {
    return await step("wasm with the desk alone", async () => {
      await makeGlue(bindgen, await compileCrate(cargo, ["--cfg", "desk_alone", "--allow", "dead_code"]), folder);
      return optimised(folder);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compiles the crate, with what rustc is told about it alone; answers the file. */
async function compileCrate({ program, args, env, release }, about = []) {
  const fast = FAST.flatMap((crate) => ["--config", `profile.release.package.${crate}.opt-level=3`]);
  const build = ["rustc", "--release", "--lib", ...args, ...fast, "--message-format=json-render-diagnostics", "--", ...about];
  const { stdout } = await fetched("The crates", program, build, { env: { ...env, RUSTFLAGS: release.join(" ") }, data: true });
  const files = artifacts(stdout).flatMap((artifact) => artifact.filenames);
  return files.find((file) => file.endsWith("handover.wasm"));
}

async function makeGlue(bindgen, compiled, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run(join(bindgen, "wasm-bindgen"), ["--target", "bundler", "--out-dir", folder, "--out-name", "handover", compiled]);
  const types = 'export * from "./handover.js";\n/** Gives the glue the exports of the instance that it works on. */\nexport function __wbg_set_wasm(exports: WebAssembly.Exports): void;\n';
  writeFileSync(join(folder, "handover_bg.d.ts"), types);
}

async function optimised(folder) {
  const file = join(folder, "optimised.wasm");
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  const binaryen = join(root, "node_modules", "binaryen", "bin", "wasm-opt");
  const bare = ["--strip-debug", "--strip-producers", "--strip-target-features"];
  await run(process.execPath, [binaryen, join(folder, "handover_bg.wasm"), "-Oz", "--converge", "--low-memory-unused", "--reorder-functions-by-name", ...features, ...bare, "-o", file]);
  const bytes = readFileSync(file);
  rmSync(file);
  return bytes;
}

function ship(bytes) {
  // Moved in whole: a page that is being served never sees half a file.
  writeFileSync(`${ENGINE}.new`, Buffer.concat([bytes, section(`${packageVersion()}-${hash(bytes)}`)]));
  renameSync(`${ENGINE}.new`, ENGINE);
}

/** A custom section as the format lays it out; all lengths here are below 128 and so take one byte. */
function section(mark) {
  const name = Buffer.from(SECTION);
  const content = Buffer.concat([Buffer.from([name.length]), name, Buffer.from(mark)]);
  return Buffer.concat([Buffer.from([0, content.length]), content]);
}

async function buildMark() {
  const module = await WebAssembly.compile(readFileSync(ENGINE));
  return Buffer.from(WebAssembly.Module.customSections(module, SECTION)[0]).toString();
}

function packageVersion() {
  return JSON.parse(readFileSync(join(pkg, "package.json"), "utf8")).version;
}

function hash(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 12);
}
