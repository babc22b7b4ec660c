/** The packed package through Vite, webpack and esbuild, each build run in the browser. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as esbuild from "esbuild";
import * as vite from "vite";
import webpack from "webpack";
import { openBrowser } from "./browser.mjs";
import { EXPECTED, install } from "./installed.mjs";

const { folder, home, remove } = install();
let browser;
before(async () => (browser = await openBrowser()));
after(async () => {
  await browser.close();
  remove();
});

const HTML = (script) => `<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="${script}"></script>`;
const USE = 'import { exercise, failure } from "../exercise.mjs"; import * as api from "handover";';
const PLAIN = `${USE} exercise(api).then((result) => (window.result = result));`;

/** A project beside the installed package; answers its folder. */
function project(name, files) {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

/** The wasm files that a build has put out, wherever it has put them. */
const wasmFiles = (path) => readdirSync(path, { recursive: true }).filter((file) => file.endsWith(".wasm"));

const viteOptions = (root) => ({ root, configFile: false, logLevel: "error", cacheDir: join(root, ".vite"), build: { outDir: "out" } });

test("Vite builds it", async () => {
  const path = project("vite", { "index.html": HTML("/main.js"), "main.js": PLAIN });
  await vite.build(viteOptions(path));
  assert.deepEqual(await browser.open(join(path, "out"), "/"), EXPECTED);
  assert.equal(wasmFiles(join(path, "out")).length, 1);
});

test("Vite builds it for a worker", async () => {
  const main = 'new Worker(new URL("./worker.js", import.meta.url), { type: "module" }).onmessage = ({ data }) => (window.result = data);';
  const worker = `${USE} exercise(api).then(postMessage);`;
  const path = project("vite-worker", { "index.html": HTML("/main.js"), "main.js": main, "worker.js": worker });
  await vite.build(viteOptions(path));
  assert.deepEqual(await browser.open(join(path, "out"), "/"), EXPECTED);
});

test("Vite serves it while developing", async () => {
  const path = project("vite-dev", { "index.html": HTML("/main.js"), "main.js": PLAIN });
  const server = await vite.createServer({ ...viteOptions(path), server: { port: 0, hmr: false, fs: { allow: [folder] } } });
  try {
    await server.listen();
    assert.deepEqual(await browser.visit(server.resolvedUrls.local[0], { noise: [/^\[vite\]/] }), EXPECTED);
  } finally {
    await server.close();
  }
});

test("webpack builds it", async () => {
  const path = project("webpack", { "index.html": HTML("/out/main.js"), "main.js": PLAIN });
  const stats = await built({ mode: "production", performance: false, context: path, entry: "./main.js", output: { path: join(path, "out") } });
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }), { errors: [], warnings: [] });
  assert.deepEqual(await browser.open(path, "/"), EXPECTED);
  assert.equal(wasmFiles(join(path, "out")).length, 1);
});

function built(options) {
  return new Promise((resolve, reject) => {
    webpack(options, (error, stats) => (error ? reject(error) : resolve(stats)));
  });
}

const esbuildOptions = (path) => ({ absWorkingDir: path, entryPoints: ["main.js"], bundle: true, outdir: "out", logLevel: "silent" });

test("esbuild bundles it, and the file is copied beside", async () => {
  const path = project("esbuild", { "index.html": HTML("/out/main.js"), "main.js": PLAIN });
  await esbuild.build({ ...esbuildOptions(path), format: "esm" });
  copyFileSync(join(home, "dist", "engine.wasm"), join(path, "out", "engine.wasm"));
  assert.deepEqual(await browser.open(path, "/"), EXPECTED);
});

for (const loader of ["file", "binary"]) {
  test(`esbuild brings the file along by its loader \`${loader}\``, async () => {
    const main = `${USE} import wasm from "handover/engine.wasm"; exercise(api, wasm).then((result) => (window.result = result));`;
    const path = project(`esbuild-${loader}`, { "index.html": HTML("/out/main.js"), "main.js": main });
    await esbuild.build({ ...esbuildOptions(path), format: "esm", publicPath: "/out", loader: { ".wasm": loader } });
    assert.deepEqual(await browser.open(path, "/"), EXPECTED);
    assert.equal(wasmFiles(join(path, "out")).length, loader === "file" ? 1 : 0);
  });
}

test("esbuild makes one classic script of `handover/inline`", async () => {
  const path = project("esbuild-inline", { "index.html": HTML("/out/main.js"), "main.js": PLAIN.replace('"handover"', '"handover/inline"') });
  await esbuild.build({ ...esbuildOptions(path), format: "iife", minify: true });
  assert.deepEqual(await browser.open(path, "/"), EXPECTED);
});

test("a classic script of esbuild's that finds no file says what to do", async () => {
  const main = `${USE} failure(api.default).then((result) => (window.result = result));`;
  const path = project("esbuild-lost", { "index.html": HTML("/out/main.js"), "main.js": main });
  await esbuild.build({ ...esbuildOptions(path), format: "iife" });
  const found = await browser.open(path, "/");
  assert.equal(found.code, "wasm_missing");
  assert.match(found.message, /does not say where its files lie.*give its address to init\(\), or import `handover\/inline`/);
});
