/** The desk by keys alone: each action has one, none counts while somebody types, and all are told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, inSight, log, profile, reads, seen } from "./browser.mjs";
import { colleague, waitingVisitor } from "./people.mjs";

const focused = (page, locator) => seen(locator.and(page.locator(":focus")));

test("a conversation from accepting to resolving without a mouse", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await waitingVisitor(place, "Bo", "It is urgent");
  await seen(dana.waits("Ada").getByText("Number 2"));
  const { page } = dana;
  const { keyboard } = page;
  await keyboard.press("j");
  await seen(page.getByRole("region", { name: "Bo" }));
  await keyboard.press("d");
  await gone(dana.waits("Bo"));
  await keyboard.press("a");
  await focused(page, dana.reply);
  await seen(page.getByRole("region", { name: "Ada" }));
  await keyboard.type("and j a d q t e ? stay words");
  await keyboard.press("Enter");
  await reads(page, "and j a d q t e ? stay words");

  await keyboard.press("Escape");
  await focused(page, log(page));
  await keyboard.press("n");
  await focused(page, dana.note);
  await keyboard.type("Knows a lot.");
  await keyboard.press("Enter");
  await seen(log(page).getByText("Private note"));
  await keyboard.press("Escape");
  await keyboard.press("b");
  await focused(page, page.getByRole("textbox", { name: "Reply to bot" }));
  await keyboard.press("Escape");
  await keyboard.press("/");
  await seen(page.getByRole("listbox", { name: "Canned replies" }));
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await keyboard.press("Control+A");
  await keyboard.press("Delete");

  await keyboard.press("Escape");
  await keyboard.press("t");
  await seen(page.getByRole("form", { name: "Transfer this conversation" }));
  await keyboard.press("Escape");
  await focused(page, dana.reply);
  await keyboard.press("Escape");
  await keyboard.press("e");
  await focused(page, page.getByRole("textbox", { name: "Summary" }));
  await keyboard.type("Done.");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await seen(page.getByText("Resolved", { exact: true }));
  await reads(ada.page, "and j a d q t e ? stay words", "The bot is back.");
});

test("keys switch availability, details, filters, sound and figures, and go through the lists", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  await waitingVisitor(place, "Ada");
  await waitingVisitor(place, "Bo");
  await seen(dana.waits("Bo"));
  const { page } = dana;
  const available = page.getByRole("switch", { name: "Available" });
  assert.equal(await available.getAttribute("aria-checked"), "true");
  await page.keyboard.press("v");
  await seen(page.getByRole("switch", { name: "Available", checked: false }));
  await page.keyboard.press("f");
  await focused(page, page.getByRole("combobox", { name: "Order" }));
  await page.keyboard.press("f");
  await seen(page.getByRole("combobox", { name: "Order" }));
  await page.keyboard.press("Escape");
  await gone(page.getByRole("combobox", { name: "Order" }));
  await page.keyboard.press("j");
  await seen(page.getByRole("region", { name: "Ada" }));
  await page.keyboard.press("j");
  await seen(page.getByRole("region", { name: "Bo" }));
  await page.keyboard.press("k");
  await seen(page.getByRole("region", { name: "Ada" }));
  await seen(dana.details);
  await page.keyboard.press("i");
  await gone(dana.details);
  await page.keyboard.press("g");
  await seen(page.getByRole("heading", { name: "Figures" }));
  await page.keyboard.press("g");
  await seen(dana.waits("Ada"));
});

test("a question mark lists the keys, and single keys can be switched off", async (t) => {
  const dana = await colleague(await profile(t), "Dana");
  const { page } = dana;
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  for (const name of ["Accept", "Decline", "Reply", "Note", "Reply to bot", "Canned replies", "Attach files", "Transfer", "Return to queue", "Resolve", "Figures", "Take visitors or not"]) {
    await seen(dialog.getByRole("term").getByText(name, { exact: true }));
  }
  const keys = await dialog.getByRole("definition").allInnerTexts();
  assert.equal(new Set(keys).size, keys.length, `no key twice: ${keys}`);
  await page.keyboard.press("v");
  await seen(dialog);
  await dialog.getByRole("switch", { name: "Single keys" }).click();
  await page.keyboard.press("Escape");
  await gone(dialog);
  await page.keyboard.press("v");
  await page.keyboard.press("?");
  await gone(dialog);
  await seen(page.getByRole("switch", { name: "Available", checked: true }));
});

test("a button tells its key, to eyes and to aids", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  const tip = dana.page.getByText("ResolveE", { exact: true }).last();
  await dana.button("Resolve").hover();
  await seen(tip);
  assert.equal(await dana.button("Resolve").getAttribute("aria-keyshortcuts"), "E");
  await dana.page.mouse.move(0, 0);
  await gone(tip);
});

test("letters that go on with a text are no commands when its box has gone", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await waitingVisitor(place, "Bo");
  await dana.accept("Ada");
  const { page } = dana;
  // The agent does not rest, however slow the machine is.
  await page.evaluate(() => {
    globalThis.strokeAt = 0;
    Object.defineProperty(Event.prototype, "timeStamp", { get: () => globalThis.strokeAt });
  });
  await page.keyboard.type("I think you h");
  await ada.choose("End chat");
  await ada.page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
  await gone(dana.reply);
  await seen(page.locator("div:focus").filter({ hasText: "The visitor" }));
  await page.keyboard.type("ave a plant");
  await page.evaluate(() => (globalThis.strokeAt += 1000));
  await page.keyboard.press("a");
  await seen(page.getByRole("region", { name: "Bo" }));
  await focused(page, dana.reply);
  assert.equal(await dana.reply.inputValue(), "");
});

test("the focus stays in the conversation when a note is saved, and when others take it away under a form", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  const { page } = dana;
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await focused(page, page.getByRole("textbox", { name: "Summary" }));
  await ada.choose("End chat");
  await ada.page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
  await seen(page.locator("div:focus").filter({ hasText: "The visitor" }));
  await page.keyboard.press("n");
  await page.keyboard.type("A regular.");
  await page.keyboard.press("Enter");
  await seen(log(page).getByText("Private note"));
  await gone(dana.note);
  await seen(page.locator("div:focus").filter({ hasText: "The visitor" }));
});

test("the line of the conversation to which the keys lead is in sight, and the page stays where it is", async (t) => {
  const place = await profile(t, { viewport: { width: 1280, height: 420 } });
  const dana = await colleague(place, "Dana");
  for (const name of ["Ada", "Bo", "Cleo", "Dora"]) await waitingVisitor(place, name);
  await seen(dana.waits("Dora"));
  const { page } = dana;
  for (const name of ["Ada", "Bo", "Cleo", "Dora"]) {
    await page.keyboard.press("j");
    await seen(page.getByRole("region", { name }));
  }
  await inSight(dana.waits("Dora"));
  for (const name of ["Cleo", "Bo", "Ada"]) {
    await page.keyboard.press("k");
    await seen(page.getByRole("region", { name }));
  }
  await inSight(dana.waits("Ada"));
  assert.equal(await page.evaluate(() => scrollY), 0);
});
