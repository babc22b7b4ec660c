/** What an agent has begun to write: it goes when it is sent, comes back when it was not, and nothing that is opened meanwhile takes it away. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { colleague, waitingVisitor } from "./people.mjs";

/** Makes something that the desk does wait until the test lets go: `true` lets it happen, `false` refuses it. */
async function hold(page, act) {
  await page.evaluate((act) => {
    const { desk } = document.querySelector("handover-desk");
    const own = desk[act];
    const held = new Promise((resolve) => (globalThis.letGo = resolve));
    desk[act] = async (...given) => (await held) && own(...given);
  }, act);
  return (happens) => page.evaluate((happens) => globalThis.letGo(happens), happens);
}

/** Makes the desk refuse something from now on. */
const refuse = (page, act) => page.evaluate((act) => (document.querySelector("handover-desk").desk[act] = async () => false), act);

const open = (desk, name) => desk.mine.getByRole("button", { name }).click();

/** Resolves when the box holds exactly this. */
const holds = (page, words) =>
  page.waitForFunction((words) => document.querySelector("handover-desk").shadowRoot.querySelector("form.write textarea")?.value === words, words);

async function danaAnd(place, ...names) {
  const dana = await colleague(place, "Dana");
  const chats = [];
  for (const name of names) {
    chats.push(await waitingVisitor(place, name));
    await dana.accept(name);
  }
  return { dana, chats };
}

test("what is written while a message is on its way is a message of its own", async (t) => {
  const { dana, chats: [ada] } = await danaAnd(await profile(t), "Ada");
  const letGo = await hold(dana.page, "reply");
  await dana.page.keyboard.type("one\ntwo\nthree");
  await holds(dana.page, "three");
  await letGo(true);
  await reads(ada.page, "one", "two");
  await dana.page.bringToFront();
  await dana.button("Send").click();
  await reads(ada.page, "one", "two", "three");
});

test("what could not be sent comes back in front of what was written since, and says so", async (t) => {
  const { dana, chats: [ada] } = await danaAnd(await profile(t), "Ada");
  const letGo = await hold(dana.page, "reply");
  await dana.page.keyboard.type("one\ntwo\nthree");
  await letGo(false);
  await holds(dana.page, "one\ntwo\nthree");
  await seen(dana.page.getByRole("alert").getByText("This was not sent. It is still in the box."));
  await dana.page.reload();
  await seen(dana.reply);
  await dana.button("Send").click();
  await seen(log(ada.page).getByText("three"));
  assert.equal(await dana.reply.inputValue(), "");
});

test("a reply that goes slowly leaves the draft of another conversation alone", async (t) => {
  const { dana, chats: [ada, bo] } = await danaAnd(await profile(t), "Ada", "Bo");
  await dana.reply.fill("To Bo");
  await open(dana, /Ada/);
  const letGo = await hold(dana.page, "reply");
  await dana.reply.fill("To Ada");
  await dana.button("Send").click();
  await open(dana, /Bo/);
  await letGo(true);
  await reads(ada.page, "To Ada");
  await dana.page.bringToFront();
  await gone(dana.mine.getByText(/^Draft/));
  await holds(dana.page, "To Bo");
  await dana.button("Send").click();
  await reads(bo.page, "To Bo");
});

test("a file that has not arrived holds the message back, and files stay with their conversation", async (t) => {
  const { dana, chats: [ada] } = await danaAnd(await profile(t), "Ada", "Bo");
  const attach = async (name) => {
    const [picker] = await Promise.all([dana.page.waitForEvent("filechooser"), dana.button("Attach files").click()]);
    await picker.setFiles([{ name, mimeType: "text/plain", buffer: Buffer.from("Water it.") }]);
  };
  await open(dana, /Ada/);
  await attach("care.txt");
  await seen(dana.button("Remove care.txt"));
  await dana.page.evaluate(() => (document.querySelector("handover-desk").upload = () => Promise.reject(new Error("no"))));
  await attach("plan.txt");
  await seen(dana.page.getByText("plan.txt could not be uploaded."));
  await dana.reply.fill("Here is the plan");
  await dana.button("Send").click();
  await holds(dana.page, "Here is the plan");
  await dana.button("Note").click();
  await gone(dana.button("Remove care.txt"));
  await dana.button("Reply").click();
  await dana.button("Resolve").click();
  await dana.page.keyboard.press("Escape");
  await seen(dana.button("Remove care.txt"));
  await open(dana, /Bo/);
  await gone(dana.button("Remove care.txt"));
  await open(dana, /Ada/);
  await dana.button("Remove plan.txt").click();
  await dana.button("Send").click();
  await reads(ada.page, "Here is the plan");
  await seen(log(ada.page).getByRole("link", { name: "care.txt" }));
});

test("a file is dropped anywhere on a conversation, and never opened in the place of the desk", async (t) => {
  const place = await profile(t);
  const { dana, chats: [ada] } = await danaAnd(place, "Ada");
  await waitingVisitor(place, "Bo");
  const { page } = dana;
  await page.bringToFront();
  /** Drags a file onto the messages and lets it go; answers which of both the page keeps from the browser. */
  const drop = () =>
    log(page).evaluate((messages) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["Water it."], "care.txt", { type: "text/plain" }));
      return ["dragover", "drop"].filter((type) => !messages.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true })));
    });
  await dana.button("Note").click();
  assert.deepEqual(await drop(), ["dragover", "drop"]);
  await seen(dana.button("Remove care.txt"));
  await dana.button("Send").click();
  await seen(log(ada.page).getByRole("link", { name: "care.txt" }));
  await page.bringToFront();
  await dana.waits("Bo").getByRole("button", { name: /^Bo/ }).click();
  await gone(dana.reply);
  assert.deepEqual(await drop(), ["dragover", "drop"]);
});

test("two desks of one agent keep each other's drafts and canned replies", async (t) => {
  const place = await profile(t);
  const { dana: one } = await danaAnd(place, "Ada", "Bo");
  const two = await colleague(place, "Dana");
  const add = async (desk, shortcut) => {
    await desk.page.bringToFront();
    await desk.button("Canned replies").click();
    await desk.button("Manage canned replies").click();
    const dialog = desk.page.getByRole("dialog", { name: "Canned replies" });
    await dialog.getByRole("textbox", { name: "Shortcut" }).fill(shortcut);
    await dialog.getByRole("textbox", { name: "Text" }).fill(`Text of ${shortcut}`);
    await dialog.getByRole("button", { name: "Add" }).click();
    await seen(dialog.getByText(`/${shortcut}`));
    await desk.page.keyboard.press("Escape");
    await desk.reply.fill("");
  };
  await open(one, /Ada/);
  await two.page.bringToFront();
  await open(two, /Bo/);
  await add(one, "soil");
  await add(two, "light");
  await one.page.bringToFront();
  await one.reply.fill("Draft for Ada");
  await two.page.bringToFront();
  await seen(two.mine.getByText("Draft: Draft for Ada"));
  await two.reply.fill("Draft for Bo");
  await one.page.bringToFront();
  await one.page.reload();
  await open(one, /Bo/);
  await holds(one.page, "Draft for Bo");
  await open(one, /Ada/);
  await holds(one.page, "Draft for Ada");
  await one.reply.fill("");
  await one.reply.pressSequentially("/");
  await seen(one.page.getByRole("option", { name: /soil/ }));
  await seen(one.page.getByRole("option", { name: /light/ }));
});

test("the summary and the word for a colleague stay when something else is opened", async (t) => {
  const place = await profile(t);
  const robin = await colleague(place, "Robin");
  const { dana } = await danaAnd(place, "Ada", "Bo");
  const summary = dana.page.getByRole("textbox", { name: "Summary" });
  const word = dana.page.getByRole("textbox", { name: "Note for whoever takes it" });
  await dana.button("Resolve").click();
  await summary.fill("Repotted.");
  await open(dana, /Ada/);
  await dana.button("Resolve").click();
  assert.equal(await summary.inputValue(), "");
  await dana.page.keyboard.press("Escape");
  await dana.button("Transfer").click();
  await word.fill("It is about wires.");
  await dana.page.keyboard.press("Escape");
  await open(dana, /Bo/);
  await dana.button("Resolve").click();
  assert.equal(await summary.inputValue(), "Repotted.");
  await open(dana, /Ada/);
  await dana.button("Transfer").click();
  assert.equal(await word.inputValue(), "It is about wires.");
  await dana.button("Transfer").click();
  await seen(robin.waits("Ada").getByText("From Dana, for you"));
  await robin.accept("Ada");
  await reads(robin.page, "It is about wires.");
});

test("how a conversation ended stays chosen when something else is opened", async (t) => {
  const { dana } = await danaAnd(await profile(t), "Ada");
  const outcome = dana.page.getByRole("combobox", { name: "Outcome" });
  await dana.button("Resolve").click();
  await outcome.selectOption("Not solved");
  await dana.page.keyboard.press("Escape");
  await dana.button("Resolve").click();
  assert.equal(await outcome.inputValue(), "unsolved");
  await dana.button("Resolve").click();
  await seen(dana.page.getByText("Not solved", { exact: true }));
});

test("what was written when a visitor left is still to be read, and a summary keeps its lines", async (t) => {
  const { dana, chats } = await danaAnd(await profile(t), "Ada", "Bo");
  await dana.reply.fill("Water it\nless often.");
  const [, bo] = chats;
  await bo.choose("End chat");
  await bo.page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
  await gone(dana.reply);
  await seen(dana.page.getByText("Draft: Water it less often."));
  await open(dana, /Ada/);
  await dana.resolve("Repotted.\nLess water.");
  const lines = await dana.page.getByText("Repotted.").evaluate((summary) => Math.round(summary.offsetHeight / parseFloat(getComputedStyle(summary).lineHeight)));
  assert.equal(lines, 2);
});

test("what was not possible is said where everybody sees it, and not beside a draft that has nothing to do with it", async (t) => {
  const place = await profile(t);
  const { dana } = await danaAnd(place, "Ada");
  await waitingVisitor(place, "Bo");
  const refused = dana.page.getByRole("alert").getByText("That was not possible any more.");
  await dana.page.bringToFront();
  await dana.reply.fill("A draft for Ada");
  await refuse(dana.page, "accept");
  await dana.waits("Bo").getByRole("button", { name: "Accept" }).click();
  await seen(refused);
  await gone(dana.page.getByText("This was not sent. It is still in the box."));
  await dana.waits("Bo").getByRole("button", { name: /Bo/ }).click();
  await gone(refused);
  await open(dana, /Ada/);
  for (const act of ["returnToQueue", "resolve"]) await refuse(dana.page, act);
  await dana.button("Return to queue").click();
  await seen(refused);
  await open(dana, /Ada/);
  await gone(refused);
  await dana.button("Resolve").click();
  await dana.button("Resolve").click();
  await seen(refused);
  await seen(dana.page.getByRole("form", { name: "Resolve this conversation" }));
});
