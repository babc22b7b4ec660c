/**
 * The npm packages of the workspaces, installed from the lock file.
 *
 * A stamp inside node_modules holds the hash of the lock file and is written last:
 * what is missing, stale or half-installed is installed again from nothing.
 */
import { join } from "node:path";
import { root } from "./paths.mjs";
import { unlessDone } from "./stamp.mjs";
import { Failed, Missing, attempt, offline, step } from "./step.mjs";

const OLDEST_NODE = [20, 19];

/** Makes sure that this Node runs everything that is used here. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Missing(`Node ${version} is too old, ${OLDEST_NODE.join(".")} or newer is needed: install it from https://nodejs.org.`);
  }
}

/** Installs the packages unless they are those of the lock file. */
export async function requirePackages() {
  const modules = join(root, "node_modules");
  const inputs = ["package.json", "package-lock.json", "pkg/package.json", "www/package.json"].map((file) => join(root, file));
  await unlessDone({ stamp: join(modules, ".handover"), inputs, outputs: [modules] }, () => step("npm packages", install));
}

async function install() {
  const args = ["ci", "--no-audit", "--no-fund"];
  const done = await attempt("npm", args);
  if (done.code !== 0 && offline(done.output)) {
    throw new Missing("The npm packages cannot be fetched without a network: connect and run the command again.");
  }
  if (done.code !== 0) throw new Failed(`npm ${args.join(" ")}`, done.code, done.output);
}
