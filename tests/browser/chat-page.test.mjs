/** The chat as a page's own: what the page puts into its places, the words and colours it sets, and the sound that is off until somebody wants it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { log, profile, reads, seen } from "./browser.mjs";
import { visitor, visitorAndAgent } from "./people.mjs";

test("the page puts its own logo, icon and welcome into the chat, and its own words and colours", async (t) => {
  const page = await (await profile(t)).open("/pages/chat.html?flow=echo");
  const chat = visitor(page);
  await page.evaluate(() => {
    const element = document.querySelector("handover-chat");
    for (const [slot, text] of [["launcher-icon", "?!"], ["logo", "ACME"], ["welcome", "Ask away"]]) {
      element.append(Object.assign(document.createElement("b"), { slot, textContent: text }));
    }
    element.labels = { title: "ACME answers", unread: (count) => `${count}!` };
    element.style.setProperty("--handover-accent", "rgb(120, 20, 90)");
  });
  await seen(page.getByText("?!"));
  assert.equal(await chat.button("Open chat").evaluate((element) => getComputedStyle(element).backgroundColor), "rgb(120, 20, 90)");
  await chat.open();
  await seen(page.getByText("ACME", { exact: true }));
  await seen(page.getByRole("heading", { name: "ACME answers" }));
  await seen(page.getByText("Ask away"));
  await chat.say("Hello");
  await reads(page, "Hello", "You said Hello.");
  const own = log(page).locator("[part~=visitor] [part~=bubble]");
  assert.equal(await own.evaluate((element) => getComputedStyle(element).backgroundColor), "rgb(120, 20, 90)");
  assert.equal(await page.getByText("Ask away").isVisible(), false);
});

test("the sound is off until it is wanted, is heard for what is not seen, and the choice is remembered", async (t) => {
  const { context, open } = await profile(t);
  await context.addInitScript(() => {
    globalThis.tones = 0;
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...when) {
      globalThis.tones += 1;
      return start.apply(this, when);
    };
  });
  const { desk, chat } = await visitorAndAgent({ open });
  const tones = () => chat.page.evaluate(() => globalThis.tones);
  await chat.askForAPerson();
  await desk.accept();
  await chat.button("Close chat").click();
  await desk.say("Unheard");
  await chat.page.bringToFront();
  await seen(chat.page.getByRole("status").getByText("1 new message"));
  assert.equal(await tones(), 0);

  await chat.open();
  await chat.button("More options").click();
  await chat.page.getByRole("menuitemcheckbox", { name: "Sound", checked: false }).click();
  assert.equal(await tones(), 2, "it is heard once when it is switched on");
  await chat.page.reload();
  await seen(chat.dialog);
  await chat.button("Close chat").click();
  await desk.say("Heard");
  await chat.page.bringToFront();
  await seen(chat.page.getByRole("status").getByText("1 new message"));
  await chat.page.waitForFunction(() => globalThis.tones === 2);
});
