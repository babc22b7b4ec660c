/**
 * Where things lie: the checkout, the package, what is built, and the cache.
 *
 * The cache stands outside the checkout, so that a fresh clone finds it warm; it
 * holds only whole things, keyed by version. Cargo's target folder stays inside the
 * checkout (or where CARGO_TARGET_DIR says): two checkouts never share artefacts.
 */
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const pkg = join(root, "pkg");
export const dist = join(pkg, "dist");
export const glue = join(dist, "glue");
export const www = join(root, "www");
export const tests = join(root, "tests");
export const out = join(tests, "out");

/** A folder of the cache, which need not exist yet. */
export function cached(name) {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "handover", name);
}
