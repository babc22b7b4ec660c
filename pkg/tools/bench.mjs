/** `npm run bench`: builds, then measures with `tests/bench/bench.mjs`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { buildPackage } from "./build.mjs";
import { tests } from "./paths.mjs";
import { setUp } from "./setup.mjs";
import { main } from "./step.mjs";

await main(async () => {
  await buildPackage(await setUp());
  // Garbage is collected on demand, so that what a conversation holds can be told from what lies about.
  const bench = spawn(process.execPath, ["--expose-gc", join(tests, "bench", "bench.mjs")], { stdio: "inherit" });
  [process.exitCode] = await once(bench, "exit");
});
