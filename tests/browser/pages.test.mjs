/** The three pages by themselves: no barrier in light or dark, at three widths; nothing is cut off; the designer shows and marks the flow. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoBarrier, assertNothingCutOff } from "./barriers.mjs";
import { profile, reads, seen } from "./browser.mjs";
import { designer } from "./designer.mjs";
import { bot, visitorAndAgent } from "./people.mjs";

for (const colorScheme of ["light", "dark"]) {
  test(`no page has a barrier in ${colorScheme}`, async (t) => {
    const { open } = await profile(t, { colorScheme });
    const { desk, chat } = await visitorAndAgent({ open });
    await assertNoBarrier(chat.page);
    await chat.askForAPerson();
    await seen(chat.banner);
    await assertNoBarrier(chat.page);
    await seen(desk.waiting.getByRole("button", { name: "Accept" }));
    await assertNoBarrier(desk.page);
    const { page: designing, select } = await designer({ open });
    await select(/^Handover to Agent/);
    await assertNoBarrier(designing);
    await desk.accept();
    await desk.say("Hello.");
    await reads(chat.page, "Hello.");
    await assertNoBarrier(chat.page);
    await assertNoBarrier(desk.page);
    await desk.button("Resolve").click();
    await assertNoBarrier(desk.page);
    await desk.button("Resolve").click();
    await reads(chat.page, bot.completed);
    await assertNoBarrier(desk.page);
  });
}

for (const [width, height] of [
  [320, 640],
  [1920, 1080],
  [2560, 1440],
]) {
  test(`a handover fits into a window ${width} wide`, async (t) => {
    const { open } = await profile(t, { viewport: { width, height } });
    const { desk, chat } = await visitorAndAgent({ open });
    await chat.askForAPerson();
    await assertNothingCutOff(chat.page);
    await assertNothingCutOff(desk.page);
    await desk.accept();
    await desk.say("Hello.");
    await assertNothingCutOff(desk.page);
    await reads(chat.page, "Hello.");
    const designing = await open("/");
    await seen(designing.getByRole("region", { name: "Flow" }).getByRole("button", { name: /^Start/ }));
    await assertNothingCutOff(designing);
  });
}

test("the designer shows what counts for a node, and where a conversation waits", async (t) => {
  const { open } = await profile(t);
  const { desk, chat } = await visitorAndAgent({ open });
  const page = await open("/");
  const handover = page.getByRole("region", { name: "Flow" }).getByRole("button", { name: /Handover to Agent/ });
  await handover.focus();
  await page.keyboard.press("Enter");
  const settings = page.getByRole("region", { name: "Settings" });
  assert.equal(await settings.getByRole("textbox", { name: "Handover Accepted Message" }).inputValue(), bot.accepted);
  await settings.getByText("Time Limits").click();
  assert.equal(await settings.getByRole("textbox", { name: "Queue Timeout" }).inputValue(), "3");
  await seen(settings.getByText("Desk Settings"));
  assert.equal(await settings.getByText("Genesys").count(), 0, "only the chosen provider's settings are shown");

  await chat.askForAPerson();
  await seen(handover.getByText(/^Waits for an agent · number 1 · until/));
  await desk.accept();
  await desk.say("Hello.");
  await seen(handover.getByText("Talks to Dana"));
  await page.keyboard.press("Escape");
  await settings.waitFor({ state: "detached" });
});

test("the shop loads no engine before somebody opens the chat", async (t) => {
  const { open } = await profile(t);
  const loaded = [];
  const page = await open("/desk.html");
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto(new URL("/chat.html", page.url()).href, { waitUntil: "networkidle" });
  assert.deepEqual(loaded.filter((url) => url.endsWith(".wasm")), []);
  await page.getByRole("button", { name: "Open chat" }).click();
  await reads(page, bot.hello);
  assert.equal(loaded.filter((url) => url.endsWith(".wasm")).length, 1);
});

test("what a message holds is shown as text, and only safe addresses become links", async (t) => {
  const { chat } = await visitorAndAgent(await profile(t));
  await chat.say("<img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a?b=1.");
  assert.deepEqual(await chat.dialog.getByRole("link").evaluateAll((links) => links.map((link) => [link.href, link.rel])), [
    ["https://example.com/a?b=1", "noopener noreferrer"],
  ]);
});
