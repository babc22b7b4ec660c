/** What agents do in a conversation: canned replies, notes, files, replies to the bot, passing on, and what they see beside it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, inSight, log, profile, reads, seen } from "./browser.mjs";
import { colleague, waitingVisitor } from "./people.mjs";

test("a stroke finds canned replies, and placeholders are filled in", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await dana.page.keyboard.type("/he");
  const option = dana.page.getByRole("option", { name: /^\/hello/, selected: true });
  await seen(option);
  assert.equal(await dana.reply.getAttribute("aria-activedescendant"), await option.getAttribute("id"));
  await dana.page.keyboard.press("Enter");
  await gone(dana.page.getByRole("listbox"));
  assert.equal(await dana.reply.inputValue(), "Hello Ada, I am Dana. How can I help?");
  await dana.page.keyboard.press("Enter");
  await reads(ada.page, "Hello Ada, I am Dana. How can I help?");

  await dana.page.bringToFront();
  await dana.page.keyboard.type("/pho");
  await dana.page.keyboard.press("Tab");
  await dana.page.keyboard.type("stem");
  assert.equal(await dana.reply.inputValue(), "Could you send me a photo of the stem?");
  await dana.reply.fill("");
  await dana.page.keyboard.type("/");
  await dana.page.keyboard.press("Escape");
  await gone(dana.page.getByRole("listbox"));
  await seen(dana.reply.and(dana.page.locator(":focus")));
});

test("an agent writes canned replies of their own, which stay, and takes a deletion back", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await dana.button("Canned replies").click();
  await dana.button("Manage canned replies").click();
  const dialog = dana.page.getByRole("dialog", { name: "Canned replies" });
  const save = async (shortcut, text) => {
    await dialog.getByRole("textbox", { name: "Shortcut" }).fill(shortcut);
    await dialog.getByRole("textbox", { name: "Text" }).fill(text);
    await dialog.getByRole("button", { name: "Add" }).click();
  };
  await save("/water it", "Your order {{order}} needs water.");
  const own = dialog.getByRole("list", { name: "Your replies" });
  await seen(own.getByText("/water-it"));
  await dialog.getByRole("textbox", { name: "Shortcut" }).fill("water-it");
  await seen(dialog.getByText("There is a reply with this shortcut already."));
  await own.getByRole("button", { name: "Delete /water-it" }).click();
  await gone(own.getByText("/water-it"));
  await dialog.getByRole("button", { name: "Undo" }).click();
  await seen(own.getByText("/water-it"));
  await dana.page.keyboard.press("Escape");
  await dana.page.reload();
  await dana.reply.fill("");
  await dana.reply.pressSequentially("/wat");
  await dana.page.getByRole("option", { name: /water-it/ }).click();
  assert.equal(await dana.reply.inputValue(), "Your order A-77 needs water.");
});

test("a canned reply that was begun is still there when its dialog is opened again", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  const text = dana.page.getByRole("dialog", { name: "Canned replies" }).getByRole("textbox", { name: "Text" });
  await dana.page.keyboard.press("Escape");
  await dana.page.keyboard.press("c");
  await text.fill("Once a week is enough.");
  await dana.page.keyboard.press("Escape");
  await gone(text);
  await dana.page.keyboard.press("Escape");
  await dana.page.keyboard.press("c");
  assert.equal(await text.inputValue(), "Once a week is enough.");
});

test("a note is for colleagues, and never for the visitor", async (t) => {
  const place = await profile(t);
  const [dana, robin] = [await colleague(place, "Dana"), await colleague(place, "Robin")];
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await dana.button("Note").click();
  await dana.note.fill("A regular: be generous.");
  await dana.button("Save note").click();
  await seen(log(dana.page).getByText("Private note"));
  await dana.button("Reply").click();
  await dana.say("Hello Ada.");
  await reads(ada.page, "Hello Ada.");
  await gone(ada.page.getByText("generous"));
  await dana.page.bringToFront();
  await dana.button("Return to queue").click();
  await robin.page.bringToFront();
  await robin.waits("Ada").getByRole("button", { name: /Ada/ }).click();
  await reads(robin.page, "A regular: be generous.", "Hello Ada.");
  await seen(log(robin.page).getByText(/^Dana returned the conversation to the queue/));
});

test("an agent passes a conversation to a colleague by name, with a note, and the visitor is told", async (t) => {
  const place = await profile(t);
  const [dana, robin, sam] = [await colleague(place, "Dana"), await colleague(place, "Robin", "&skills=wire"), await colleague(place, "Sam")];
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await dana.say("Robin knows more.");
  await dana.button("Transfer").click();
  await seen(dana.page.getByRole("radio", { name: /^Robin/, checked: true }).and(dana.page.locator(":focus")));
  await seen(dana.page.getByText(/0 conversations · wire/));
  await dana.page.getByRole("textbox", { name: "Note for whoever takes it" }).fill("It is about wires.");
  await dana.page.getByRole("button", { name: "Transfer", exact: true }).click();
  await seen(robin.waits("Ada").getByText("From Dana, for you"));
  await seen(sam.page.getByText("Nobody is waiting."));
  await reads(ada.page, "Dana left the chat", "You are being passed on to a colleague");
  await robin.accept("Ada");
  await reads(robin.page, "Robin knows more.", "It is about wires.");
  await seen(log(robin.page).getByText(/^Dana passed the conversation to Robin/));
  await robin.say("Here I am.");
  await reads(ada.page, "Robin joined the chat", "Here I am.");
});

test("a colleague who has left is not replaced by another", async (t) => {
  const place = await profile(t);
  const [dana, robin, sam] = [await colleague(place, "Dana"), await colleague(place, "Robin"), await colleague(place, "Sam")];
  await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  const { page } = dana;
  const form = page.getByRole("form", { name: "Transfer this conversation" });
  await dana.button("Transfer").click();
  await seen(form.getByRole("radio", { name: /^Robin/, checked: true }));
  await seen(form.getByRole("radio", { name: /^Sam/ }));
  await robin.page.evaluate(() => document.querySelector("handover-desk").desk.close());
  await seen(form.getByRole("alert").getByText("Robin is no longer at a desk. Choose somebody else."));
  await gone(form.getByRole("radio", { checked: true }));
  await form.getByRole("button", { name: "Transfer" }).click();
  await form.getByRole("radio", { name: /^Sam/ }).check();
  await gone(form.getByRole("alert"));
  await form.getByRole("button", { name: "Transfer" }).click();
  await seen(sam.waits("Ada").getByText("From Dana, for you"));
});

test("an agent passes a conversation to whoever has a skill", async (t) => {
  const place = await profile(t);
  const [dana, robin] = [await colleague(place, "Dana", "&skills=plants"), await colleague(place, "Robin", "&skills=wire")];
  await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await gone(robin.waits("Ada"));
  await dana.page.bringToFront();
  await dana.button("Transfer").click();
  await dana.page.getByRole("radio", { name: "Anyone with a skill" }).check();
  await dana.page.getByRole("combobox", { name: "Skills" }).fill("wire");
  await dana.page.getByRole("button", { name: "Transfer", exact: true }).click();
  await seen(robin.waits("Ada").getByText("wire"));
  await gone(dana.waits("Ada"));
  await robin.accept("Ada");
  await seen(log(robin.page).getByText(/^Dana passed the conversation to somebody with wire/));
});

test("an agent sends a text through the flow, where that is allowed", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await dana.button("Reply to bot").click();
  await dana.page.getByRole("textbox", { name: "Reply to bot" }).fill("order status");
  await dana.button("Send to bot").click();
  await reads(ada.page, "The flow has heard: order status");
  await seen(log(dana.page).getByText("Sent to the bot"));
  await reads(dana.page, "order status", "The flow has heard: order status");
  await waitingVisitor(place, "Bo", "It is urgent");
  await dana.accept("Bo");
  await gone(dana.button("Reply to bot"));
});

test("files and formatting look on both sides as they do in the chat", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  const [picker] = await Promise.all([dana.page.waitForEvent("filechooser"), dana.button("Attach files").click()]);
  await picker.setFiles([{ name: "care.txt", mimeType: "text/plain", buffer: Buffer.from("Water it.") }]);
  await seen(dana.page.getByRole("button", { name: "Remove care.txt" }));
  await dana.reply.fill("Read **this**:\n\n- one\n- two");
  await dana.button("Send").click();
  for (const { page } of [dana, ada]) {
    await seen(log(page).getByRole("link", { name: "care.txt" }));
    await seen(log(page).getByText("this", { exact: true }));
    assert.equal(await log(page).getByText("this", { exact: true }).evaluate(({ localName }) => localName), "strong");
    assert.equal(await log(page).getByRole("listitem").filter({ hasText: /^(one|two)$/ }).count(), 2);
  }
  await dana.page.bringToFront();
  const [again] = await Promise.all([dana.page.waitForEvent("filechooser"), dana.button("Attach files").click()]);
  await again.setFiles([{ name: "huge.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(2_000_001) }]);
  await seen(dana.page.getByText("huge.bin is too large. The limit is 2 MB."));
});

test("beside the talk stands who it is, what the flow says, what the bot tried and the handovers before", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada", "A human, please", { email: "ada@example.org", note: "<b>bold</b>" });
  await dana.accept("Ada");
  await seen(dana.details.getByRole("link", { name: "ada@example.org" }));
  await seen(dana.details.getByText("<b>bold</b>"));
  await seen(dana.details.getByText("A-77"));
  await seen(dana.details.getByRole("list", { name: "What the bot tried" }).getByText("A human, please"));
  await seen(dana.details.getByText("This is the first one."));
  await dana.say("Done.");
  await dana.resolve("Repotted.");
  await reads(ada.page, "The bot is back.");
  await ada.say("It wilts");
  await reads(ada.page, "What is it about?");
  await ada.message.fill("It is urgent");
  await ada.button("Send").click();
  await dana.accept("Ada");
  const tried = dana.details.getByRole("list", { name: "What the bot tried" });
  await seen(tried.getByText("What is it about?"));
  await seen(tried.getByText("It is urgent"));
  const earlier = dana.details.getByRole("list", { name: "Earlier handovers" });
  await seen(earlier.getByText("Resolved · Dana"));
  await seen(earlier.getByText("Repotted."));
  await earlier.getByRole("button", { name: "Open this conversation" }).click();
  await reads(dana.page, "Done.");
  await seen(dana.page.getByText("Solved", { exact: true }));
});

test("who reads above is told that more has come, and sees what they say themselves", async (t) => {
  const place = await profile(t, { viewport: { width: 1280, height: 560 } });
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  for (const words of ["one", "two", "three", "four", "five", "six"]) await ada.say(words);
  const { page } = dana;
  const more = page.getByRole("button", { name: "New messages", exact: true });
  const line = (words) => log(page).getByText(words, { exact: true });
  const readAbove = async () => {
    await page.bringToFront();
    await log(page).hover();
    await page.mouse.wheel(0, -2000);
    await inSight(line("A human, please"));
  };
  await seen(line("six"));
  await inSight(line("six"));
  await readAbove();
  await gone(more);
  await ada.say("seven");
  await seen(more);
  await inSight(line("A human, please"));
  await more.click();
  await inSight(line("seven"));
  await gone(more);
  await readAbove();
  await dana.say("Eight.");
  await inSight(line("Eight."));
  await gone(more);
});
