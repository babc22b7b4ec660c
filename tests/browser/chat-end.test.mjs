/** The end: asked for once more, told, rated, kept as a text, and followed by a new chat; in all tabs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertNoBarrier } from "./barriers.mjs";
import { choose, gone, log, profile, reads, seen } from "./browser.mjs";
import { bot, colleague, visitor, visitorAndAgent, waitingVisitor } from "./people.mjs";

const question = (chat) => chat.page.getByRole("alertdialog", { name: "End this chat?" });
const end = async (chat) => {
  await chat.choose("End chat");
  await question(chat).getByRole("button", { name: "End chat" }).click();
};

test("a visitor who ends the chat is asked first, and the agent is told", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await chat.choose("End chat");
  await seen(question(chat).getByText("You give up your place in the queue."));
  await seen(chat.button("Keep chatting").and(chat.page.locator(":focus")));
  await chat.page.keyboard.press("Escape");
  await gone(question(chat));
  await seen(chat.banner);

  await desk.accept();
  await desk.say("Hello.");
  await reads(chat.page, "Hello.");
  await chat.choose("End chat");
  await seen(question(chat).getByText("Dana leaves the chat."));
  await question(chat).getByRole("button", { name: "End chat" }).click();
  await reads(chat.page, "Hello.", "You have ended the talk with the agent", "Dana left the chat", "You have ended the chat");
  await gone(chat.message);
  await seen(desk.ended.getByText(/The visitor ended the conversation/));
});

test("a chat whose end does not get through goes on, and is ended once by whoever presses twice", async (t) => {
  const place = await profile(t);
  const { page } = await waitingVisitor(place, "Ada");
  await page.evaluate(() => {
    const { request } = navigator.locks;
    globalThis.away = true;
    navigator.locks.request = function (name, ...given) {
      return globalThis.away && name.includes("conversation/") ? Promise.reject(new Error("away")) : request.call(this, name, ...given);
    };
  });
  const chat = visitor(page);
  const alert = page.getByRole("alert").filter({ hasText: "Not sent" });
  await chat.button("Stop waiting").click();
  await seen(alert);
  await end(chat);
  await seen(question(chat).locator(alert));
  await chat.button("Keep chatting").click();
  await seen(chat.message.and(page.locator(":focus")));
  await seen(chat.button("Stop waiting"));
  await page.evaluate(() => (globalThis.away = false));
  await chat.choose("End chat");
  await assertNoBarrier(page);
  await question(chat).getByRole("button", { name: "End chat" }).dblclick();
  await reads(page, "You have stopped waiting for an agent", "You have ended the chat");
  assert.equal(await page.evaluate(() => globalThis.chatEvents.filter(({ name }) => name === "chatend").length), 1);
});

test("after the end the visitor rates, and the page hears of it once", async (t) => {
  const page = await (await profile(t)).open("/pages/chat.html?flow=echo&rating");
  const chat = visitor(page);
  await chat.open();
  await chat.say("Hello");
  await reads(page, "You said Hello.");
  await end(chat);
  await seen(page.getByRole("group", { name: "How was this chat?" }));
  await page.getByRole("radio", { name: "4 stars of 5" }).check();
  await page.getByRole("textbox", { name: "What was good, what was not?" }).fill("Quick");
  await chat.button("Send rating").click();
  await seen(page.getByText("Thank you for your rating.").and(page.locator(":focus")));
  const events = await page.evaluate(() => globalThis.chatEvents.filter(({ name }) => ["rating", "chatend"].includes(name)));
  assert.deepEqual(events, [
    { name: "chatend", detail: { conversation: "visitor" } },
    { name: "rating", detail: { conversation: "visitor", stars: 4, comment: "Quick", agent: null } },
  ]);
  await page.reload();
  await chat.open();
  await reads(page, "Hello", "You have ended the chat");
  await gone(page.getByRole("radio"));
});

test("a rating that does not get through stays as it was written, and the page hears of the one that does", async (t) => {
  const page = await (await profile(t)).open("/pages/chat.html?flow=echo&rating");
  await page.evaluate(() => {
    const chat = document.querySelector("handover-chat");
    const { connect } = chat;
    let tries = 0;
    chat.connect = async (id) => {
      const conversation = await connect(id);
      return { ...conversation, rate: async (...given) => ((tries += 1) === 1 ? Promise.reject(new Error("The server is away.")) : conversation.rate(...given)) };
    };
  });
  const chat = visitor(page);
  await chat.open();
  await chat.say("Hello");
  await reads(page, "You said Hello.");
  await end(chat);
  await page.getByRole("radio", { name: "2 stars of 5" }).check();
  const comment = page.getByRole("textbox", { name: "What was good, what was not?" });
  await comment.fill("Slow");
  await chat.button("Send rating").click();
  await seen(page.getByRole("alert").filter({ hasText: "Not sent" }));
  assert.equal(await comment.inputValue(), "Slow");
  await chat.button("Send rating").click();
  await seen(page.getByText("Thank you for your rating."));
  const stars = await page.evaluate(() => globalThis.chatEvents.filter(({ name }) => name === "rating").map(({ detail }) => detail.stars));
  assert.deepEqual(stars, [2]);
});

test("after a talk with a human the visitor is asked how it was, unless they write on", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("Hello.");
  await reads(chat.page, "Hello.");
  await gone(chat.page.getByText(/^How was/));
  await desk.resolve("Done");
  await chat.page.bringToFront();
  await seen(chat.page.getByRole("group", { name: "How was your chat with Dana?" }));
  assert.ok(await chat.message.isVisible(), "nothing is in the way of writing on");
  await chat.say("One more question");
  await gone(chat.page.getByRole("group", { name: "How was your chat with Dana?" }));
});

test("a double click ends the chat and does not begin the next", async (t) => {
  const page = await (await profile(t)).open("/pages/chat.html?flow=echo");
  const chat = visitor(page);
  await chat.open();
  await chat.say("Hello");
  await reads(page, "You said Hello.");
  await chat.choose("End chat");
  await question(chat).getByRole("button", { name: "End chat" }).dblclick();
  await reads(page, "You said Hello.", "You have ended the chat");
  await chat.button("Start a new chat").click();
  await gone(log(page).getByText("You said Hello."));
});

test("each talk is rated, and the thanks for the last one go when the visitor writes on", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await ada.page.evaluate(() => (document.querySelector("handover-chat").rating = true));
  const thanks = ada.page.getByText("Thank you for your rating.");
  for (const [answer, stars, more] of [["Hello.", "4 stars of 5", "It is urgent"], ["Hello again.", "2 stars of 5", "Thank you"]]) {
    await dana.accept("Ada");
    await dana.say(answer);
    await reads(ada.page, answer);
    await dana.resolve("Done");
    await choose(ada.page, stars);
    await ada.button("Send rating").click();
    await seen(thanks);
    await ada.say(more);
    await gone(thanks);
  }
});

test("a page that listens to no rating asks for none, and one may be declined", async (t) => {
  const { open } = await profile(t);
  for (const [path, asked] of [["/pages/chat.html?flow=echo&visitor=a", 0], ["/pages/chat.html?flow=echo&visitor=b&rating", 1]]) {
    const page = await open(path);
    const chat = visitor(page);
    await chat.open();
    await chat.say("Hello");
    await reads(page, "You said Hello.");
    await end(chat);
    await seen(chat.button("Start a new chat"));
    assert.equal(await page.getByRole("group", { name: /^How was/ }).count(), asked);
    if (asked) await chat.button("Not now").click();
    await gone(page.getByRole("group", { name: /^How was/ }));
  }
});

test("a new chat begins empty, in the other tab too, and nothing of the old one is sent into it", async (t) => {
  const { open } = await profile(t);
  const { chat } = await visitorAndAgent({ open });
  const other = visitor(await open("/chat.html"));
  await chat.say("The old one");
  await end(chat);
  await reads(other.page, "The old one", "You have ended the chat");
  await chat.page.bringToFront();
  await chat.button("Start a new chat").click();
  await reads(chat.page, bot.hello, bot.question);
  await gone(log(chat.page).getByText("The old one"));
  await seen(chat.message.and(chat.page.locator(":focus")));
  await chat.say("The new one");
  await other.page.bringToFront();
  await other.button("Start a new chat").click();
  await reads(other.page, bot.hello, "The new one");
});

test("the end in another tab leaves the focus and what was typed in the chat, and no question behind", async (t) => {
  const { open } = await profile(t);
  const { chat } = await visitorAndAgent({ open });
  const other = visitor(await open("/chat.html"));
  await reads(other.page, bot.question);
  await chat.page.bringToFront();
  await chat.choose("End chat");
  await seen(chat.button("Keep chatting").and(chat.page.locator(":focus")));
  await end(other);
  const ended = chat.page.getByRole("group", { name: "This chat has ended" });
  await seen(ended.and(chat.page.locator(":focus")));
  await chat.button("Start a new chat").click();
  await seen(chat.message.and(chat.page.locator(":focus")));
  await reads(chat.page, bot.question);
  await gone(question(chat));

  await other.page.bringToFront();
  await other.button("Start a new chat").click();
  await reads(other.page, bot.question);
  await chat.page.bringToFront();
  await chat.message.pressSequentially("Not yet sent");
  await end(other);
  await seen(ended.and(chat.page.locator(":focus")));
  await chat.button("Start a new chat").click();
  await reads(chat.page, bot.question);
  await seen(chat.message.and(chat.page.locator(":focus")));
  assert.equal(await chat.message.inputValue(), "Not yet sent");
});

test("what could not be sent before the end is not sent after it, and says so", async (t) => {
  const { context, open } = await profile(t);
  const { desk, chat } = await visitorAndAgent({ open });
  await context.setOffline(true);
  await chat.say("Left behind");
  await end(chat);
  await reads(chat.page, "Left behind", "You have ended the chat");
  await seen(log(chat.page).getByText("Not sent"));
  await context.setOffline(false);
  await seen(chat.dialog.getByText("You are online again."));
  await chat.page.reload();
  await reads(chat.page, "Left behind", "You have ended the chat");
  await seen(log(chat.page).getByText("Not sent"));
  await gone(chat.button("Try again"));
  await gone(chat.message);
  await chat.button("Start a new chat").click();
  await chat.say("Said anew");
  await reads(chat.page, bot.question, "Said anew");
  await gone(log(chat.page).getByText("Left behind"));
});

test("a chat that the flow has ended says so, and goes on as a new one", async (t) => {
  const page = await (await profile(t)).open("/pages/chat.html?flow=goodbye");
  const chat = visitor(page);
  await chat.open();
  await chat.say("bye");
  await reads(page, "bye", "Goodbye.", "This chat has ended");
  await gone(chat.message);
  await chat.button("Start a new chat").click();
  await chat.say("bye");
  await reads(page, "bye", "Goodbye.");
});

test("the transcript is a text with every line, its speaker and its time", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("Hello.");
  await reads(chat.page, "Hello.");
  const [download] = await Promise.all([chat.page.waitForEvent("download"), chat.choose("Download transcript")]);
  assert.equal(download.suggestedFilename(), "Chat.txt");
  const text = readFileSync(await download.path(), "utf8");
  for (const line of [/ {2}Moss \(automatic assistant\): Hello and welcome/, / {2}You: Talk to a person/, / {2}\* Dana joined the chat/, / {2}Dana \(agent\): Hello\.\n$/]) assert.match(text, line);
});
