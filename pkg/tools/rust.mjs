/**
 * The Rust of this machine, and the compiler that makes wasm with it.
 *
 * The standard library is built along with the crate, for size: what lies ready is half as
 * large again. Its source comes from rustup; where rustup cannot fetch it, Debian's packages
 * bring a compiler with its own. Native builds, clippy and fmt never leave rustup's cargo.
 */
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackages } from "./apt.mjs";
import { root } from "./paths.mjs";
import { Missing, attempt, run, step } from "./step.mjs";

const TARGET = "wasm32-unknown-unknown";
/** Several times what the deepest expression needs; below 2^20 all addresses of data take a byte less. */
const STACK = 512 * 1024;
/** What a call may cost, in LLVM's measure, and still be written out in place: more is faster, and larger. */
const INLINE = 8;
const DEBIAN_PACKAGES = ["rustc-web", "cargo-web", "rust-web-src"];

/** Makes sure that there is a Rust new enough for the crate; answers its version. */
export async function requireRust() {
  const rustc = await attempt("rustc", ["--version"]);
  const cargo = await attempt("cargo", ["--version"]);
  if (rustc.code !== 0 || cargo.code !== 0) {
    throw new Missing("Rust is not installed: install it with rustup from https://rustup.rs and run the command again.");
  }
  const found = release(rustc.stdout);
  const [, needed] = /^rust-version = "(\d+\.\d+)/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"));
  if (minor(found) < minor(needed)) {
    throw new Missing(`Rust ${found} is too old, ${needed} is needed: run \`rustup update stable\`.`);
  }
  return rustc.stdout.trim();
}

/**
 * The way to run cargo for wasm: `{ program, args, env, version, release }`, where `args` follow the
 * subcommand and `release` is what rustc is told besides when the wasm is to be shipped. Sets up
 * what is missing; `debian` is where Debian's packages put their files.
 */
export async function wasmCargo(debian = "/usr") {
  const sysroot = (await run("rustc", ["--print", "sysroot"])).stdout.trim();
  const rustup = { program: "cargo", rustc: "rustc", args: [], env: {} };
  const { program, rustc, args, env } = (await rustupSource(sysroot)) ? rustup : await debianCompiler(sysroot, debian);
  const { stdout: version } = await run(rustc, ["--version"]);
  return {
    program,
    args: ["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size", "--target", TARGET, ...args],
    // Lets a stable compiler build its own library.
    env: { RUSTC_BOOTSTRAP: "1", ...env },
    version,
    release: [...wordless(version), `-Clink-arg=-zstack-size=${STACK}`, `-Cllvm-args=-inline-threshold=${INLINE}`],
  };
}

/** Leaves out the words of panics and of `Debug`, which nobody reads where an instance ends with a trap. */
function wordless(version) {
  const flags = ["-Zunstable-options", "-Zlocation-detail=none", "-Zfmt-debug=none"];
  return minor(release(version)) < minor("1.92") ? flags : [...flags, "-Cpanic=immediate-abort"];
}

/** Whether rustup has the source of the standard library, or can fetch it. */
async function rustupSource(sysroot) {
  if (hasSource(sysroot)) return true;
  const { failed } = await step("Rust's library source from rustup", async () => {
    await attempt("rustup", ["component", "add", "rust-src"]);
    return hasSource(sysroot) ? {} : { failed: true, remark: "not to be had, so Debian's compiler is taken" };
  });
  return !failed;
}

function hasSource(sysroot) {
  return existsSync(join(sysroot, "lib/rustlib/src/rust/library/Cargo.lock"));
}

async function debianCompiler(sysroot, debian) {
  const bin = join(debian, "bin");
  const [rustc, cargo] = ["rustc", "cargo"].map((name) => join(bin, name));
  if (![rustc, cargo].every(existsSync) || !hasSource(debian)) {
    await installPackages(DEBIAN_PACKAGES, "Rust's library source is not installed and `rustup component add rust-src` failed");
  }
  const host = /^host: (.*)$/m.exec((await run("rustc", ["-vV"])).stdout)[1];
  const linker = join(sysroot, "lib", "rustlib", host, "bin", "rust-lld");
  return {
    program: cargo,
    rustc,
    // A target folder of its own: the two compilers would overwrite each other's wasm.
    args: ["--target-dir", join(targetFolder(), "debian")],
    env: {
      RUSTC: rustc,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      ...(existsSync(linker) && { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: linker }),
    },
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

/** The first two numbers of what `rustc --version` prints. */
function release(version) {
  return /rustc (\d+\.\d+)/.exec(version)?.[1];
}

function minor(version) {
  const [major, second] = version.split(".").map(Number);
  return major * 1000 + second;
}
