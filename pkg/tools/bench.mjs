/** `npm run bench`: builds, then measures with `tests/bench`: the engine, and the designer's canvas. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { buildPackage } from "./build.mjs";
import { requireChromium } from "./chromium.mjs";
import { tests } from "./paths.mjs";
import { setUp } from "./setup.mjs";
import { main } from "./step.mjs";

await main(async () => {
  await buildPackage(await setUp());
  await requireChromium();
  // Garbage is collected on demand, so that what a conversation holds can be told from what lies about.
  for (const name of ["bench.mjs", "canvas.mjs"]) {
    const bench = spawn(process.execPath, ["--expose-gc", join(tests, "bench", name)], { stdio: "inherit" });
    const [code] = await once(bench, "exit");
    if (code !== 0) process.exitCode = 1;
  }
});
