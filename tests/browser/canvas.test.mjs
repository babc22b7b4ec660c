/** The canvas by mouse: adding, connecting, moving, selecting, aligning, copying, notes and layout, each undone again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gone, profile, seen } from "./browser.mjs";
import { designing, placeOf, show, small, ways } from "./designing.mjs";

/** Presses on one point and lets go on another, with the steps in between that a hand makes. */
async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 6; step += 1) await page.mouse.move(from.x + ((to.x - from.x) * step) / 6, from.y + ((to.y - from.y) * step) / 6);
  await page.mouse.up();
}

async function middleOf(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

/** The handle of a card at its right, or its left, edge: what it is for stands in words beside it. */
async function handleOf(card, side = "right") {
  const { x, y, width } = await card.boundingBox();
  const [zoom] = await card.evaluate((element) => [element.getBoundingClientRect().width / element.offsetWidth]);
  return { x: side === "right" ? x + width : x, y: y + 30 * zoom };
}

test("a node is added by a click after the one that is selected, and undone", async (t) => {
  const { canvas, node, kind, button, flow, told } = await designing(await profile(t));
  await node("Topic").click();
  await kind("Handover to Agent").click();
  await told("Added Handover to Agent after Topic.");
  await seen(node("Handover to Agent"));
  assert.deepEqual(ways(await flow()), ["start next -> hello", "topic next -> handoverToAgent"]);
  await button("Undo").click();
  await gone(node("Handover to Agent"));
  assert.deepEqual(await flow(), small);
  await button("Redo").click();
  await seen(node("Handover to Agent"));
  await canvas.focus();
});

test("a node is dragged from the palette to the canvas, and into an edge", async (t) => {
  const { page, canvas, kind, node, flow } = await designing(await profile(t));
  const { x, y } = await canvas.boundingBox();
  await kind("If").dragTo(canvas, { targetPosition: { x: 300, y: 480 } });
  await seen(node("If"));
  assert.deepEqual(ways(await flow()), ["start next -> hello"]);
  const from = await handleOf(node("Start"));
  const to = await handleOf(node("Hello"), "left");
  await kind("Wait for Input").dragTo(canvas, { targetPosition: { x: (from.x + to.x) / 2 - x, y: from.y - y } });
  await seen(node("Wait for Input"));
  assert.deepEqual(ways(await flow()), ["start next -> waitForInput", "waitForInput next -> hello"]);
  assert.equal(await page.getByRole("listbox").count(), 0);
});

test("handles are connected by dragging: to a handle, to a card, to the empty canvas", async (t) => {
  const { page, node, picker, pick, flow } = await designing(await profile(t));
  await drag(page, await handleOf(node("Hello")), await handleOf(node("Topic"), "left"));
  assert.deepEqual(ways(await flow()), ["hello next -> topic", "start next -> hello"]);
  await drag(page, await handleOf(node("Start")), await middleOf(node("Topic")));
  assert.deepEqual(ways(await flow()), ["hello next -> topic", "start next -> topic"], "a handle leads to one node only");
  const empty = { x: (await middleOf(node("Topic"))).x, y: (await middleOf(node("Topic"))).y + 220 };
  await drag(page, await handleOf(node("Hello")), empty);
  await seen(picker);
  await pick("set con");
  await seen(node("Set Context"));
  assert.deepEqual(ways(await flow()), ["hello next -> setContext", "setContext next -> topic", "start next -> topic"], "what it led to comes after it");
  const place = placeOf(await flow(), "setContext");
  assert.ok(place.x === 800 && place.y > 160, `it stands where the line was let go, not at ${place.x} ${place.y}`);
});

test("dragging moves in steps of the grid, is one step of the history, and opens nothing", async (t) => {
  const { page, node, button, flow } = await designing(await profile(t));
  const from = await middleOf(node("Hello"));
  await drag(page, from, { x: from.x + 7, y: from.y + 163 });
  const place = placeOf(await flow(), "hello");
  assert.ok(place.y > 60 && place.y % 20 === 0 && place.x === 340, `it stands at ${place.x} ${place.y}`);
  assert.equal(await page.getByRole("region", { name: "Settings" }).count(), 0);
  await button("Undo").click();
  assert.deepEqual(await flow(), small);
});

test("a click on a node opens its settings in the place of another panel, also if it is selected", async (t) => {
  const { page, node, button } = await designing(await profile(t));
  const settings = page.getByRole("region", { name: "Settings" });
  await node("Hello").click();
  await seen(settings);
  await button("Tests").click();
  await gone(settings);
  await node("Hello").click();
  await seen(settings);
});

test("with the settings beside it a small canvas keeps its buttons", async (t) => {
  const { page, node, button, told } = await designing(await profile(t, { viewport: { width: 768, height: 800 } }));
  const overview = page.getByRole("img", { name: "Overview" });
  await seen(overview);
  await node("Hello").click();
  await seen(page.getByRole("region", { name: "Settings" }));
  await gone(overview);
  await button("Show the whole flow").click();
  await button("Arrange").click();
  await told(/^Arranged/);
});

test("a long name makes no tall card", async (t) => {
  const [long, word] = ["A name that never comes to its end ".repeat(8), "Unbreakable".repeat(20)];
  const { node } = await designing(await profile(t), { ...small, nodes: small.nodes.map((each) => (each.type === "start" ? each : { ...each, data: { ...each.data, label: each.id === "hello" ? long : word } })) });
  for (const name of [long, word]) {
    const lines = await node(name.slice(0, 20)).evaluate((card) => {
      const { clientHeight, scrollHeight } = card.querySelector(".name");
      return { shown: clientHeight, all: scrollHeight, line: parseFloat(getComputedStyle(card.querySelector(".name")).lineHeight) };
    });
    assert.ok(lines.all > lines.shown && lines.shown < lines.line * 3.5, JSON.stringify(lines));
  }
});

test("a box selects, and what is selected is moved, aligned, duplicated and deleted together", async (t) => {
  const { page, canvas, node, button, flow, told } = await designing(await profile(t));
  const hello = await node("Hello").boundingBox();
  const topic = await node("Topic").boundingBox();
  await page.keyboard.down("Shift");
  await drag(page, { x: hello.x - 12, y: hello.y - 60 }, { x: topic.x + topic.width + 12, y: topic.y + topic.height + 30 });
  await page.keyboard.up("Shift");
  await seen(page.getByText("2 selected"));
  await button("Align left edges").click();
  await told("Aligned 2 parts.");
  assert.equal(placeOf(await flow(), "topic").x, 340);
  await button("Undo").click();
  await drag(page, await middleOf(node("Hello")), { x: (await middleOf(node("Hello"))).x, y: (await middleOf(node("Hello"))).y + 160 });
  const moved = await flow();
  assert.ok(placeOf(moved, "hello").y > 0);
  assert.equal(placeOf(moved, "hello").y, placeOf(moved, "topic").y);
  await page.getByRole("toolbar", { name: "Selection" }).getByRole("button", { name: "Duplicate" }).click();
  await told("Duplicated 2 nodes.");
  await page.getByRole("toolbar", { name: "Selection" }).getByRole("button", { name: "Delete" }).click();
  await told("Deleted 2 nodes.");
  assert.deepEqual((await flow()).nodes.map((each) => each.id), ["start", "hello", "topic"]);
  await canvas.focus();
});

test("a box selects what it takes in, whatever the last one took in", async (t) => {
  const { page, node, canvas } = await designing(await profile(t));
  const hello = await node("Hello").boundingBox();
  const topic = await node("Topic").boundingBox();
  const pressed = (name, yes = true) => seen(node(name).and(page.locator(`[aria-pressed=${yes}]`)));
  const box = async (to) => {
    await page.keyboard.down("Shift");
    await drag(page, { x: hello.x - 4, y: hello.y + 20 }, to);
    await page.keyboard.up("Shift");
  };
  const one = { x: hello.x + 60, y: hello.y + 40 };
  const two = { x: topic.x + 60, y: hello.y + 40 };
  await box(one);
  await pressed("Hello");
  await canvas.press("Escape");
  await pressed("Hello", false);
  await box(one);
  await pressed("Hello");
  await box(one);
  await pressed("Hello");
  await box(two);
  await pressed("Topic");
  await box(one);
  await pressed("Topic", false);
  await pressed("Hello");
});

test("what is cut by the menu is what was selected when it was", async (t) => {
  const { page, node, flow, told } = await designing(await profile(t));
  await page.evaluate(() => (navigator.clipboard.writeText = () => new Promise((resolve) => (window.allow = resolve))));
  await node("Hello").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Cut" }).click();
  await node("Topic").click();
  await page.evaluate(() => window.allow());
  await told(/^Deleted/);
  assert.deepEqual((await flow()).nodes.map((each) => each.id), ["start", "topic"]);
});

test("an edge is selected, parted, led elsewhere and deleted", async (t) => {
  const { page, node, button, pick, flow } = await designing(await profile(t));
  const from = await handleOf(node("Start"));
  const to = await handleOf(node("Hello"), "left");
  const middle = { x: (from.x + to.x) / 2, y: from.y };
  await page.mouse.click(middle.x - 20, middle.y);
  await button("Put a node in between").click();
  await pick("once");
  await seen(node("Once"));
  assert.deepEqual(ways(await flow()), ["once first -> hello", "start next -> once"]);
  await button("Undo").click();
  await drag(page, { x: to.x - 4, y: to.y }, await handleOf(node("Topic"), "left"));
  assert.deepEqual(ways(await flow()), ["start next -> topic"]);
  await button("Undo").click();
  await button("Delete").click();
  assert.deepEqual(ways(await flow()), []);
});

test("what is copied is text, and pastes into another flow; other text is refused", async (t) => {
  const { page, canvas, node, flow, told } = await designing(await profile(t));
  const clipboard = (type, text = "") =>
    canvas.evaluate((element, [type, text]) => {
      const clipboardData = new DataTransfer();
      if (text !== "") clipboardData.setData("text/plain", text);
      element.dispatchEvent(new ClipboardEvent(type, { clipboardData, bubbles: true, composed: true, cancelable: true }));
      return clipboardData.getData("text/plain");
    }, [type, text]);
  await canvas.focus();
  await page.keyboard.press("Control+a");
  const text = await clipboard("copy");
  assert.deepEqual(JSON.parse(text).nodes.map((each) => each.id), ["hello", "topic"]);
  await show(page, { ...small, nodes: small.nodes.slice(0, 2) });
  await gone(node("Topic"));
  await clipboard("paste", text);
  await told("Pasted 2 nodes.");
  assert.deepEqual((await flow()).nodes.map((each) => each.id), ["start", "hello", "hello-2", "topic"]);
  await clipboard("paste", "a shopping list");
  await seen(page.getByText("What is in the clipboard is no part of a flow, so nothing was pasted.").and(page.locator(".toast")));
  assert.equal((await flow()).nodes.length, 4);
});

test("notes are written, coloured and deleted on the canvas", async (t) => {
  const { page, canvas, button, flow, told } = await designing(await profile(t));
  await button("Add a note").click();
  await page.getByRole("textbox", { name: "Write a note" }).fill("Ask Dana about this.");
  await button("Green").click();
  await told("Coloured the note.");
  const [note] = (await flow()).notes;
  assert.deepEqual([note.text, note.color], ["Ask Dana about this.", "green"]);
  await canvas.getByRole("button", { name: "Ask Dana about this." }).focus();
  await page.keyboard.press("Delete");
  await told("Deleted 1 note.");
  assert.deepEqual(await flow(), small);
});

test("a menu of the canvas and one of a node do what stands in them", async (t) => {
  const { page, canvas, node, flow, told } = await designing(await profile(t));
  await node("Hello").click({ button: "right" });
  const item = (name) => page.getByRole("menuitem", { name });
  await item("Duplicate").click();
  await told("Duplicated 1 node.");
  assert.equal((await flow()).nodes.length, 4);
  await node("Start").click({ button: "right" });
  await item("Delete").click();
  await seen(page.locator(".toast").getByText("Start stays: a flow needs its start."));
  await canvas.click({ button: "right", position: { x: 300, y: 500 } });
  await item("Add a note").click();
  assert.equal((await flow()).notes.length, 1);
});

test("a layout arranges all of it, as one step", async (t) => {
  const heap = { ...small, nodes: small.nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } })), edges: [...small.edges, { id: "e", source: "hello", sourceHandle: "next", target: "topic" }] };
  const { button, flow, told } = await designing(await profile(t), heap);
  await button("Arrange").click();
  await told("Arranged 3 nodes.");
  const places = (await flow()).nodes.map((node) => node.position);
  assert.ok(places[0].x + 240 < places[1].x && places[1].x + 240 < places[2].x, "from the start to the end");
  await button("Undo").click();
  assert.deepEqual(await flow(), heap);
});

test("a flow that is only read cannot be changed", async (t) => {
  const { page, canvas, node, palette, flow } = await designing(await profile(t));
  await page.evaluate(() => (document.querySelector("handover-designer").readonly = true));
  await gone(palette);
  await seen(page.getByText("Read only"));
  await drag(page, await middleOf(node("Hello")), { x: 600, y: 600 });
  await drag(page, await handleOf(node("Hello")), await middleOf(node("Topic")));
  await node("Hello").click();
  await canvas.press("Delete");
  await canvas.press("Control+d");
  assert.deepEqual(await flow(), small);
});

test("without a flow there are two ways to begin", async (t) => {
  const { page, node, button } = await designing(await profile(t), null);
  await page.getByRole("button", { name: /^Start empty/ }).click();
  await seen(node("Start"));
  await seen(page.getByText("Add the first node: drag one here, or press N."));
  await page.evaluate(() => (document.querySelector("handover-designer").flow = null));
  await page.getByRole("button", { name: /^Open the example/ }).click();
  await seen(node("Handover Status"));
  assert.equal(await button("Undo").isDisabled(), true);
});

test("a large flow is shown as a whole, and keeps its names for those who do not look", async (t) => {
  const nodes = Array.from({ length: 90 }, (_, at) => ({ id: `n${at}`, type: at === 0 ? "start" : "say", position: { x: at * 200, y: (at % 4) * 200 }, data: { label: `Node ${at}`, text: ["Said here"] } }));
  const edges = nodes.slice(1).map((node, at) => ({ id: `e${at}`, source: `n${at}`, sourceHandle: "next", target: node.id }));
  const { page, canvas } = await designing(await profile(t), { version: 1, name: "Long", nodes, edges });
  await page.getByRole("button", { name: "Show the whole flow" }).click();
  await page.waitForFunction(() => {
    const view = document.querySelector("handover-designer").shadowRoot.querySelector(".view");
    const room = view.getBoundingClientRect();
    return ["n0", "n89"].every((id) => {
      const { left, right } = view.querySelector(`[data-id=${id}]`).getBoundingClientRect();
      return left >= room.left && right <= room.right;
    });
  });
  await seen(canvas.getByRole("button", { name: "Node 50 Say Said here" }));
});
