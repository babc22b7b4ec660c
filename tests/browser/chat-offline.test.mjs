/** No connection: what is written is kept, shown as waiting and sent once, whatever is reloaded and however many tabs there are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { bot, visitor, visitorAndAgent } from "./people.mjs";

const write = async (chat, text) => {
  await chat.page.bringToFront();
  await chat.message.fill(text);
  await chat.button("Send").click();
};

test("what is written offline is kept, and sent once and in order when there is a connection", async (t) => {
  const { context, open } = await profile(t);
  const { desk, chat } = await visitorAndAgent({ open });
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("Hello.");
  await reads(chat.page, "Hello.");
  await context.setOffline(true);
  await seen(chat.dialog.getByRole("status").getByText(/^You are offline\./));
  await write(chat, "First");
  await write(chat, "Second");
  await seen(log(chat.page).getByText(/^Is sent when you are online/).first());
  await gone(log(desk.page).getByText("First"));
  await context.setOffline(false);
  await seen(chat.dialog.getByRole("status").getByText("You are online again."));
  await reads(desk.page, "Hello.", "First", "Second");
  await reads(chat.page, "Hello.", "First", "Second");
  await seen(log(chat.page).getByText(/^Sent/));
  await gone(chat.dialog.getByText("You are online again."));
});

test("what could not be sent outlives a reload, and is sent once though two tabs know of it", async (t) => {
  const { open } = await profile(t);
  const { desk, chat } = await visitorAndAgent({ open });
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("Hello.");
  await reads(chat.page, "Hello.");
  const connect = (page, online) => page.evaluate((online) => (document.querySelector("handover-chat").online = online), online);
  await chat.page.addInitScript(() => addEventListener("DOMContentLoaded", () => (document.querySelector("handover-chat").online = false)));
  await connect(chat.page, false);
  await write(chat, "Kept");
  await chat.page.reload();
  await reads(chat.page, "Hello.", "Kept");
  await seen(log(chat.page).getByText(/^Is sent when you are online/));

  const other = visitor(await open("/chat.html"));
  await reads(other.page, "Hello.", "Kept");
  await reads(desk.page, "Hello.", "Kept");
  await connect(chat.page, true);
  await write(chat, "After");
  for (const page of [chat.page, other.page, desk.page]) await reads(page, "Hello.", "Kept", "After");
  assert.equal(await log(desk.page).getByText("Kept", { exact: true }).count(), 1);
});

test("what a tab could not send before it was closed is sent by the other at once", async (t) => {
  const { open } = await profile(t);
  const { chat } = await visitorAndAgent({ open });
  const other = visitor(await open("/chat.html"));
  await reads(other.page, bot.question);
  await chat.page.evaluate(() => (document.querySelector("handover-chat").online = false));
  await write(chat, "Left to the other");
  await reads(chat.page, "Left to the other");
  await chat.page.close();
  await reads(other.page, "Left to the other");
  await seen(log(other.page).getByText(/^Sent/));
});

test("two tabs that write at once lose nothing and agree on the order", async (t) => {
  const { open } = await profile(t);
  const { chat } = await visitorAndAgent({ open });
  const other = visitor(await open("/chat.html"));
  await seen(other.dialog);
  await chat.askForAPerson();
  // A tab that is not connected yet takes one message, and leaves the next in its field.
  await seen(other.banner);
  await seen(chat.banner);
  await Promise.all(
    [chat, other].map(({ page }, tab) =>
      page.evaluate(async (tab) => {
        const { shadowRoot } = document.querySelector("handover-chat");
        for (let at = 0; at < 5; at += 1) {
          const input = shadowRoot.querySelector("textarea");
          input.value = `tab ${tab} line ${at}`;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          shadowRoot.querySelector("form.composer").requestSubmit();
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        }
      }, tab),
    ),
  );
  const all = [0, 1].flatMap((tab) => [0, 1, 2, 3, 4].map((at) => `tab ${tab} line ${at}`));
  for (const text of all) for (const { page } of [chat, other]) await seen(log(page).getByText(text, { exact: true }));
  await seen(log(chat.page).getByText(/^Sent/));
  await seen(log(other.page).getByText(/^Sent/));
  const order = (page) => log(page).getByText(/^tab \d line \d$/).allInnerTexts();
  assert.deepEqual(await order(chat.page), await order(other.page));
  assert.deepEqual((await order(chat.page)).toSorted(), all.toSorted());
  for (const tab of [0, 1]) assert.deepEqual((await order(chat.page)).filter((text) => text.startsWith(`tab ${tab}`)), all.filter((text) => text.startsWith(`tab ${tab}`)));
});

test("a quick reply that was clicked offline is spent at once", async (t) => {
  const { context, open } = await profile(t);
  const { chat } = await visitorAndAgent({ open });
  await context.setOffline(true);
  await chat.button(bot.person).click();
  await gone(chat.button(bot.person));
  await gone(chat.button("Where is my order?"));
  await reads(chat.page, bot.question, bot.person);
  await context.setOffline(false);
  await reads(chat.page, bot.person, bot.accepted);
});

test("what a full disk does not take is said not to be sent, and reaches the agent once there is room", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("Hello.");
  await reads(chat.page, "Hello.");
  await chat.page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("The disk is full.", "QuotaExceededError");
    };
    globalThis.makeRoom = () => (IDBObjectStore.prototype.put = put);
  });
  await chat.say("Is this lost?");
  await seen(log(chat.page).getByText("Not sent"));
  await chat.page.evaluate(() => globalThis.makeRoom());
  await chat.button("Try again").click();
  await reads(desk.page, "Hello.", "Is this lost?");
  await gone(log(chat.page).getByText("Not sent"));
});
