/**
 * Skips work whose inputs have not changed.
 *
 * A stamp is a hash over the contents of the inputs; it is written after the work
 * has succeeded, so an interrupted try is tried again. File times are not looked at:
 * a fresh clone or a switched branch must not count as a change.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Does the work unless `stamp` says that it was done with the same inputs and all `outputs` are there; true if it was done now. */
export async function unlessDone({ stamp, inputs, facts = [], outputs }, work) {
  const hash = fingerprint(inputs, facts);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash && outputs.every(existsSync)) return false;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/** Hash over files and folders (all files below, but built and installed ones) and over plain facts. */
export function fingerprint(inputs, facts = []) {
  const hash = createHash("sha256");
  for (const fact of facts) hash.update(`${fact}\0`);
  for (const file of inputs.flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name !== "node_modules" && name !== "dist")
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
