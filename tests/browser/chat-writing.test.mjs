/** What the visitor writes and reads: drafts, growing text, simple formatting, quick replies, cards and links. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { bot, visitor, visitorAndAgent } from "./people.mjs";

test("a draft outlives a reload, is the same in all tabs, and goes when it is sent", async (t) => {
  const { open } = await profile(t);
  const { chat } = await visitorAndAgent({ open });
  await chat.message.pressSequentially("Not yet sent");
  await chat.page.reload();
  await seen(chat.dialog);
  await chat.page.waitForFunction(() => document.querySelector("handover-chat").shadowRoot.querySelector("textarea")?.value === "Not yet sent");
  const other = visitor(await open("/chat.html"));
  await other.page.waitForFunction(() => document.querySelector("handover-chat").shadowRoot.querySelector("textarea")?.value === "Not yet sent");
  await chat.page.bringToFront();
  await chat.button("Send").click();
  await reads(chat.page, "Not yet sent");
  await other.page.waitForFunction(() => document.querySelector("handover-chat").shadowRoot.querySelector("textarea")?.value === "");
  await reads(other.page, "Not yet sent");
});

test("a draft is there again where the browser keeps nothing, as long as the page is", async (t) => {
  const { context, open } = await profile(t);
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const { chat } = await visitorAndAgent({ open });
  await chat.message.fill("Not yet sent");
  await chat.choose("End chat");
  await chat.button("Keep chatting").click();
  assert.equal(await chat.message.inputValue(), "Not yet sent");
  await chat.button("Close chat").click();
  await chat.open();
  assert.equal(await chat.message.inputValue(), "Not yet sent");
});

for (const [what, opens, after] of [
  ["is sent alone", true, "there"],
  ["comes back in front of it where the chat cannot be opened", false, "Hello\nthere"],
]) {
  test(`what was sent while the chat opens leaves the field to what is written next, and ${what}`, async (t) => {
    const page = await (await profile(t)).open("/pages/chat.html?flow=echo");
    await page.evaluate(() => {
      const chat = document.querySelector("handover-chat");
      const { connect } = chat;
      chat.connect = (after) => new Promise((resolve, reject) => (globalThis.answer = (opens) => (opens ? resolve(connect(after)) : reject(new Error("closed")))));
    });
    const chat = visitor(page);
    await chat.open();
    await chat.message.fill("Hello");
    await chat.message.press("Enter");
    assert.equal(await chat.message.inputValue(), "");
    await chat.message.pressSequentially("there");
    await page.evaluate((opens) => globalThis.answer(opens), opens);
    await seen(page.getByText(opens ? "You said Hello." : "The chat could not be opened"));
    assert.equal(await chat.message.inputValue(), after);
  });
}

test("the input grows with its text, and not without end", async (t) => {
  const { chat } = await visitorAndAgent(await profile(t));
  const height = async () => (await chat.message.boundingBox()).height;
  const one = await height();
  await chat.message.fill("one\ntwo\nthree");
  const three = await height();
  assert.ok(three > one * 1.5, `${one} and ${three}`);
  await chat.message.fill("line\n".repeat(80));
  assert.ok((await height()) < 200);
  assert.ok(await log(chat.page).isVisible());
});

test("simple formatting is drawn, on both sides, and nothing of it is HTML", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await desk.accept();
  await desk.reply.fill("**Water** it *rarely*");
  await desk.button("Send").click();
  await seen(log(chat.page).locator("strong", { hasText: "Water" }).last());
  await seen(log(chat.page).locator("em", { hasText: "rarely" }));
  await chat.page.bringToFront();
  await chat.message.fill("What I have:\n- a fern\n- `two` <b>cacti</b>\nand [this](https://example.com/plant)");
  await chat.button("Send").click();
  for (const page of [chat.page, desk.page]) {
    await seen(log(page).getByRole("listitem").filter({ hasText: "a fern" }));
    await seen(log(page).locator("code", { hasText: "two" }));
    await seen(log(page).getByText("<b>cacti</b>"));
    const link = log(page).getByRole("link", { name: "this" });
    assert.deepEqual(await link.evaluate(({ href, rel, target }) => [href, rel, target]), ["https://example.com/plant", "noopener noreferrer", "_blank"]);
  }
});

test("a quick reply is spent once it is used, also after a reload, and leaves the focus in the chat", async (t) => {
  const { chat } = await visitorAndAgent(await profile(t));
  await chat.button("Where is my order?").click();
  await seen(chat.page.getByRole("textbox", { name: "Message" }).and(chat.page.locator(":focus")));
  await seen(log(chat.page).getByText(/^We pack every order/));
  assert.equal(await chat.button("Talk to a person").count(), 1, "the question is asked once more, and only that can be answered");
  await chat.page.reload();
  await seen(chat.button("Talk to a person"));
  assert.equal(await chat.button("Talk to a person").count(), 1);
  await chat.say("Something else");
  await gone(chat.button("Talk to a person"));
});

test("a message that only the quick reply's title shows is sent as its payload and read as its title", async (t) => {
  const page = await (await profile(t)).open("/pages/chat.html?flow=cards");
  const chat = visitor(page);
  await chat.open();
  await chat.say("Show me");
  await chat.button("I take it").click();
  await reads(page, "Show me", "I take it", "You said take-fern.");
});

test("a card shows its picture, its words and its link, and data without words says that it cannot be shown", async (t) => {
  const page = await (await profile(t)).open("/pages/chat.html?flow=cards");
  const chat = visitor(page);
  await chat.open();
  await chat.say("Show me");
  await reads(page, "Sword fern", "Half shade");
  await seen(log(page).locator("img[src*='icon.svg']"));
  assert.deepEqual(await log(page).getByRole("link").evaluateAll((links) => links.map(({ href }) => href)), ["https://example.com/fern"]);
  await seen(log(page).getByText("This message cannot be shown here."));
});

test("the day stands above its first message", async (t) => {
  const { chat } = await visitorAndAgent(await profile(t));
  await seen(log(chat.page).getByText("today"));
  assert.equal(await log(chat.page).getByText("today").count(), 1);
});

test("a long conversation shows its end first, and what was before when it is asked for", async (t) => {
  const page = await (await profile(t)).open("/pages/chat.html?flow=echo");
  const chat = visitor(page);
  await chat.open();
  await page.evaluate(async () => {
    const conversation = await document.querySelector("handover-chat").connect(null);
    for (let at = 0; at < 80; at += 1) await conversation.send(`message ${at}`);
  });
  await seen(log(page).getByText("You said message 79."));
  await gone(log(page).getByText("message 20", { exact: true }));
  await chat.button("Earlier messages").click();
  await reads(page, "message 0", "message 20", "message 79");
  await gone(chat.button("Earlier messages"));
  assert.ok(await log(page).evaluate((element) => element.scrollTop > 0), "what was in sight stays in sight");
});

test("who reads back stays there, whatever another tab writes or is sent late", async (t) => {
  const { context, open } = await profile(t);
  const [chat, other] = [visitor(await open("/pages/chat.html?flow=echo")), visitor(await open("/pages/chat.html?flow=echo"))];
  const { page } = chat;
  await chat.open();
  await page.evaluate(async () => {
    const conversation = await document.querySelector("handover-chat").connect(null);
    for (let at = 0; at < 80; at += 1) await conversation.send(`message ${at}`);
  });
  await other.open();
  for (const tab of [other, chat]) await seen(log(tab.page).getByText("You said message 79."));
  const above = () => log(page).evaluate((element) => [element.scrollTop, element.querySelector(".bubble").textContent]);
  const readBack = async () => {
    await page.bringToFront();
    await log(page).evaluate((element) => (element.scrollTop = 0));
    await seen(chat.button("To the latest messages"));
  };
  await readBack();
  const before = await above();
  await other.say("From the other tab");
  await reads(page, "message 79", "From the other tab", "You said From the other tab.");
  assert.deepEqual(await above(), before);

  await chat.say("My own");
  await gone(chat.button("To the latest messages"));
  await seen(log(page).getByText("You said My own."));
  await context.setOffline(true);
  await chat.say("Sent late");
  await readBack();
  await context.setOffline(false);
  await seen(log(page).getByText("You said Sent late."));
  assert.equal((await above())[0], 0);
});
