/** Fails where somebody would be kept out: by what axe finds, or by what is cut off at this width. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Resolves when what moves on the page, and does not move for ever, has come to rest. */
export const atRest = (page) =>
  page.evaluate(() => {
    const roots = (root) => [root, ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : roots(shadowRoot)))];
    const ending = roots(document).flatMap((root) => root.getAnimations()).filter(({ effect }) => effect.getComputedTiming().endTime < Infinity);
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => {});
  });

/** Fails with what axe finds wrong on the page as it stands, once what moves has come to rest. */
export async function assertNoBarrier(page) {
  await atRest(page);
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => (await globalThis.axe.run()).violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)]));
  assert.deepEqual(violations, []);
}

/** Fails if the page is wider than its window. */
export async function assertNothingCutOff(page) {
  const { content, window } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: innerWidth }));
  assert.ok(content <= window, `the page is ${content} wide in a window of ${window}`);
}
