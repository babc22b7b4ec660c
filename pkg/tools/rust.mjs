/**
 * The Rust of this machine, and the compiler that makes wasm with it.
 *
 * Rustup's own target comes first. Where rustup cannot fetch it, Debian's packages
 * bring a compiler with its library source, and the standard library is built along
 * with the crate. Native builds, clippy and fmt never leave rustup's cargo.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackages } from "./apt.mjs";
import { root } from "./paths.mjs";
import { Missing, attempt, run, step } from "./step.mjs";

const TARGET = "wasm32-unknown-unknown";
const DEBIAN_PACKAGES = ["rustc-web", "cargo-web", "rust-web-src"];

/** Makes sure that there is a Rust new enough for the crate; answers its version. */
export async function requireRust() {
  const rustc = await attempt("rustc", ["--version"]);
  const cargo = await attempt("cargo", ["--version"]);
  if (rustc.code !== 0 || cargo.code !== 0) {
    throw new Missing("Rust is not installed: install it with rustup from https://rustup.rs and run the command again.");
  }
  const [, found] = /rustc (\d+\.\d+)/.exec(rustc.stdout) ?? [];
  const [, needed] = /^rust-version = "(\d+\.\d+)/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"));
  if (minor(found) < minor(needed)) {
    throw new Missing(`Rust ${found} is too old, ${needed} is needed: run \`rustup update stable\`.`);
  }
  return rustc.stdout.trim();
}

/**
 * The way to run cargo for wasm: `{ program, args, env, version }`, where `args` follow the
 * subcommand. Sets up what is missing; `debian` is where Debian's packages put their files.
 */
export async function wasmCargo(debian = "/usr") {
  const { stdout } = await run("rustc", ["--print", "sysroot"]);
  const sysroot = stdout.trim();
  if (hasLibrary(sysroot) || (await addTarget(sysroot))) {
    return { program: "cargo", args: ["--target", TARGET], env: {}, version: (await run("rustc", ["--version"])).stdout };
  }
  return debianCargo(sysroot, debian);
}

async function addTarget(sysroot) {
  const { failed } = await step("wasm target from rustup", async () => {
    await attempt("rustup", ["target", "add", TARGET]);
    return hasLibrary(sysroot) ? {} : { failed: true, remark: "not to be had, so Debian's compiler is taken" };
  });
  return !failed;
}

function hasLibrary(sysroot) {
  const folder = join(sysroot, "lib", "rustlib", TARGET, "lib");
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith("libcore-"));
}

async function debianCargo(sysroot, debian) {
  const bin = join(debian, "bin");
  const [rustc, cargo] = ["rustc", "cargo"].map((name) => join(bin, name));
  const source = join(debian, "lib/rustlib/src/rust/library/Cargo.lock");
  if (![rustc, cargo, source].every(existsSync)) {
    await installPackages(DEBIAN_PACKAGES, `the wasm target is not installed and \`rustup target add ${TARGET}\` failed`);
  }
  const host = /^host: (.*)$/m.exec((await run("rustc", ["-vV"])).stdout)[1];
  const linker = join(sysroot, "lib", "rustlib", host, "bin", "rust-lld");
  return {
    program: cargo,
    // A target folder of its own: the two compilers would overwrite each other's wasm.
    args: ["-Z", "build-std=std,panic_abort", "--target", TARGET, "--target-dir", join(targetFolder(), "debian")],
    env: {
      RUSTC_BOOTSTRAP: "1",
      RUSTC: rustc,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      ...(existsSync(linker) && { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: linker }),
    },
    version: (await run(rustc, ["--version"])).stdout,
  };
}

/** Where cargo builds. */
function targetFolder() {
  return process.env.CARGO_TARGET_DIR || join(root, "target");
}

/** The files that a cargo command run with `--message-format=json-render-diagnostics` says it has made. */
export function artifacts(stdout) {
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .filter((message) => message.reason === "compiler-artifact");
}

/** The version of a crate in Cargo.lock. */
export function lockedVersion(crate) {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  return new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`).exec(lock)[1];
}

function minor(version) {
  const [major, second] = version.split(".").map(Number);
  return major * 1000 + second;
}
