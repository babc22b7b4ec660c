/** The whole handover in two tabs, as a visitor and an agent see it: by mouse, by keyboard alone, called off, given back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { bot, visitorAndAgent } from "./people.mjs";

test("a visitor is handed to an agent and back, by mouse", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await seen(chat.page.getByText("You are number 1 in the queue."));
  await gone(chat.button(bot.person));
  await chat.say("My fern has brown leaves.");

  await seen(desk.page.getByText(/1 conversation is waiting/));
  await desk.accept();
  await reads(desk.page, bot.hello, bot.person, "My fern has brown leaves.");
  await seen(log(desk.page).getByText(/^The bot handed over at/));
  await seen(chat.banner);
  await desk.say("Hello, I am Dana. How often do you water it?");

  await gone(chat.banner);
  await gone(chat.button(bot.cancelButton));
  await reads(chat.page, "Dana joined the chat", "Hello, I am Dana. How often do you water it?");
  await chat.say("Every day.");
  await reads(desk.page, "Hello, I am Dana. How often do you water it?", "Every day.");
  await desk.resolve("Waters too much.");
  await seen(desk.page.getByText("Waters too much."));

  await reads(chat.page, bot.hello, bot.accepted, bot.queued, "My fern has brown leaves.", "Dana joined the chat", "Every day.", "Dana left the chat", bot.completed);
  await seen(desk.page.getByText("Nobody is waiting."));
});

test("a visitor is handed to an agent and back, by keyboard alone", async (t) => {
  const { open } = await profile(t);
  const deskPage = await open("/desk.html");
  const chatPage = await open("/chat.html");
  const focusOn = async (page, role, name) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await page.getByRole(role, { name, exact: true }).and(page.locator(":focus")).count()) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`the key Tab never leads to the ${role} ${name}`);
  };
  await chatPage.bringToFront();
  await focusOn(chatPage, "button", "Open chat");
  await chatPage.keyboard.press("Enter");
  await seen(log(chatPage).getByText(bot.question));
  await chatPage.keyboard.type(bot.person);
  await chatPage.keyboard.press("Enter");
  await seen(chatPage.getByText("You are number 1 in the queue."));

  await deskPage.bringToFront();
  await seen(deskPage.getByRole("button", { name: "Accept" }));
  await focusOn(deskPage, "button", "Accept");
  await deskPage.keyboard.press("Enter");
  await seen(deskPage.getByRole("textbox", { name: "Reply" }).and(deskPage.locator(":focus")));
  await deskPage.keyboard.type("First line");
  await deskPage.keyboard.press("Shift+Enter");
  await deskPage.keyboard.type("and a second");
  await deskPage.keyboard.press("Enter");

  await chatPage.bringToFront();
  await reads(chatPage, "Dana joined the chat", "First line and a second");
  assert.ok(await chatPage.getByRole("textbox", { name: "Message" }).and(chatPage.locator(":focus")).count(), "what comes in takes no focus");
  await chatPage.keyboard.type("Thank you");
  await chatPage.keyboard.press("Enter");

  await deskPage.bringToFront();
  await reads(deskPage, "First line and a second", "Thank you");
  await deskPage.keyboard.press("Shift+Tab");
  await focusOn(deskPage, "button", "Resolve");
  await deskPage.keyboard.press("Enter");
  await deskPage.keyboard.type("All is well");
  await focusOn(deskPage, "button", "Resolve");
  await deskPage.keyboard.press("Enter");
  await seen(deskPage.getByText("All is well"));

  await chatPage.bringToFront();
  await reads(chatPage, "Thank you", "Dana left the chat", bot.completed);
  await chatPage.keyboard.press("Escape");
  await gone(chatPage.getByRole("dialog", { name: "Chat" }));
  await seen(chatPage.getByRole("button", { name: "Open chat" }).and(chatPage.locator(":focus")));
});

for (const button of ["Stop waiting", bot.cancelButton]) {
  test(`a visitor who presses "${button}" waits no longer`, async (t) => {
    const { desk, chat } = await visitorAndAgent(await profile(t));
    await chat.askForAPerson();
    await seen(desk.waiting.getByRole("button", { name: "Accept" }));
    await chat.button(button).click();
    await reads(chat.page, bot.accepted, bot.cancelled);
    await gone(chat.banner);
    await gone(chat.button(button));
    await gone(desk.waiting.getByRole("button", { name: "Accept" }));
    await seen(desk.ended.getByText(/The visitor stopped waiting/));
  });
}

test("an agent gives a conversation back, and the visitor waits for the next one", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("One moment.");
  await reads(chat.page, "Dana joined the chat", "One moment.");
  await desk.button("Return to queue").click();
  await reads(chat.page, "One moment.", "Dana left the chat", "You are being passed on to a colleague");
  await seen(chat.banner);
  await desk.accept();
  await reads(desk.page, "One moment.");
  await desk.say("I am back.");
  await gone(chat.banner);
  await reads(chat.page, "You are being passed on to a colleague", "I am back.");
});

test("each side sees when the other types", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("Hello.");
  await reads(chat.page, "Hello.");
  await desk.reply.pressSequentially("Do you");
  await seen(chat.page.getByText("Dana is typing"));
  await desk.button("Send").click();
  await gone(chat.page.getByText("Dana is typing"));
  await chat.message.pressSequentially("Yes");
  await seen(desk.page.getByText(/^Visitor \w+ is typing$/));
  await chat.button("Send").click();
  await gone(desk.page.getByText(/is typing$/));
});
