/**
 * Opens pages of a folder in headless Chromium and answers what they found.
 *
 * A page leaves its result in `window.result`. Whatever it prints on the console, and every
 * uncaught error, is kept: a page that is not silent fails the test that opened it.
 */
import assert from "node:assert/strict";
import { chromium as playwright } from "playwright-core";
import { CHROMIUM_ARGUMENTS, chromium } from "../../pkg/tools/chromium.mjs";
import { serve } from "../../pkg/tools/serve.mjs";

/** Starts the browser; answers `{ open, close }`. */
export async function openBrowser() {
  const browser = await playwright.launch({ executablePath: chromium(), args: CHROMIUM_ARGUMENTS });
  return {
    /** Serves `folder` and answers `window.result` of the page at `path`; `adapt` as in `serve`. */
    open: async (folder, path, { adapt, noise = [] } = {}) => {
      const server = await serve(folder, 0, adapt);
      try {
        return await resultOf(browser, server.address + path, noise);
      } finally {
        await server.close();
      }
    },
    /** The same for a page that something else serves. */
    visit: (address, { noise = [] } = {}) => resultOf(browser, address, noise),
    close: () => browser.close(),
  };
}

async function resultOf(browser, address, noise) {
  const page = await browser.newPage();
  const heard = [];
  page.on("console", (message) => heard.push(message.text()));
  page.on("pageerror", (error) => heard.push(String(error)));
  try {
    await page.goto(address);
    await page.waitForFunction(() => "result" in window, undefined, { timeout: 20_000 }).catch((error) => {
      throw new Error(`the page left no result; it said: ${heard.join(" | ") || "nothing"}`, { cause: error });
    });
    assert.deepEqual(heard.filter((text) => !noise.some((expected) => expected.test(text))), []);
    return await page.evaluate(() => window.result);
  } finally {
    await page.close();
  }
}
