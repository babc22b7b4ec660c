/** Reloads at every step of a handover: nothing is lost, nothing is doubled, and the agent reaches the visitor before the visitor types. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { agent, bot, visitor, visitorAndAgent } from "./people.mjs";

for (const who of ["visitor", "agent", "visitor and agent"]) {
  test(`nothing is lost or doubled when the ${who} reloads at every step`, async (t) => {
    const { desk, chat } = await visitorAndAgent(await profile(t));
    const reload = async () => {
      if (who.includes("visitor")) await chat.page.reload();
      if (who.includes("agent")) await desk.page.reload();
    };
    await reload();
    await reads(chat.page, bot.hello, bot.question);
    await chat.askForAPerson();
    await reload();
    await seen(chat.banner);
    await seen(chat.button(bot.cancelButton));
    await chat.say("Written in the queue");
    await reload();
    await seen(desk.waiting.getByRole("button", { name: "Accept" }));
    await desk.accept();
    await reload();
    await seen(chat.banner);
    await desk.say("Before you write anything");
    await reads(chat.page, "Written in the queue", "Before you write anything");
    await reload();
    await gone(chat.banner);
    await chat.say("Thank you");
    await reload();
    await reads(desk.page, bot.hello, "Written in the queue", "Before you write anything", "Thank you");
    await desk.resolve("Done");
    await reload();
    await reads(
      chat.page,
      bot.hello,
      bot.question,
      bot.person,
      bot.accepted,
      bot.queued,
      "Written in the queue",
      "Dana joined the chat",
      "Before you write anything",
      "Thank you",
      "Dana left the chat",
      bot.completed,
    );
    await seen(desk.page.getByText("Nobody is waiting."));
    await seen(desk.ended.getByText(/Resolved/));
  });
}

test("a visitor who comes back finds what the agent said meanwhile", async (t) => {
  const { open } = await profile(t);
  const { desk, chat } = await visitorAndAgent({ open });
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("Hello.");
  await reads(chat.page, "Hello.");
  await chat.page.close();
  await seen(desk.page.getByText("Away", { exact: true }));
  await desk.say("Are you there?");
  const again = visitor(await open("/chat.html"));
  await seen(again.dialog);
  await reads(again.page, "Hello.", "New", "Are you there?");
  await seen(desk.page.getByText("Here", { exact: true }));
});

test("two tabs of one visitor show the same", async (t) => {
  const { open } = await profile(t);
  const { desk, chat } = await visitorAndAgent({ open });
  const other = visitor(await open("/chat.html"));
  await seen(other.dialog);
  await chat.askForAPerson();
  await reads(other.page, bot.hello, bot.person, bot.accepted);
  await other.say("From the other tab");
  await reads(chat.page, bot.accepted, "From the other tab");
  await desk.accept();
  await desk.say("To both");
  const words = [bot.hello, bot.person, bot.accepted, "From the other tab", "Dana joined the chat", "To both"];
  await reads(chat.page, ...words);
  await reads(other.page, ...words);
  assert.equal(await log(chat.page).innerText(), await log(other.page).innerText());
});

test("the agent's name is kept, and the visitor sees it", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await desk.button("Change your name").click();
  await desk.page.getByRole("textbox", { name: "Your name" }).fill("Robin");
  await desk.button("Save").click();
  await desk.page.reload();
  const renamed = agent(desk.page);
  await seen(renamed.page.getByText("Robin", { exact: true }));
  await chat.askForAPerson();
  await renamed.accept();
  await renamed.say("Good morning.");
  await reads(chat.page, "Robin joined the chat", "Good morning.");
});
