/** The button before the chat: it is there at once, loads nothing until it is wanted, and counts what was not seen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { bot, visitor, visitorAndAgent } from "./people.mjs";

/** Opens the shop and answers it with all addresses of scripts that it has asked for since. */
async function watchedShop(open) {
  const page = await open("/desk.html");
  const scripts = [];
  page.on("request", (request) => /\.(js|wasm)$/.test(new URL(request.url()).pathname) && scripts.push(request.url()));
  await page.goto(new URL("/chat.html", page.url()).href, { waitUntil: "networkidle" });
  return { page, scripts };
}

test("nothing of the chat is loaded before somebody comes near the button, and no engine before they press it", async (t) => {
  const { open } = await profile(t);
  const { page, scripts } = await watchedShop(open);
  const button = page.getByRole("button", { name: "Open chat" });
  await seen(button);
  const before = scripts.length;
  await Promise.all([page.waitForRequest(/panel/), button.hover()]);
  await page.waitForLoadState("networkidle");
  const near = scripts.length;
  assert.ok(near > before);
  assert.deepEqual(scripts.filter((url) => url.endsWith(".wasm")), []);
  await button.click();
  await reads(page, bot.hello);
  assert.equal(scripts.filter((url) => url.endsWith(".wasm")).length, 1);
});

test("a chat that cannot be loaded says so, and is loaded at the next try", async (t) => {
  const { context, forgive, open } = await profile(t);
  const page = await open("/chat.html");
  const chat = visitor(page);
  await context.setOffline(true);
  await chat.button("Open chat").click();
  await seen(page.getByRole("alert").getByText("The chat could not be loaded. Are you online? Then reload the page."));
  assert.ok(await chat.button("Open chat").isVisible());
  await context.setOffline(false);
  await chat.open();
  await reads(page, bot.hello);
  await gone(page.getByText("The chat could not be loaded. Are you online? Then reload the page."));
  forgive();
});

test("a chat whose engine cannot be loaded says so, and tries again", async (t) => {
  const { context, forgive, open } = await profile(t);
  const page = await open("/pages/chat.html?flow=long");
  const chat = visitor(page);
  await context.route(/engine\.wasm/, (route) => route.abort());
  await chat.open();
  await seen(page.getByText("The chat could not be opened"));
  await chat.message.fill("Typed all the same");
  await context.unroute(/engine\.wasm/);
  await chat.button("Try again").click();
  await chat.button("Send").click();
  await reads(page, "Typed all the same", "One moment.");
  assert.deepEqual((await page.evaluate(() => globalThis.chatEvents)).map(({ name }) => name).slice(0, 2), ["chatopen", "chaterror"]);
  forgive();
});

test("what comes in while the chat is closed is counted, told, and marked where it begins", async (t) => {
  const { open } = await profile(t);
  const { desk, chat } = await visitorAndAgent({ open });
  await chat.askForAPerson();
  await desk.accept();
  await desk.say("Hello.");
  await reads(chat.page, "Hello.");
  await chat.button("Close chat").click();
  await desk.say("One more thing.");
  await desk.say("And another.");
  await chat.page.bringToFront();
  await seen(chat.page.getByRole("status").getByText("2 new messages"));
  assert.equal(await chat.page.locator("handover-chat").evaluate((element) => element.unread), 2);

  await chat.page.reload();
  await seen(chat.page.getByRole("status").getByText("2 new messages"));
  await chat.open();
  await reads(chat.page, "Hello.", "New", "One more thing.", "And another.");
  await chat.say("Yes?");
  await gone(log(chat.page).getByText("New", { exact: true }));
  await chat.button("Close chat").click();
  await seen(chat.button("Open chat"));
  await gone(chat.page.getByText("2 new messages"));
});

test("what is seen in one tab is not new in another", async (t) => {
  const { open } = await profile(t);
  const { desk, chat } = await visitorAndAgent({ open });
  await chat.askForAPerson();
  await desk.accept();
  await chat.button("Close chat").click();
  const other = visitor(await open("/chat.html"));
  await desk.say("Hello.");
  await seen(chat.page.getByText("1 new message"));
  await other.page.bringToFront();
  await seen(other.page.getByText("1 new message"));
  await other.open();
  await reads(other.page, "Hello.");
  await chat.page.bringToFront();
  await gone(chat.page.getByText("1 new message"));
});

test("a page opens the chat without taking the focus, and hears what persons do", async (t) => {
  const { open } = await profile(t);
  const page = await open("/pages/chat.html?flow=long&open");
  await seen(page.getByRole("dialog", { name: "Chat" }));
  assert.ok(await page.evaluate(() => document.activeElement === document.body));
  const chat = visitor(page);
  await chat.say("Hello?");
  await reads(page, "One moment.");
  await chat.button("Close chat").click();
  await chat.open();
  assert.deepEqual((await page.evaluate(() => globalThis.chatEvents)).map(({ name }) => name), ["chatclose", "chatopen"]);
});

test("the button speaks the page's language before anything else is loaded", async (t) => {
  const { open } = await profile(t);
  const page = await open("/pages/chat.html?flow=long&lang=fr");
  await seen(page.getByRole("button", { name: "Ouvrir le chat" }));
  await page.evaluate(() => document.querySelector("handover-chat").setAttribute("lang", "ar"));
  const arabic = page.getByRole("button", { name: "فتح الدردشة" });
  await seen(arabic);
  assert.ok((await arabic.boundingBox()).x < 100, "it stands on the other side");
  await arabic.click();
  await seen(page.getByRole("textbox", { name: "الرسالة" }));
});
