/** Files: brought by the button, dropped or pasted, taken within the limits, on their way, taken out again, sent, and seen by the agent. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { agent, visitor, visitorAndAgent } from "./people.mjs";

const file = (name, mimeType, size = 10) => ({ name, mimeType, buffer: Buffer.alloc(size, 1) });
const chip = (page, name) => page.getByRole("list", { name: "Files to send" }).getByRole("listitem").filter({ hasText: name });

/** The test page's chat, with files that arrive when the test says so. */
async function chatWithFiles(open, more = "") {
  const page = await open(`/pages/chat.html?flow=long&upload&accept=image/*,.pdf&max-file-size=1000&max-files=3${more}`);
  const chat = visitor(page);
  await chat.open();
  await chat.say("Hello?");
  return { chat, page };
}

async function bring(page, ...files) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Attach a file" }).click()]);
  await chooser.setFiles(files);
}

/** Gives the element files as a drop or a paste does. */
const give = (target, type, ...files) =>
  target.evaluate(
    (element, { type, files }) => {
      const data = new DataTransfer();
      for (const { name, mimeType } of files) data.items.add(new File(["content"], name, { type: mimeType }));
      const options = { bubbles: true, cancelable: true, composed: true };
      element.dispatchEvent(type === "paste" ? new ClipboardEvent("paste", { ...options, clipboardData: data }) : new DragEvent(type, { ...options, dataTransfer: data }));
    },
    { type, files },
  );

const arrive = (page, name) => page.evaluate((name) => globalThis.uploads.findLast((each) => each.name === name).arrive(), name);

test("without a place for files there is no way to bring any", async (t) => {
  const page = await (await profile(t)).open("/pages/chat.html?flow=long");
  const chat = visitor(page);
  await chat.open();
  await chat.say("Hello?");
  await gone(page.getByRole("button", { name: "Attach a file" }));
});

test("a file is uploaded at once, shows how far it is, and goes with the message", async (t) => {
  const { open } = await profile(t);
  const { chat, page } = await chatWithFiles(open);
  await bring(page, file("fern.png", "image/png"));
  const progress = page.getByRole("progressbar", { name: "fern.png is being uploaded" });
  await seen(progress);
  await page.evaluate(() => globalThis.uploads[0].onProgress(0.5));
  assert.equal(await progress.evaluate((element) => element.value), 0.5);

  // Sent while the file is still on its way: both go together.
  await chat.message.fill("My fern");
  await chat.button("Send").click();
  await seen(page.getByText("It is sent as soon as the files are there."));
  await gone(log(page).getByText("My fern"));
  await arrive(page, "fern.png");
  await reads(page, "My fern");
  await seen(log(page).getByRole("img", { name: "fern.png" }));
  await gone(chip(page, "fern.png"));
  assert.equal(await chat.message.inputValue(), "");
});

test("what was sent with a file on its way is sent though the chat is closed meanwhile", async (t) => {
  const { open } = await profile(t);
  const { chat, page } = await chatWithFiles(open);
  await bring(page, file("fern.png", "image/png"));
  await seen(chip(page, "fern.png"));
  await chat.message.fill("My fern");
  await chat.button("Send").click();
  await seen(page.getByText("It is sent as soon as the files are there."));
  await chat.button("Close chat").click();
  await arrive(page, "fern.png");
  await chat.open();
  await reads(page, "My fern");
  await seen(log(page).getByRole("img", { name: "fern.png" }));
  assert.equal(await chat.message.inputValue(), "");
});

test("files may be dropped and pasted, and sent without a word", async (t) => {
  const { open } = await profile(t);
  const { chat, page } = await chatWithFiles(open);
  await give(chat.dialog, "dragenter", file("a.pdf", "application/pdf"));
  await seen(page.getByText("Drop files here"));
  await give(chat.dialog, "drop", file("a.pdf", "application/pdf"));
  await gone(page.getByText("Drop files here"));
  await seen(chip(page, "a.pdf"));
  await give(chat.message, "paste", file("b.png", "image/png"));
  await seen(chip(page, "b.png"));
  await arrive(page, "a.pdf");
  await arrive(page, "b.png");
  await chat.button("Send").click();
  await seen(log(page).getByRole("link", { name: "a.pdf" }));
  await seen(log(page).getByRole("img", { name: "b.png" }));
});

test("what is not within the limits is refused with a sentence, and the rest is taken", async (t) => {
  const { open } = await profile(t);
  const { page } = await chatWithFiles(open);
  const alert = page.getByRole("alert");
  await bring(page, file("a.zip", "application/zip"), file("large.png", "image/png", 1001), file("empty.png", "image/png", 0), file("good.png", "image/png"));
  await seen(alert.getByText("a.zip is of a type that cannot be sent here."));
  await seen(alert.getByText("large.png is too large: a file may have up to 1 kB."));
  await seen(alert.getByText("empty.png is empty."));
  await seen(chip(page, "good.png"));
  await bring(page, file("two.png", "image/png"), file("three.png", "image/png"), file("four.png", "image/png"), file("five.png", "image/png"));
  await seen(alert.getByText("Only 3 files can be sent at once."));
  assert.equal(await alert.getByText("Only 3 files").count(), 1);
  assert.equal(await page.getByRole("list", { name: "Files to send" }).getByRole("listitem").count(), 3);
});

test("a file that is taken out is no longer uploaded", async (t) => {
  const { open } = await profile(t);
  const { chat, page } = await chatWithFiles(open);
  await bring(page, file("fern.png", "image/png"));
  await chat.button("Remove fern.png").click();
  await gone(chip(page, "fern.png"));
  assert.ok(await page.evaluate(() => globalThis.uploads[0].signal.aborted));
  await seen(chat.message.and(page.locator(":focus")));
});

test("a file that could not be uploaded is not left out in silence, and can be tried again", async (t) => {
  const { open } = await profile(t);
  const { chat, page } = await chatWithFiles(open);
  await bring(page, file("fern.png", "image/png"));
  await seen(chip(page, "fern.png"));
  await page.evaluate(() => globalThis.uploads[0].refuse());
  await seen(chip(page, "fern.png").getByText("Not uploaded"));
  await chat.message.fill("With a picture");
  await chat.button("Send").click();
  await gone(log(page).getByText("With a picture"));
  await chat.button("Try again: fern.png").click();
  await arrive(page, "fern.png");
  await seen(chip(page, "fern.png").getByText(/Ready/));
  await chat.button("Send").click();
  await reads(page, "With a picture");
});

test("the agent sees the picture that a visitor of the shop sends, and may save the file", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await chat.page.bringToFront();
  const picture = await chat.page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 40;
    canvas.getContext("2d").fillRect(0, 0, 20, 40);
    return canvas.toDataURL("image/png").split(",")[1];
  });
  await bring(chat.page, { name: "fern.png", mimeType: "image/png", buffer: Buffer.from(picture, "base64") }, file("invoice.pdf", "application/pdf"));
  await seen(chip(chat.page, "invoice.pdf").getByText(/Ready/));
  await chat.message.fill("Both of them");
  await chat.button("Send").click();
  const shown = log(chat.page).getByRole("img", { name: "fern.png" });
  await seen(shown);
  assert.ok(await shown.evaluate((image) => image.decode().then(() => image.naturalWidth === 40)));
  assert.equal(await log(chat.page).getByRole("link", { name: "invoice.pdf" }).getAttribute("download"), "invoice.pdf");
  await desk.accept();
  await reads(desk.page, "Both of them");
  await seen(log(desk.page).getByText("invoice.pdf"));
  await chat.page.reload();
  await seen(log(chat.page).getByRole("img", { name: "fern.png" }));
});

test("a phone offers its camera", async (t) => {
  const { open } = await profile(t, { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
  const { page } = await chatWithFiles(open);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Take a photo" }).click()]);
  assert.deepEqual(await chooser.element().evaluate((input) => [input.accept, input.getAttribute("capture")]), ["image/*", "environment"]);
  await chooser.setFiles([file("photo.jpg", "image/jpeg")]);
  await seen(chip(page, "photo.jpg"));
});
