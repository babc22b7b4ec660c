/** What the tarball holds: one wasm of the allowed size, types for every entry point, and nothing that blocks or chatters. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { transform } from "esbuild";
import { sizes } from "../../pkg/tools/sizes.mjs";
import { install } from "./installed.mjs";

const { home, remove } = install();
after(remove);

const files = readdirSync(home, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1));
const scripts = files.filter((file) => /\.c?js$/.test(file));
const read = (file) => readFileSync(join(home, file), "utf8");
const manifest = JSON.parse(read("package.json"));

/** The values of all conditions, however deep. */
const leaves = (exported) => (typeof exported === "string" ? [exported] : Object.values(exported).flatMap(leaves));

/** Gzipped bytes that the wasm may take. It goes up only for what was wrong without: the aim is 100 KB. */
const BUDGET = 235 * 1024;

test("there is one wasm, within its budget", () => {
  assert.deepEqual(files.filter((file) => file.endsWith(".wasm")), [join("dist", "engine.wasm")]);
  const { gzip } = sizes(readFileSync(join(home, "dist", "engine.wasm")));
  assert.ok(gzip <= BUDGET, `the wasm takes ${gzip} bytes gzipped, the budget is ${BUDGET}`);
});

test("every file that an entry point names is there", () => {
  const named = [manifest.main, manifest.module, manifest.types, ...leaves(manifest.exports)];
  assert.deepEqual(named.filter((file) => !existsSync(join(home, file))), []);
});

test("every entry point with code has types of its own kind", () => {
  for (const target of Object.values(manifest.exports).flatMap(codeTargets)) {
    const kind = target.default.endsWith(".cjs") ? ".d.cts" : ".d.ts";
    assert.ok(target.types?.endsWith(kind), `${target.default} has ${target.types}`);
  }
});

function codeTargets(exported) {
  if (typeof exported === "string") return [];
  return "default" in exported ? [exported] : Object.values(exported).flatMap(codeTargets);
}

test("nothing but the package is in the tarball", () => {
  assert.deepEqual(files.filter((file) => !/^(dist|docs)\/|^(package\.json|README\.md|LICENSE-(MIT|APACHE))$/.test(file.replaceAll("\\", "/"))), []);
  assert.deepEqual(files.filter((file) => /glue|\.map$|\.ts$/.test(file) && !/\.d\.c?ts$/.test(file)), []);
});

test("no script awaits at its top level", async () => {
  for (const file of scripts) await transform(read(file), { supported: { "top-level-await": false } });
});

test("no script writes to the console", () => {
  assert.deepEqual(scripts.filter((file) => /\bconsole\s*\./.test(read(file))), []);
});

test("there is nothing to install along", () => {
  assert.equal(manifest.dependencies, undefined);
  assert.equal(Object.keys(manifest.scripts).some((name) => /install/.test(name)), false);
});
