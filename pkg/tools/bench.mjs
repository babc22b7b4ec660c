/** `npm run bench`: builds, then weighs the wasm, and measures with `tests/bench`: the engine, and the designer's canvas. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildPackage } from "./build.mjs";
import { requireChromium } from "./chromium.mjs";
import { dist, tests } from "./paths.mjs";
import { setUp } from "./setup.mjs";
import { kilobytes, sizes } from "./sizes.mjs";
import { main } from "./step.mjs";
import { buildDeskAlone } from "./wasm.mjs";

await main(async () => {
  const ready = await setUp();
  await buildPackage(ready);
  await requireChromium();
  weigh(readFileSync(join(dist, "engine.wasm")), await buildDeskAlone(ready));
  // Garbage is collected on demand, so that what a conversation holds can be told from what lies about.
  for (const name of ["bench.mjs", "canvas.mjs"]) {
    const bench = spawn(process.execPath, ["--expose-gc", join(tests, "bench", name)], { stdio: "inherit" });
    const [code] = await once(bench, "exit");
    if (code !== 0) process.exitCode = 1;
  }
});

/** What the contact centres' protocols add to the wasm, gzipped. */
function weigh(...wasms) {
  const [all, alone] = wasms.map((wasm) => sizes(wasm).gzip);
  const of = `${kilobytes(all)} with all codecs, ${kilobytes(alone)} with none but the desk's`;
  console.log(`${"the codecs of all contact centres, gzipped".padEnd(44)} ${kilobytes(all - alone).padStart(10)}  at most 45 KB  (${of})`);
}
