/** The three elements in both schemes, in Arabic, and in windows from 320 to 2,560 wide: nobody is kept out, and nothing is cut off. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoBarrier, assertNothingCutOff } from "./barriers.mjs";
import { profile, seen } from "./browser.mjs";

const widths = [320, 768, 1280, 2560];

/** What each page shows once it is ready, by role and name in both languages. */
const pages = {
  "/index.html": { element: "handover-designer", ready: (page) => page.locator(".svelte-flow__node").first() },
  "/chat.html": { element: "handover-chat", ready: (page) => page.getByRole("dialog"), begin: (page) => page.evaluate(() => (document.querySelector("handover-chat").open = true)) },
  "/desk.html": { element: "handover-desk", ready: (page) => page.getByRole("switch").first() },
};

for (const colorScheme of ["light", "dark"]) {
  for (const lang of ["en", "ar"]) {
    test(`no element has a barrier or is cut off, ${colorScheme}, ${lang}`, async (t) => {
      const { open } = await profile(t, { colorScheme });
      for (const [path, { element, ready, begin }] of Object.entries(pages)) {
        const page = await open(path);
        await page.evaluate((lang) => (document.documentElement.lang = lang), lang);
        await begin?.(page);
        await seen(ready(page));
        const direction = lang === "ar" ? "rtl" : "ltr";
        await page.waitForFunction(
          ([name, direction]) => getComputedStyle(document.querySelector(name).shadowRoot.querySelector(".root > *")).direction === direction,
          [element, direction],
        );
        for (const width of widths) {
          await page.setViewportSize({ width, height: 800 });
          await assertNothingCutOff(page);
          if (width === 320 || width === 1280) await assertNoBarrier(page);
        }
        await page.close();
      }
    });
  }
}

test("a page chooses the scheme, whatever the system's is", async (t) => {
  const page = await (await profile(t, { colorScheme: "light" })).open("/desk.html");
  await seen(page.getByRole("switch").first());
  const light = () => page.evaluate(() => getComputedStyle(document.querySelector("handover-desk").shadowRoot.querySelector(".root > *")).color);
  const before = await light();
  await page.evaluate(() => (document.querySelector("handover-desk").style.colorScheme = "dark"));
  assert.notEqual(await light(), before);
});

test("what is chosen, selected, on or current is to be told where the system chooses the colours", async (t) => {
  const { open } = await profile(t, { forcedColors: "active" });
  const page = await open("/index.html");
  /** The colours in which an element and what is in it are drawn. */
  const drawn = (locator) =>
    locator.evaluate((element) =>
      [element, ...element.querySelectorAll("*")].flatMap((one) =>
        ["", "::before"].map((part) => (({ backgroundColor, outlineStyle, borderBottomColor }) => `${backgroundColor} ${outlineStyle} ${borderBottomColor}`)(getComputedStyle(one, part || null))),
      ),
    );
  const link = (name) => page.getByRole("navigation").first().getByRole("link", { name, exact: true });
  assert.notDeepEqual(await drawn(link("Designer")), await drawn(link("Chat")));
  const view = (name) => page.getByRole("radio", { name }).locator("..");
  await seen(view("Canvas"));
  assert.notDeepEqual(await drawn(view("Canvas")), await drawn(view("Outline")));
  const node = page.getByRole("region", { name: "Flow", exact: true }).getByRole("button", { name: /^Handover to Agent/ });
  await node.focus();
  await page.keyboard.press("Enter");
  const settings = page.getByRole("region", { name: "Settings" });
  const flip = settings.getByRole("switch").first();
  await flip.focus();
  const whenOff = await drawn(flip);
  await page.keyboard.press("Space");
  await page.waitForFunction((one) => one.checked, await flip.elementHandle());
  assert.notDeepEqual(await drawn(flip), whenOff);
  const selected = await drawn(node.locator(".card"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.notDeepEqual(await drawn(node.locator(".card")), selected);
});
