/**
 * `npm run check`: all that can be judged without running a test.
 *
 * Formatting, lints with warnings denied (native and wasm), the crate's documentation, and
 * the types of the package and of the pages. All of it is judged; what fails stands at the end.
 */
import { join } from "node:path";
import { buildPackage } from "./build.mjs";
import { pkg, root, www } from "./paths.mjs";
import { setUp } from "./setup.mjs";
import { attempt, main, step } from "./step.mjs";

await main(async () => {
  const ready = await setUp();
  await buildPackage(ready);
  const complaints = [];
  for (const [title, program, args, options] of checks(ready)) {
    await step(title, async () => {
      const { code, output } = await attempt(program, args, options);
      if (code !== 0) complaints.push(`\n--- ${title}\n${output.trimEnd()}`);
      return { failed: code !== 0 };
    });
  }
  console.log(complaints.join("\n"));
  if (complaints.length > 0) process.exitCode = 1;
});

function checks({ cargo }) {
  const tool = (name) => join(root, "node_modules", ".bin", name);
  return [
    ["formatting", "cargo", ["fmt", "--check"]],
    ["lints", "cargo", ["clippy", "--all-targets", "--", "-D", "warnings"]],
    wasmLints(cargo),
    ["documentation", "cargo", ["doc", "--no-deps"], { env: { RUSTDOCFLAGS: "-D warnings" } }],
    ["types of the package", tool("tsc"), ["-p", pkg]],
    ["types of the pages", "npm", ["run", "--if-present", "check"], { cwd: www }],
  ];
}

/** Debian's compiler for wasm comes without clippy: there its own warnings must do. */
function wasmLints({ program, args, env }) {
  if (program === "cargo") return ["lints for wasm", program, ["clippy", "--lib", ...args, "--", "-D", "warnings"], { env }];
  return ["warnings for wasm", program, ["check", "--lib", ...args], { env: { ...env, RUSTFLAGS: "-D warnings" } }];
}
