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
