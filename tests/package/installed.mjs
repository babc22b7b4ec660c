/**
 * The package as a user gets it: packed, and installed into a folder of its own.
 *
 * What runs there sees the tarball and nothing of this checkout.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const pkg = join(here, "..", "..", "pkg");

/** Packs and installs; answers `{ folder, home, remove }`, where `home` is the installed package. */
export function install() {
  const folder = mkdtempSync(join(tmpdir(), "handover-package-"));
  const npm = (args, cwd) => execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  writeFileSync(join(folder, "package.json"), '{ "name": "user", "private": true }\n');
  const [{ filename }] = JSON.parse(npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], pkg));
  npm(["install", "--no-audit", "--no-fund", "--offline", join(folder, filename)], folder);
  cpSync(join(here, "exercise.mjs"), join(folder, "exercise.mjs"));
  return {
    folder,
    home: join(folder, "node_modules", "handover"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What the installed package must answer to `exercise`. */
export const EXPECTED = {
  before: ["HandoverError", "not_initialised", true],
  samePromise: true,
  versions: ["string", 1, "number"],
  two: 2,
  findings: true,
  said: "Hello",
};
