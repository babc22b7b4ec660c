/** Waiting: the place in the queue in words, the timeout without a desk, and several visitors at once. */
import { test } from "node:test";
import { gone, profile, reads, seen } from "./browser.mjs";
import { agent, visitor } from "./people.mjs";

async function waitingVisitor(open, flow, name) {
  const chat = visitor(await open(`/pages/chat.html?flow=${flow}&visitor=${name}`));
  await chat.open();
  await chat.say("Is anybody there?");
  await reads(chat.page, "Is anybody there?", "One moment.");
  return chat;
}

test("the queue times out for the visitor when the desk is closed", async (t) => {
  const { open } = await profile(t);
  const desk = agent(await open("/desk.html"));
  await seen(desk.page.getByText("Nobody is waiting."));
  const chat = await waitingVisitor(open, "short", "patient");
  await seen(chat.banner);
  await desk.page.close();
  await reads(chat.page, "One moment.", "Nobody came in time.");
  await gone(chat.banner);

  const later = agent(await open("/desk.html"));
  await seen(later.ended.getByText(/Nobody came in time/));
  await seen(later.page.getByText("Nobody is waiting."));
});

test("visitors who wait at once are told their places, and move up", async (t) => {
  const { open } = await profile(t);
  const desk = agent(await open("/desk.html"));
  await seen(desk.page.getByText("Nobody is waiting."));
  const first = await waitingVisitor(open, "long", "visitor-0001");
  await seen(first.page.getByText("You are number 1 in the queue."));
  const second = await waitingVisitor(open, "long", "visitor-0002");
  await seen(second.page.getByText("You are number 2 in the queue."));
  await seen(desk.page.getByText("2 conversations are waiting"));

  await desk.accept("Visitor 0001");
  await seen(second.page.getByText("You are number 1 in the queue."));
  await desk.say("Hello, the first");
  await reads(first.page, "Dana joined the chat", "Hello, the first");
  await desk.accept("Visitor 0002");
  await desk.say("Hello, the second");
  await reads(second.page, "Dana joined the chat", "Hello, the second");
  await gone(first.page.getByText("Hello, the second"));

  await first.say("Here is the first");
  await second.say("Here is the second");
  await reads(desk.page, "Hello, the second", "Here is the second");
  await desk.mine.getByRole("button", { name: /Here is the first/ }).click();
  await reads(desk.page, "Hello, the first", "Here is the first");
});

test("who stands too far back is told something else", async (t) => {
  const { open } = await profile(t);
  const desk = agent(await open("/desk.html"));
  await seen(desk.page.getByText("Nobody is waiting."));
  await waitingVisitor(open, "long", "first");
  await waitingVisitor(open, "long", "second");
  const third = await waitingVisitor(open, "long", "third");
  await seen(third.page.getByText("Many people wait. You may also write to us."));
});
