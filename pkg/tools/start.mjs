/**
 * `npm start`: sets up what is missing, builds, serves the pages, says where.
 *
 * The port is 5173, or PORT. It is tried first: nobody should wait for a build to hear
 * that it is taken.
 */
import { buildPackage } from "./build.mjs";
import { buildPages, pages } from "./pages.mjs";
import { serve } from "./serve.mjs";
import { setUp } from "./setup.mjs";
import { Missing, main } from "./step.mjs";

const ADDRESSES = { "/": "the flow", "/chat.html": "the visitor's chat", "/desk.html": "the agent's desk" };

await main(async () => {
  const port = chosenPort(process.env.PORT ?? "5173");
  await (await serve(pages, port)).close();
  await buildPackage(await setUp());
  await buildPages();
  const { address } = await serve(pages, port);
  console.log();
  for (const [path, what] of Object.entries(ADDRESSES)) console.log(`  ${(address + path).padEnd(36)}${what}`);
  console.log("\nCtrl+C ends it.");
});

function chosenPort(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Missing(`PORT \`${text}\` is not a port: give a number from 1 to 65535.`);
  return port;
}
