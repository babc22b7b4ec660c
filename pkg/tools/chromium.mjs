/**
 * A Chromium and its driver for the tests.
 *
 * CHROME and CHROMEDRIVER name them; otherwise they are looked for on PATH; otherwise
 * apt installs Debian's. No browser is ever downloaded from elsewhere.
 */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackages } from "./apt.mjs";
import { Missing } from "./step.mjs";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

/** Arguments that make Chromium run without a screen, without a sandbox and without calling home. */
export const CHROMIUM_ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Answers the paths `{ browser, driver }`, and installs what is not there. */
export async function requireChromium() {
  if (!chromium() || !chromedriver()) {
    await installPackages(["chromium", "chromium-driver"], "the tests need Chromium and its driver");
  }
  const found = { browser: chromium(), driver: chromedriver() };
  if (!found.browser || !found.driver) throw new Missing("Chromium is not found: name it by CHROME and its driver by CHROMEDRIVER.");
  return found;
}

/** The path of Chromium, or undefined. */
export function chromium() {
  return process.env.CHROME || BROWSERS.map(onPath).find(Boolean);
}

function chromedriver() {
  return process.env.CHROMEDRIVER || onPath("chromedriver");
}

function onPath(name) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
}
