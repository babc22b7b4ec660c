/** Waiting: what for, how long, what comes then, and the way out; and who speaks to the visitor at every moment. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { bot, visitorAndAgent } from "./people.mjs";

/** Who stands in the head of the chat. */
const speaker = (chat, words) => chat.dialog.getByText(words, { exact: true });
const then = (chat) => chat.dialog.getByText(/^Keep writing if you like, we read all of it\./);

test("who waits is told the place, what comes then and when it ends, also after a reload, until the agent speaks", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await seen(speaker(chat, "Moss · automatic assistant"));
  await chat.askForAPerson();
  await seen(chat.dialog.getByRole("status").getByText("You are number 1 in the queue."));
  await seen(chat.dialog.getByRole("status").getByText(/If nobody is free by \d+:\d\d\s?[AP]M, the assistant goes on\.$/));
  await chat.say("Still here");
  await chat.page.reload();
  await seen(chat.banner);
  await seen(chat.button("Stop waiting"));
  await desk.accept();
  await seen(chat.dialog.getByText("Dana has taken your chat and writes in a moment."));
  await seen(speaker(chat, "Moss · automatic assistant"));
  await gone(chat.dialog.getByText(/If nobody is free/));
  await seen(chat.button("Stop waiting"));
  await desk.say("Hello.");
  await reads(chat.page, "Dana joined the chat", "Hello.");
  await gone(chat.button("Stop waiting"));
  await gone(then(chat));
  await seen(speaker(chat, "Dana · agent"));
});

test("the way out stays in reach however long the conversation is and however small the window", async (t) => {
  const { chat } = await visitorAndAgent(await profile(t, { viewport: { width: 360, height: 560 } }));
  await chat.askForAPerson();
  for (const words of ["one", "two", "three", "four", "five", "six", "seven"]) await chat.say(words);
  const { y, height } = await chat.button("Stop waiting").boundingBox();
  assert.ok(y > 0 && y + height < 560);
  await chat.button("Stop waiting").click();
  await reads(chat.page, "seven", "You have stopped waiting for an agent", bot.cancelled);
  await gone(chat.banner);
});

test("joined, passed on, joined again, left, and back with the assistant are told in their order", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("One moment.");
  await reads(chat.page, "One moment.");
  await desk.button("Return to queue").click();
  await seen(chat.banner);
  await seen(speaker(chat, "Moss · automatic assistant"));
  await desk.accept();
  await desk.say("Here I am.");
  await seen(speaker(chat, "Dana · agent"));
  await desk.resolve("Done");
  await seen(speaker(chat, "Moss · automatic assistant"));
  await reads(chat.page, "One moment.", "You are being passed on to a colleague", "Here I am.", "You are back with the automatic assistant", bot.completed);
  assert.deepEqual(await log(chat.page).getByText(/^Dana (joined|left) the chat$/).allInnerTexts(), [
    "Dana joined the chat",
    "Dana left the chat",
    "Dana joined the chat",
    "Dana left the chat",
  ]);
});

test("every message says who speaks and as what", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("First");
  await desk.say("Second");
  await reads(chat.page, "First", "Second");
  const said = (text) => log(chat.page).locator(".message", { has: chat.page.getByText(text, { exact: true }) });
  assert.match(await said(bot.hello).innerText(), /Moss automatic assistant · \d/);
  assert.match(await said("First").innerText(), /Dana agent · \d/);
  assert.match(await said("Second").textContent(), /Dana:/, "who goes on is named for those who do not see");
  assert.match(await said(bot.person).textContent(), /You:/);
});
