/**
 * The npm packages of the workspaces, installed from the lock file.
 *
 * A stamp inside node_modules holds the hash of the lock file and is written last:
 * what is missing, stale or half-installed is installed again from nothing.
 */
import { join } from "node:path";
import { root } from "./paths.mjs";
import { unlessDone } from "./stamp.mjs";
import { Missing, fetched, step } from "./step.mjs";

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
  await unlessDone({ stamp: join(modules, ".handover"), inputs, outputs: [modules] }, install);
}

async function install() {
  await step("npm packages", () => fetched("The npm packages", "npm", ["ci", "--no-audit", "--no-fund"]));
}
