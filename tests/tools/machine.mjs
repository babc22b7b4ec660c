/**
 * A machine made of fakes: programs on a PATH of their own, and a checkout that is a copy.
 *
 * What is tested on it changes nothing on the real one.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pkg, root } from "../../pkg/tools/paths.mjs";

/** Sets up the machine with the given programs, each a shell script by its name. */
export function machine(programs) {
  const home = mkdtempSync(join(tmpdir(), "handover-machine-"));
  const bin = join(home, "bin");
  const checkout = join(home, "checkout");
  cpSync(join(pkg, "tools"), join(checkout, "pkg", "tools"), { recursive: true });
  for (const file of ["Cargo.toml", "Cargo.lock", "package.json", "package-lock.json"]) cpSync(join(root, file), join(checkout, file));
  const made = { home, checkout, put, run, command, remove: () => rmSync(home, { recursive: true, force: true }) };
  for (const [name, script] of Object.entries(programs)) put(join("bin", name), script);
  return made;

  /** Writes an executable shell script. */
  function put(path, script) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** Runs JavaScript that imports the tools by `./name.mjs`, as a command of package.json runs. */
  function run(script) {
    const file = join(checkout, "pkg", "tools", "run.mjs");
    writeFileSync(file, `import { main } from "./step.mjs";\n${script}`);
    return spawn(file);
  }

  /** Runs one of the commands. */
  function command(name, env) {
    return spawn(join(checkout, "pkg", "tools", `${name}.mjs`), env);
  }

  function spawn(file, env = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
      cwd: checkout,
      env: { PATH: bin, HOME: home, XDG_CACHE_HOME: join(home, "cache"), ...env },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }
}

/** A rustc and a cargo of this version, with the target where the sysroot says. */
export function rust(version, sysroot = "/nowhere") {
  const rustc = `case "$*" in
    --version) echo "rustc ${version} (0)" ;;
    "--print sysroot") echo "${sysroot}" ;;
    -vV) echo "host: x86_64-unknown-linux-gnu" ;;
  esac`;
  return { rustc, cargo: `echo "cargo ${version}"` };
}
