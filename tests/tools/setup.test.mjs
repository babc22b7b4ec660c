/**
 * What is missing on a machine is one sentence with the remedy, an exit code, and no rest
 * that spoils the next try.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { lockedVersion } from "../../pkg/tools/rust.mjs";
import { machine, rust } from "./machine.mjs";

const SENTENCE = /^[A-Z][^\n]*\.\n$/;
const REFUSING_NETWORK = 'echo "npm error code ENOTFOUND" >&2; exit 1';

/** The run ended with one sentence of this kind and nothing more. */
function refused({ status, stderr }, words) {
  assert.match(stderr, SENTENCE);
  assert.match(stderr, words);
  assert.equal(status, 1);
}

/** Tries something on a machine that is removed afterwards. */
async function on(programs, work) {
  const made = machine(programs);
  try {
    await work(made);
  } finally {
    made.remove();
  }
}

for (const command of ["start", "test", "build", "check", "bench"]) {
  test(`npm run ${command} without Rust`, () => on({}, (made) => refused(made.command(command), /Rust is not installed: install it with rustup/)));
}

test("a Rust that is too old", () => on(rust("1.70.0"), (made) => refused(made.command("build"), /Rust 1\.70 is too old, 1\.88 is needed: run `rustup update stable`/)));

test("a Node that is too old", () =>
  on({}, (made) => {
    const old = (version) => made.run(`import { requireNode } from "./packages.mjs"; await main(async () => requireNode("${version}"));`);
    refused(old("18.20.4"), /Node 18\.20\.4 is too old, 20\.19 or newer is needed/);
    refused(old("20.18.0"), /Node 20\.18\.0 is too old/);
    assert.deepEqual([old("20.19.0").status, old("24.0.0").status], [0, 0]);
  }));

test("a port in use is told before anything is built", async () => {
  const holder = createServer().listen(0, "localhost");
  await once(holder, "listening");
  const { port } = holder.address();
  await on({}, (made) => refused(made.command("start", { PORT: port }), new RegExp(`Port ${port} is in use: .*PORT=\\d+ npm start`)));
  holder.close();
});

test("a PORT that is no port", () => on({}, (made) => refused(made.command("start", { PORT: "http" }), /PORT `http` is not a port/)));

test("no network for npm, and the next try works", () =>
  on({ npm: REFUSING_NETWORK }, (made) => {
    const install = () => made.run('import { requirePackages } from "./packages.mjs"; await main(requirePackages);');
    refused(install(), /npm packages cannot be fetched without a network/);
    made.put("bin/npm", "/bin/mkdir -p node_modules");
    assert.equal(install().status, 0);
    assert.match(install().stdout, /^$/, "the second run installs nothing");
    writeFileSync(join(made.checkout, "package-lock.json"), "{}");
    assert.match(install().stdout, /npm packages/, "another lock file is installed");
  }));

test("no network for wasm-bindgen, and the next try works", () =>
  on({ cargo: 'echo "error: failed to download from the registry" >&2; exit 101' }, (made) => {
    const install = () => made.run('import { bindgenPrograms } from "./bindgen.mjs"; await main(async () => console.log(await bindgenPrograms()));');
    refused(install(), /wasm-bindgen programs cannot be fetched without a network/);
    assert.deepEqual(readdirSync(join(made.home, "cache", "handover")), []);

    made.put("bin/cargo", 'for last; do :; done; /bin/mkdir -p "$last/bin"; echo > "$last/bin/wasm-bindgen"');
    assert.equal(install().status, 0);
    assert.deepEqual(readdirSync(join(made.home, "cache", "handover")), [`wasm-bindgen-${lockedVersion("wasm-bindgen")}`]);
    made.put("bin/cargo", "exit 1");
    assert.equal(install().status, 0, "what is there is not built again");
  }));

test("an interruption leaves nothing half-installed", () =>
  on({ cargo: 'for last; do :; done; echo > "$last/half"; kill -INT $PPID; while :; do :; done' }, (made) => {
    const run = made.run('import { bindgenPrograms } from "./bindgen.mjs"; await main(bindgenPrograms);');
    assert.equal(run.status, 130);
    assert.deepEqual(readdirSync(join(made.home, "cache", "handover")), []);
  }));

const TARGET = (debian) => `import { wasmCargo } from "./rust.mjs"; await main(async () => console.log(JSON.stringify(await wasmCargo("${debian}"))));`;
/** The last line that a run printed, which is JSON. */
const answer = ({ stdout }) => JSON.parse(stdout.trim().split("\n").at(-1));

test("the library source that rustup can add is used", () =>
  on({}, (made) => {
    const sysroot = join(made.home, "sysroot");
    const library = join(sysroot, "lib/rustlib/src/rust/library");
    for (const [name, script] of Object.entries(rust("1.95.0", sysroot))) made.put(`bin/${name}`, script);
    made.put("bin/rustup", `/bin/mkdir -p ${library} && echo > ${library}/Cargo.lock`);
    assert.equal(answer(made.run(TARGET("/nowhere"))).program, "cargo");
    made.put("bin/rustup", "exit 1");
    const { program, release } = answer(made.run(TARGET("/nowhere")));
    assert.equal(program, "cargo", "it is not added twice");
    assert.ok(release.includes("-Cpanic=immediate-abort"));

    made.put("bin/rustc", rust("1.91.0", sysroot).rustc);
    assert.ok(!answer(made.run(TARGET("/nowhere"))).release.includes("-Cpanic=immediate-abort"), "an older rustc does not know it");
  }));

test("without that source Debian's compiler builds its own library", () =>
  on({ ...rust("1.95.0"), rustup: "exit 1" }, (made) => {
    const debian = join(made.home, "usr");
    made.put("usr/bin/rustc", "echo rustc 1.96.0");
    made.put("usr/bin/cargo", "exit 0");
    mkdirSync(join(debian, "lib/rustlib/src/rust/library"), { recursive: true });
    writeFileSync(join(debian, "lib/rustlib/src/rust/library/Cargo.lock"), "");
    const { program, args, env, version } = answer(made.run(TARGET(debian)));
    assert.equal(program, join(debian, "bin/cargo"));
    assert.ok(args.includes("build-std=std,panic_abort"));
    assert.equal(env.RUSTC, join(debian, "bin/rustc"));
    assert.ok(env.PATH.startsWith(join(debian, "bin")));
    assert.equal(version.trim(), "rustc 1.96.0");
  }));

test("without that source and without apt the packages are named", () =>
  on({ ...rust("1.95.0"), rustup: "exit 1" }, (made) => {
    refused(made.run(TARGET("/nowhere")), /library source is not installed.*there is no apt-get here: install rustc-web cargo-web rust-web-src/);
  }));

test("an apt-get that cannot install is quoted", () => {
  const apt = 'case "$1" in --version) exit 0 ;; update) exit 100 ;; *) echo "E: Unable to locate package chromium"; exit 100 ;; esac';
  return on({ "apt-get": apt, sudo: 'shift; exec "$@"', true: "exit 0" }, (made) => {
    const run = made.run('import { requireChromium } from "./chromium.mjs"; await main(requireChromium);');
    refused(run, /need Chromium and its driver.*Unable to locate package chromium.*install chromium chromium-driver/);
  });
});

test("a browser that is named or on the PATH is used", () =>
  on({ chromium: "", chromedriver: "" }, (made) => {
    const found = answer(made.run('import { requireChromium } from "./chromium.mjs"; await main(async () => console.log(JSON.stringify(await requireChromium())));'));
    assert.ok(existsSync(found.browser) && existsSync(found.driver));
  }));
