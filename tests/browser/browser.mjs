/**
 * What the browser tests stand on: the built pages on a free port, one browser for a file of tests, and a fresh profile for each test.
 *
 * Every page is watched: an error on its console, an exception nobody caught or a breach of its content security policy fails the test.
 * Nothing here waits for a time; everything waits for what a person would see.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGUMENTS, chromium as chromiumPath } from "../../pkg/tools/chromium.mjs";
import { serve } from "../../pkg/tools/serve.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const types = { ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
/** Where the server finds what is not a page of the product: the package as it is shipped, and the tests' own pages. */
const mounts = { "/package/": join(root, "pkg", "dist"), "/pages/": join(root, "tests", "browser", "pages"), "/flows/": join(root, "tests", "flows") };

let server;
let browser;

before(async () => {
  server = await serve(join(root, "www", "dist"), 0, mounted);
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGUMENTS });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Gives `test` a fresh profile with these options of Playwright's: `open(path)` answers a new watched page of it. */
export async function profile(test, { colorScheme = "light", viewport = { width: 1280, height: 800 }, ...options } = {}) {
  const context = await browser.newContext({ colorScheme, viewport, ...options });
  context.setDefaultTimeout(15_000);
  const faults = [];
  test.after(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  return {
    context,
    /** Drops what has gone wrong so far, where a test has made it go wrong. */
    forgive: () => faults.splice(0),
    async open(path) {
      const page = await context.newPage();
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(String(error.stack ?? error)));
      await page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => console.error(`blocked: ${event.violatedDirective} ${event.blockedURI}`)));
      await page.goto(server.address + path);
      return page;
    },
  };
}

/** Resolves when it is visible. */
export const seen = (locator) => looked(locator, "visible");

/** Resolves when there is none of it, or none that is visible. */
export const gone = (locator) => looked(locator, "hidden");

/** Resolves when nothing of its height is scrolled out of sight. */
export async function inSight(locator) {
  await seen(locator);
  const whole = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    for (let box = element.parentElement; box !== null; box = box.parentElement) {
      const frame = box.getBoundingClientRect();
      if (getComputedStyle(box).overflowY !== "visible" && (top < frame.top - 1 || bottom > frame.bottom + 1)) return false;
    }
    return top > -1 && bottom < innerHeight + 1;
  };
  await locator.page().waitForFunction(whole, await locator.elementHandle());
}

/** Chooses one of several by a click on what shows it: the input is not to be seen. Resolves when it is chosen. */
export async function choose(scope, name) {
  await scope.getByRole("radio", { name }).locator("..").click();
  await scope.getByRole("radio", { name, checked: true }).waitFor({ state: "attached" });
}

/** Resolves when each of the texts stands in the log; fails unless each is there once and below the one before. */
export async function reads(page, ...texts) {
  const lines = texts.map((text) => log(page).getByText(text, { exact: true }));
  for (const line of lines) await seen(line.first());
  const words = await log(page).innerText();
  assert.deepEqual(await Promise.all(lines.map((line) => line.count())), texts.map(() => 1), `each once: ${texts} in:\n${words}`);
  const places = await Promise.all(lines.map((line) => line.evaluate((element) => element.getBoundingClientRect().top)));
  assert.deepEqual(places, places.toSorted((one, other) => one - other), `in this order: ${texts} in:\n${words}`);
}

/** The messages of the chat or of the open conversation. */
export const log = (page) => page.getByRole("log");

// A page in the background is drawn once a second only, and so much later seen.
async function looked(locator, state) {
  await locator.page().bringToFront();
  await locator.waitFor({ state });
}

function mounted(answer) {
  const mount = Object.keys(mounts).find((prefix) => answer.path.startsWith(prefix));
  if (mount === undefined) return answer;
  const name = answer.path.slice(mount.length);
  const type = types[extname(name)];
  if (type === undefined || name.includes("..")) return answer;
  return { ...answer, status: 200, headers: { "content-type": type }, body: readFileSync(join(mounts[mount], name)) };
}
