/** That the desk is there for everybody: without barriers in both schemes and in Arabic, and from 320 to 2,560 pixels. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoBarrier, assertNothingCutOff } from "./barriers.mjs";
import { gone, log, profile, seen } from "./browser.mjs";
import { colleague, waitingVisitor } from "./people.mjs";

/** Each state of the desk, one after the other. */
async function states(place, check) {
  const dana = await colleague(place, "Dana");
  await colleague(place, "Robin", "&skills=wire,plants");
  await check(dana.page, "empty");
  await waitingVisitor(place, "Ada", "A human, please", { email: "ada@example.org" });
  await waitingVisitor(place, "Bo", "It is urgent");
  await seen(dana.waits("Ada"));
  const { page } = dana;
  await page.keyboard.press("f");
  await check(page, "lists");
  await dana.button("Sort and filter").click();
  await dana.waits("Ada").getByRole("button", { name: /Ada/ }).click();
  await seen(page.getByText("Accept this conversation to answer it."));
  await check(page, "preview");
  await page.keyboard.press("a");
  await seen(dana.reply);
  await dana.say("Hello Ada.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("Knows a lot.");
  await check(page, "note");
  await page.keyboard.press("Enter");
  await seen(log(page).getByText("Knows a lot."));
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await seen(page.getByRole("listbox"));
  await check(page, "canned");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await seen(page.getByRole("dialog", { name: "Canned replies" }));
  await check(page, "replies");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  await seen(page.getByRole("radio", { name: /Robin/ }));
  await check(page, "transfer");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await check(page, "keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("i");
  await check(page, "details");
  await page.keyboard.press("i");
  await page.keyboard.press("e");
  await page.keyboard.type("Done");
  await check(page, "resolve");
  await page.keyboard.press("Enter");
  await page.getByRole("form", { name: "Resolve this conversation" }).getByRole("button", { name: "Resolve" }).click();
  await seen(page.getByText("Resolved", { exact: true }));
  await check(page, "ended");
  await page.keyboard.press("g");
  await seen(page.getByRole("img").first());
  await page.getByText("As a table").click();
  await check(page, "figures");
}

for (const colorScheme of ["light", "dark"]) {
  test(`the desk has no barrier in ${colorScheme}`, async (t) => {
    await states(await profile(t, { colorScheme }), (page) => assertNoBarrier(page));
  });
}

for (const [width, height] of [
  [320, 640],
  [800, 600],
  [2560, 1440],
]) {
  test(`the desk fits into a window ${width} wide`, async (t) => {
    await states(await profile(t, { viewport: { width, height } }), (page) => assertNothingCutOff(page));
  });
}

test("what is on, open or pressed is to be told where the system chooses the colours", async (t) => {
  const place = await profile(t, { forcedColors: "active" });
  const dana = await colleague(place, "Dana");
  for (const name of ["Ada", "Bo"]) {
    await waitingVisitor(place, name);
    await dana.accept(name);
  }
  const { page } = dana;
  /** The colours in which an element and what is in it are drawn. */
  const drawn = (locator) =>
    locator.evaluate((element) =>
      [element, ...element.querySelectorAll("*")].flatMap((one) =>
        ["", "::before"].map((part) => (({ backgroundColor, outlineStyle }) => `${backgroundColor} ${outlineStyle}`)(getComputedStyle(one, part || null))),
      ),
    );
  const [on, off] = [true, false].map((checked) => page.getByRole("switch", { name: "Available", checked }));
  const whenOn = await drawn(on);
  await on.click();
  await seen(off);
  assert.notDeepEqual(await drawn(off), whenOn);
  const item = (name) => dana.mine.getByRole("listitem").filter({ hasText: name });
  assert.notDeepEqual(await drawn(item("Bo")), await drawn(item("Ada")));
  assert.notDeepEqual(await drawn(dana.button("Conversations")), await drawn(dana.button("Figures")));
});

test("in Arabic a Latin name stands where an Arabic one would", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  const { page } = dana;
  await page.evaluate(() => (document.documentElement.lang = "ar"));
  const heading = page.getByRole("heading", { name: "Ada" });
  const item = page.getByRole("listitem").filter({ hasText: "Ada" }).first();
  await page.waitForFunction(() => document.querySelector("handover-desk").shadowRoot.querySelector("[dir=rtl]"));
  /** Where the words of an element begin in Arabic: at their right. */
  const begin = (locator) =>
    locator.evaluate((element) => {
      const words = document.createRange();
      words.selectNodeContents(element);
      return Math.round(words.getBoundingClientRect().right);
    });
  const right = (locator) => locator.evaluate((element) => Math.round(element.getBoundingClientRect().right));
  assert.equal(await begin(heading), await right(heading));
  assert.equal(await begin(item.getByText("A human, please")), await begin(item.getByText("Ada", { exact: true })));
});

test("of long last words the beginning is shown, in whichever direction they are written", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  const words = { en: "The leaves of my plant have turned yellow since I have begun to water it twice a day.", ar: "اصفرّت أوراق نبتتي منذ أن بدأت أسقيها مرتين في اليوم ولا أعرف ماذا أفعل الآن." };
  for (const [lang, said] of [["ar", words.en], ["en", words.ar]]) {
    await ada.say(said);
    await dana.page.bringToFront();
    await dana.page.evaluate((lang) => (document.documentElement.lang = lang), lang);
    await dana.page.waitForFunction((direction) => getComputedStyle(document.querySelector("handover-desk").shadowRoot.querySelector(".desk")).direction === direction, lang === "ar" ? "rtl" : "ltr");
    const begins = await dana.page.getByRole("listitem").getByText(said).evaluate((element) => {
      const first = document.createRange();
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      first.setStart(text, 0);
      first.setEnd(text, 1);
      const [letter, frame] = [first.getBoundingClientRect(), element.closest(".last").getBoundingClientRect()];
      return letter.left > frame.left - 1 && letter.right < frame.right + 1;
    });
    assert.ok(begins, said);
  }
});

test("the desk is mirrored in Arabic, without barriers", async (t) => {
  const speak = async (page, lang, dir) => {
    await page.evaluate((lang) => (document.documentElement.lang = lang), lang);
    await page.waitForFunction((dir) => document.querySelector("handover-desk").shadowRoot.querySelector(`[dir=${dir}]`), dir);
  };
  await states(await profile(t), async (page) => {
    await speak(page, "ar", "rtl");
    await assertNothingCutOff(page);
    await assertNoBarrier(page);
    await speak(page, "en", "ltr");
  });
});

test("in a small window there is one thing at a time, and a way back", async (t) => {
  const place = await profile(t, { viewport: { width: 360, height: 640 } });
  const dana = await colleague(place, "Dana");
  await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await gone(dana.waiting);
  await dana.button("About this conversation").click();
  await seen(dana.details);
  await dana.button("Close").click();
  await gone(dana.details);
  await dana.button("Back to the list").click();
  await seen(dana.mine.getByRole("button", { name: /Ada/ }));
  await gone(dana.reply);
  await dana.button("Change your name").click();
  const { width } = await dana.page.getByRole("textbox", { name: "Your name" }).boundingBox();
  assert.ok(width > 200, `a name is written in a box of ${width}`);
});
