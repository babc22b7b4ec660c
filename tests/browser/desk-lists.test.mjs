/** Who waits, as each agent sees it: order, filters, declining, news in the other conversations, and who else is there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { colleague, waitingVisitor } from "./people.mjs";

const names = (list) => list.locator("[aria-current], button").filter({ hasText: /Ada|Bo|Cleo/ }).evaluateAll((buttons) => buttons.map(({ textContent }) => /Ada|Bo|Cleo/.exec(textContent)[0]));

test("the urgent come first, and the agent may see the longest wait first instead", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  await waitingVisitor(place, "Ada");
  await waitingVisitor(place, "Bo", "It is urgent");
  await seen(dana.waits("Bo").getByText("Urgent", { exact: true }));
  await seen(dana.waits("Ada").getByText("Number 2"));
  assert.deepEqual(await names(dana.waiting), ["Bo", "Ada"]);
  await dana.button("Sort and filter").click();
  await dana.page.getByRole("combobox", { name: "Order" }).selectOption("Longest wait");
  assert.deepEqual(await names(dana.waiting), ["Ada", "Bo"]);
});

test("an agent sees at first what they can do, and everything when they want", async (t) => {
  const place = await profile(t);
  const gardener = await colleague(place, "Gus", "&skills=plants&languages=en");
  await waitingVisitor(place, "Ada");
  await waitingVisitor(place, "Bo", "A wire is loose");
  await seen(gardener.waits("Ada").getByText("plants"));
  await seen(gardener.page.getByText("1 of 2 shown"));
  await gone(gardener.waits("Bo"));
  await gardener.button("Show all").click();
  await seen(gardener.waits("Bo").getByText("German"));
  await gardener.button("Sort and filter").click();
  await gardener.page.getByRole("combobox", { name: "Skills" }).selectOption("wire");
  await gone(gardener.waits("Ada"));
  await gardener.page.getByRole("combobox", { name: "Skills" }).selectOption("All");
  await seen(gardener.waits("Ada"));
});

test("what an agent declines is left to the others, and can be accepted nevertheless", async (t) => {
  const place = await profile(t);
  const [dana, robin] = [await colleague(place, "Dana"), await colleague(place, "Robin")];
  const ada = await waitingVisitor(place, "Ada");
  await dana.page.bringToFront();
  await dana.waits("Ada").getByRole("button", { name: /Ada/ }).click();
  await dana.button("Decline").click();
  await seen(dana.page.getByText("Nobody is waiting."));
  await seen(dana.page.getByRole("heading", { name: "No conversation is open" }));
  await seen(robin.waits("Ada"));
  await seen(ada.banner);
  await dana.page.bringToFront();
  await dana.page.getByText("Declined by you").click();
  await dana.page.getByRole("list", { name: "Declined by you" }).getByRole("button", { name: "Accept" }).click();
  await seen(dana.reply);
  await gone(robin.waits("Ada"));
});

test("the second click of two accepts nobody else", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await waitingVisitor(place, "Bo");
  await dana.accept("Ada");
  await dana.waits("Bo").getByRole("button", { name: "Accept" }).dispatchEvent("click", { detail: 2 });
  await dana.say("Hello Ada.");
  await reads(ada.page, "Hello Ada.");
  await seen(dana.waits("Bo"));
});

test("of several conversations each keeps its draft, over a reload too, and tells of news", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await dana.reply.fill("To Ada, not yet sent");
  await waitingVisitor(place, "Bo");
  await dana.accept("Bo");
  await seen(dana.mine.getByText("Draft: To Ada, not yet sent"));
  assert.equal(await dana.reply.inputValue(), "");
  await dana.reply.fill("To Bo");
  await ada.say("Hello?");
  await seen(dana.mine.getByRole("button", { name: /Ada.*New messages/ }));
  await dana.page.reload();
  await seen(dana.reply);
  await dana.mine.getByRole("button", { name: /^Bo/ }).click();
  assert.equal(await dana.reply.inputValue(), "To Bo");
  await dana.mine.getByRole("button", { name: /Ada/ }).click();
  assert.equal(await dana.reply.inputValue(), "To Ada, not yet sent");
  await gone(dana.mine.getByText("New messages"));
  await dana.button("Send").click();
  await reads(ada.page, "Hello?", "To Ada, not yet sent");
  await gone(log(dana.page).getByText("To Bo"));
});

test("the lists tell who spoke last", async (t) => {
  const place = await profile(t);
  const [dana, robin] = [await colleague(place, "Dana"), await colleague(place, "Robin")];
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await dana.say("Hello Ada.");
  await seen(dana.mine.getByText("You: Hello Ada."));
  await ada.say("Hello.");
  await seen(dana.mine.getByText("Hello.", { exact: true }));
  await dana.say("One moment, please.");
  await dana.button("Return to queue").click();
  await seen(dana.waits("Ada").getByText("You: One moment, please."));
  await seen(robin.waits("Ada").getByText("Dana: One moment, please."));
});

test("a reload leaves the agent where they were: the conversation that was open, and not available if they were not", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  for (const name of ["Ada", "Bo"]) {
    await waitingVisitor(place, name);
    await dana.accept(name);
  }
  const { page } = dana;
  const off = page.getByRole("switch", { name: "Available", checked: false });
  await page.getByRole("switch", { name: "Available" }).click();
  await seen(off);
  await page.reload();
  await seen(page.getByRole("region", { name: "Bo" }));
  await seen(off);
  await dana.button("Change your name").click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Robin");
  await dana.button("Save").click();
  await seen(page.getByText("Robin", { exact: true }));
  await seen(off);
  await off.click();
  await seen(page.getByRole("switch", { name: "Available", checked: true }));
  await page.reload();
  await seen(page.getByRole("region", { name: "Bo" }));
  await seen(page.getByRole("switch", { name: "Available", checked: true }));
});

test("a visitor who ends a talk has not just stopped waiting", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await dana.say("Hello Ada.");
  const bo = await waitingVisitor(place, "Bo");
  for (const chat of [ada, bo]) {
    await chat.choose("End chat");
    await chat.page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
  }
  await seen(dana.ended.getByRole("button", { name: /Ada.*The visitor ended the conversation/ }));
  await seen(dana.ended.getByRole("button", { name: /Bo.*The visitor stopped waiting/ }));
});

test("the page's title counts who waits and what is new, and sound is off until it is chosen", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  assert.equal(await dana.page.title(), "Desk · Handover");
  await waitingVisitor(place, "Ada");
  await seen(dana.waits("Ada"));
  await dana.page.waitForFunction(() => document.title === "(1) Desk · Handover");
  await dana.accept("Ada");
  await dana.page.waitForFunction(() => document.title === "Desk · Handover");
  await dana.button("Alerts").click();
  const sound = dana.page.getByRole("switch", { name: "Sound" });
  assert.equal(await sound.getAttribute("aria-checked"), "false");
  await sound.click();
  await dana.page.reload();
  await dana.button("Alerts").click();
  assert.equal(await sound.getAttribute("aria-checked"), "true");
});

test("what is written in the open conversation while the agent looks elsewhere is news until they look", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  const { page } = dana;
  const titled = (title) => page.waitForFunction((title) => document.title === title, title);
  await titled("Desk · Handover");
  const look = (looks) =>
    page.evaluate((looks) => {
      document.hasFocus = () => looks;
      dispatchEvent(new FocusEvent(looks ? "focus" : "blur"));
    }, looks);
  await look(false);
  await ada.say("Hello?");
  await seen(dana.mine.getByRole("button", { name: /Ada.*New messages/ }));
  await titled("(1) Desk · Handover");
  await look(true);
  await titled("Desk · Handover");
  await gone(dana.mine.getByText("New messages"));
});

test("the browser is asked for notifications on a click alone, and they tell nothing of what was said", async (t) => {
  const place = await profile(t);
  await place.context.addInitScript(() => {
    globalThis.notified = [];
    let permission = "default";
    globalThis.Notification = class extends EventTarget {
      static get permission() {
        return permission;
      }
      static async requestPermission() {
        globalThis.notified.push("asked");
        return (permission = "granted");
      }
      constructor(title, options) {
        super();
        globalThis.notified.push([title, Object.keys(options)]);
      }
      close() {}
    };
    document.hasFocus = () => false;
  });
  const notified = (page) => page.evaluate(() => globalThis.notified);
  const dana = await colleague(place, "Dana");
  await waitingVisitor(place, "Ada");
  await seen(dana.waits("Ada"));
  assert.deepEqual(await notified(dana.page), []);
  await dana.button("Alerts").click();
  await dana.page.getByRole("switch", { name: "Browser notifications" }).click();
  await waitingVisitor(place, "Bo", "It is urgent");
  await seen(dana.waits("Bo"));
  assert.deepEqual(await notified(dana.page), ["asked", ["Bo is waiting", ["tag"]]]);
});
