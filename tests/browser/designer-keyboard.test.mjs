/** The canvas without a mouse: a flow is built, connected, changed, moved and found by keys alone, and each command is announced. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, profile, seen } from "./browser.mjs";
import { designing, placeOf, small, ways } from "./designing.mjs";

const empty = { version: 1, name: "New", nodes: [{ id: "start", type: "start", position: { x: 0, y: 0 } }], edges: [] };

test("a handover is built from nothing, by keys alone", async (t) => {
  const { page, canvas, node, picker, pick, flow, told } = await designing(await profile(t), empty);
  const focusOn = async (locator) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await locator.and(page.locator(":focus")).count()) return;
      await page.keyboard.press("Tab");
    }
    assert.fail("the key Tab never leads there");
  };
  await focusOn(canvas);
  await page.keyboard.press("ArrowRight");
  await seen(node("Start").and(page.locator(":focus")));
  await page.keyboard.press("Space");
  const add = async (words, sentence) => {
    await page.keyboard.press("n");
    await pick(words);
    await told(sentence);
    await seen(canvas.getByRole("button").and(page.locator(":focus")));
  };
  await add("say", "Added Say after Start.");
  await seen(node("Say").and(page.locator(":focus")));
  await add("question", "Added Question after Say.");
  await add("handover to", "Added Handover to Agent after Question.");
  await add("lookup", "Added Lookup after Handover to Agent.");

  await page.keyboard.press("Alt+ArrowLeft");
  await page.keyboard.press("Alt+ArrowLeft");
  await seen(node("Question").and(page.locator(":focus")));
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Space");
  await page.keyboard.press("c");
  await pick("failed");
  await seen(page.getByRole("combobox", { name: "Connect Question, failed, to …" }));
  await pick("handover");
  await told("Connected Question, failed, to Handover to Agent.");
  await gone(picker);
  assert.deepEqual(ways(await flow()), ["handoverToAgent next -> lookup", "question failed -> handoverToAgent", "question next -> handoverToAgent", "say next -> question", "start next -> say"]);

  await page.keyboard.press("c");
  await pick("failed");
  await pick("disconnect");
  await told("Disconnected Question from Handover to Agent.");
  await page.keyboard.press("Control+z");
  await told("Undone: Disconnected Question from Handover to Agent.");
  await page.keyboard.press("Control+Shift+z");
  assert.equal((await flow()).edges.length, 4);
});

test("who types ahead of the canvas writes where the last key led", async (t) => {
  const { page, canvas, flow, pick, told } = await designing(await profile(t), empty);
  await canvas.focus();
  for (const key of ["ArrowRight", "Space", "n"]) await page.keyboard.press(key);
  await page.keyboard.type("say");
  // All before the next frame, in which the new card is measured: on a slow page a person is as fast.
  await page.evaluate(async () => {
    const root = document.querySelector("handover-designer").shadowRoot;
    for (const key of ["Enter", "n"]) {
      root.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
      for (let step = 0; step < 20; step += 1) await null;
    }
  });
  await told("Added Say after Start.");
  await pick("question");
  await told("Added Question after Say.");
  assert.deepEqual((await flow()).nodes.map(({ type }) => type), ["start", "say", "question"]);
});

test("what is selected is moved, duplicated, deleted and brought back by keys", async (t) => {
  const { page, canvas, node, flow, told } = await designing(await profile(t));
  await canvas.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await seen(node("Hello").and(page.locator(":focus")));
  await page.keyboard.press("Space");
  for (const key of ["ArrowDown", "ArrowDown", "Shift+ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
  assert.deepEqual(placeOf(await flow(), "hello"), { x: 440, y: 20 });
  await page.keyboard.press("Control+z");
  assert.deepEqual(await flow(), small, "a run of moves is one step");
  await page.keyboard.press("Control+d");
  await told("Duplicated 1 node.");
  await page.keyboard.press("Delete");
  await told("Deleted Hello.");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await told("Deleted 2 nodes and 1 connection. The start stays: a flow needs it.");
  await page.keyboard.press("Control+z");
  assert.deepEqual(await flow(), small);
  await page.keyboard.press("m");
  await page.getByRole("textbox", { name: "Write a note" }).focus();
  await page.keyboard.type("Later");
  await page.keyboard.press("Escape");
  await seen(canvas.getByRole("button", { name: "Later" }).and(page.locator(":focus")));
});

test("the keys for the flow stay at hand when what had the focus is gone", async (t) => {
  const { page, canvas, node, button, kind, flow } = await designing(await profile(t));
  const [settings, findings] = ["Settings", "Findings"].map((name) => page.getByRole("region", { name }));
  const enter = async (target) => {
    await target.focus();
    await page.keyboard.press("Enter");
  };
  const onCanvas = () => seen(canvas.and(page.locator(":focus")));
  await enter(node("Topic"));
  await enter(settings.getByRole("button", { name: "Close" }));
  await gone(settings);
  await onCanvas();
  await enter(page.getByRole("button", { name: /^Findings/ }));
  await enter(findings.getByRole("button", { name: "Close" }));
  await gone(findings);
  await onCanvas();
  await page.keyboard.press("n");
  await seen(page.getByRole("listbox"));
  await page.keyboard.press("Escape");

  await enter(kind("Say"));
  await settings.getByRole("textbox", { name: "Name" }).fill("More");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await gone(settings);
  await onCanvas();
  assert.deepEqual(await flow(), small);
  await page.keyboard.press("Control+Shift+z");
  await seen(node("Say"));
  await enter(button("Undo"));
  await gone(node("Say"));
  await seen(button("Undo").and(page.locator(":disabled")));
  await onCanvas();
});

test("in a flow that was just begun the keys are at hand", async (t) => {
  const { page, canvas, button } = await designing(await profile(t));
  await button("More").click();
  await page.getByRole("menuitem", { name: "Flows", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "New flow", exact: true }).click();
  await gone(page.getByRole("dialog"));
  await seen(canvas.and(page.locator(":focus")));
  await page.keyboard.press("n");
  await seen(page.getByRole("listbox"));
});

test("in Play the focus stays where it was used", async (t) => {
  const { page, button } = await designing(await profile(t));
  const drawer = page.getByRole("region", { name: "Play the flow" });
  await button("Play").click();
  await drawer.getByRole("button", { name: "Open the chat" }).focus();
  await page.keyboard.press("Enter");
  await gone(drawer.getByRole("button", { name: "Open the chat" }));
  await seen(drawer.and(page.locator(":focus")));
  await page.keyboard.press("Tab");
  await seen(drawer.locator(":focus"));
});

test("what has the focus elsewhere on the page keeps it", async (t) => {
  const { page, node, button } = await designing(await profile(t));
  await node("Topic").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Settings" }).getByRole("button", { name: "Close" }).focus();
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement("input"), { id: "elsewhere" }));
    document.querySelector("#elsewhere").focus();
    document.querySelector("handover-designer").readonly = true;
    document.querySelector("handover-designer").flow = null;
  });
  await gone(button("Play"));
  assert.equal(await page.evaluate(() => document.activeElement.id), "elsewhere");
});

test("a note that was added takes what is typed at once, each in a place of its own", async (t) => {
  const { page, canvas, node, button, flow } = await designing(await profile(t));
  await node("Topic").focus();
  // All within one turn of the page, as somebody types who does not look.
  await page.evaluate(async () => {
    const root = document.querySelector("handover-designer").shadowRoot;
    for (const key of "milk") {
      const pressed = root.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
      if (pressed) document.execCommand("insertText", false, key);
      for (let step = 0; step < 20; step += 1) await null;
    }
  });
  await seen(canvas.getByRole("textbox", { name: "Write a note" }).and(page.locator(":focus")));
  await page.keyboard.type(" nice");
  assert.deepEqual((await flow()).notes.map(({ text }) => text), ["ilk nice"]);
  assert.deepEqual((await flow()).nodes, small.nodes);
  for (const text of ["Second", "Third"]) {
    await button("Add a note").click();
    await seen(canvas.getByRole("textbox", { name: "Write a note" }).and(page.locator(":focus")));
    await page.keyboard.type(text);
    await page.keyboard.press("Escape");
  }
  const { notes } = await flow();
  assert.deepEqual(notes.map(({ text }) => text), ["ilk nice", "Second", "Third"]);
  assert.equal(new Set(notes.map(({ position: { x, y } }) => `${x} ${y}`)).size, 3);
});

test("the key that ends a composition adds and chooses nothing", async (t) => {
  const { page, node, palette, picker, flow } = await designing(await profile(t));
  const composed = (field) => field.evaluate((element) => element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, composed: true, cancelable: true })));
  const search = palette.getByRole("searchbox");
  await search.fill("say");
  await composed(search);
  await node("Topic").focus();
  await page.keyboard.press("n");
  await page.keyboard.type("say");
  await composed(picker);
  await seen(picker);
  assert.deepEqual(await flow(), small);
});

test("a node is found, opened and left by keys", async (t) => {
  const { page, canvas, node, pick } = await designing(await profile(t));
  await canvas.focus();
  await page.keyboard.press("Control+f");
  await pick("what about");
  await seen(node("Topic").and(page.locator(":focus")));
  await seen(page.getByRole("region", { name: "Settings" }));
  await page.keyboard.press("Escape");
  await gone(page.getByRole("region", { name: "Settings" }));
  await page.keyboard.press("/");
  await seen(page.getByRole("listbox"));
  await page.keyboard.press("Escape");
  await gone(page.getByRole("listbox"));
  await seen(node("Topic").and(page.locator(":focus")));
});

test("a dialog that is closed gives the focus back to what opened it", async (t) => {
  const { page, button } = await designing(await profile(t));
  const dialog = page.getByRole("dialog");
  for (const name of ["Flows", "Keyboard shortcuts"]) {
    await button("More").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name }).focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Close" }).focus();
    await page.keyboard.press("Enter");
    await gone(dialog);
    await seen(button("More").and(page.locator(":focus")));
  }
});

test("all keys are listed, and a menu is used by keys", async (t) => {
  const { page, node, flow } = await designing(await profile(t));
  await node("Hello").focus();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await seen(keys.getByText("Select with a box"));
  await page.keyboard.press("Escape");
  await gone(keys);
  await page.keyboard.press("Shift+F10");
  await seen(page.getByRole("menu").locator(":focus"));
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await gone(page.getByRole("menu"));
  assert.deepEqual((await flow()).nodes.map((each) => each.id), ["start", "topic"]);
});
