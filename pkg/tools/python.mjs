/**
 * A Python that can make virtual environments, for the tests against other platforms' own libraries.
 */
import { installPackages } from "./apt.mjs";
import { attempt } from "./step.mjs";

/** Installs Debian's where there is none. */
export async function requirePython() {
  const { code } = await attempt("python3", ["-c", "import ensurepip, venv"]);
  if (code !== 0) await installPackages(["python3", "python3-venv"], "the tests of other platforms' formats need Python");
}
