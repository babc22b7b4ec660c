/** The outline: a whole handover is built, changed and read without a mouse, and every command is announced. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoBarrier } from "./barriers.mjs";
import { choose, gone, profile, seen } from "./browser.mjs";
import { designing, small, ways } from "./designing.mjs";

const empty = { version: 1, name: "New", nodes: [{ id: "start", type: "start", position: { x: 0, y: 0 } }], edges: [] };

/** The outline of a flow, opened, with the focus on its first row. */
async function outlining(of, flow = small) {
  const designer = await designing(of, flow);
  const { page } = designer;
  await choose(page, "Outline");
  const tree = page.getByRole("tree", { name: "Outline of the flow" });
  await seen(tree);
  const rows = tree.getByRole("treeitem");
  await rows.first().focus();
  const focused = page.locator(":focus");
  return {
    ...designer,
    tree,
    rows,
    row: (name) => tree.getByRole("treeitem", { name }),
    /** Resolves when the row has the focus. */
    on: (name) => seen(tree.getByRole("treeitem", { name }).and(focused)),
    focused,
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    /** What is read from top to bottom, with the level of each row. */
    read: () => rows.evaluateAll((all) => all.map((row) => `${row.getAttribute("aria-level")} ${row.innerText.replaceAll("\n", " ").trim()}`)),
  };
}

test("a whole handover is built from nothing by keys alone, and nothing is left to mend", async (t) => {
  const { page, press, on, pick, told, flow, focused } = await outlining(await profile(t), empty);
  const settings = page.getByRole("region", { name: "Settings" });
  const field = (name, role = "textbox") => settings.getByRole(role, { name, exact: true });
  const section = (title) => settings.locator("summary").filter({ hasText: title });
  const tabTo = async (locator) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await locator.and(focused).count()) return;
      await press("Tab");
    }
    assert.fail("the key Tab never leads there");
  };
  const add = async (key, words, sentence) => {
    await press(key);
    await pick(words);
    await told(sentence);
  };
  await on(/^Start/);
  await add("n", "handover to", "Added Handover to Agent after Start.");
  await on(/^Handover to Agent/);
  await add("b", "say", "Added Say before Handover to Agent.");
  await on(/^Say/);
  await press("Enter");
  await seen(field("Name").and(focused));
  await page.keyboard.type("Hello");
  await tabTo(field("Text, Text 1"));
  await page.keyboard.type("Hello {{ profile.name }}!");
  await press("Escape");
  await on(/^Hello/);
  await press("ArrowDown", "Enter");
  await tabTo(section("Cancel Handover Options"));
  await press("Enter");
  await tabTo(field("Cancel Button Text"));
  await page.keyboard.type("Cancel");
  // The section of what is found is open.
  await tabTo(field("Queue Timeout"));
  await page.keyboard.type("3");
  await press("Escape");
  await on(/^Handover to Agent/);
  await add("n", "lookup", "Added Lookup after Handover to Agent.");
  await on(/^Lookup/);
  await press("Enter");
  await tabTo(field("Type", "combobox"));
  await page.keyboard.type("Handover");
  for (const status of ["completed", "cancelled", "timedOut", "error"]) {
    await tabTo(settings.getByRole("button", { name: `+ ${status}` }));
    await press("Enter");
  }
  await press("Escape");
  await on(/^Lookup/);
  await press("ArrowRight");
  for (const status of ["completed", "cancelled", "timedOut", "error"]) {
    await on(new RegExp(`^${status}`));
    await add("n", "say", "Added Say after Lookup.");
    await on(/^Say/);
    await press("Enter");
    await tabTo(field("Text, Text 1"));
    await page.keyboard.type(`It is ${status}.`);
    await press("Escape");
    await on(/^Say/);
    await press("ArrowDown");
  }
  const built = await flow();
  assert.equal(built.nodes.length, 8);
  assert.deepEqual(
    ways(built).filter((way) => way.startsWith("lookup")),
    ["cancelled -> say-3", "completed -> say-2", "error -> say-5", "timedOut -> say-4"].map((way) => `lookup ${way}`),
  );
  assert.deepEqual(built.nodes.find(({ id }) => id === "handoverToAgent").data, { cancelButtonText: "Cancel", queueTimeout: 3 });
  await seen(page.getByRole("button", { name: /^Findings 0/ }));
});

test("rows are folded, walked through and heard with their place", async (t) => {
  const flow = structuredClone(small);
  flow.nodes.push({ id: "again", type: "goTo", data: { target: "hello" } }, { id: "lost", type: "say" });
  flow.edges.push({ id: "a", source: "hello", sourceHandle: "next", target: "topic" }, { id: "b", source: "topic", sourceHandle: "failed", target: "again" });
  flow.notes = [{ id: "n", text: "Ask less.", position: { x: 0, y: 0 } }];
  const { press, on, read, row, page } = await outlining(await profile(t), flow);
  assert.deepEqual(
    (await read()).map((line) => line.split(/ (?=Where|Hello!|What|Hello$|Say)/)[0]),
    ["1 Start", "1 Hello", "1 Topic Question", "2 next leads nowhere yet", "2 failed", "3 Go To", "4 goes to", "1 Not reached from the start", "2", "1 Notes", "2 Ask less."].map((line) => line.replace("2 Say", "2")),
  );
  await press("End");
  await on(/^Ask less/);
  await press("Home", "ArrowDown", "ArrowDown");
  await on(/^Topic/);
  assert.equal(await row(/^Topic/).getAttribute("aria-expanded"), "true");
  await press("ArrowLeft");
  await seen(page.locator('[aria-expanded="false"]').and(row(/^Topic/)));
  assert.equal((await read()).some((line) => line.includes("failed")), false);
  await press("ArrowRight", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowRight");
  await on(/^goes to Hello/);
  const placed = await row(/^failed/).evaluate((each) => ["aria-level", "aria-posinset", "aria-setsize"].map((name) => each.getAttribute(name)));
  assert.deepEqual(placed, ["2", "2", "2"]);
  await press("Enter");
  await on(/^Hello/);
});

test("nodes are moved, taken out, connected, deleted and brought back where they stand", async (t) => {
  const flow = structuredClone(small);
  flow.edges.push({ id: "a", source: "hello", sourceHandle: "next", target: "topic" });
  const { press, on, told, pick, flow: now } = await outlining(await profile(t), flow);
  await press("ArrowDown");
  await on(/^Hello/);
  await press("Alt+ArrowDown");
  await told("Moved Hello behind Topic, next.");
  assert.deepEqual(ways(await now()), ["start next -> topic", "topic next -> hello"]);
  await on(/^Hello/);
  await press("v");
  await pick("topic failed");
  await told("Moved Hello behind Topic, failed.");
  assert.deepEqual(ways(await now()), ["start next -> topic", "topic failed -> hello"]);
  await on(/^Hello/);
  await press("ArrowUp");
  await on(/^failed/);
  await press("Delete");
  await told("Disconnected Topic from Hello.");
  await press("c");
  await pick("hello");
  await told("Connected Topic, failed, to Hello.");
  await press("ArrowRight");
  await press("Shift+Delete");
  await told("Took out Hello.");
  await press("Control+z");
  await told("Undone: Took out Hello.");
  await press("Home", "ArrowDown");
  await on(/^Topic/);
  await press("Delete");
  await told("Deleted Topic and 2 connections.");
  assert.deepEqual((await now()).nodes.map(({ id }) => id), ["start", "hello"]);
  for (let step = 0; step < 5; step += 1) await press("Control+z");
  assert.deepEqual(await now(), flow);
});

test("long words stay within the line", async (t) => {
  const word = "Unbreakable".repeat(30);
  const flow = { version: 1, name: "Long", nodes: [{ id: "start", type: "start" }, { id: "by", type: "lookup", data: { label: word, lookupType: "expression", expression: "input.text", cases: [{ id: "a", value: word }] } }], edges: [{ id: "to", source: "start", target: "by" }, { id: "back", source: "by", sourceHandle: "a", target: "by" }] };
  const { tree } = await outlining(await profile(t, { viewport: { width: 768, height: 800 } }), flow);
  const cut = await tree.getByRole("treeitem").evaluateAll((rows) => rows.filter((row) => row.scrollWidth > row.clientWidth).map((row) => row.innerText));
  assert.deepEqual(cut, []);
});

test("in Arabic what a node is about stands beside its name, and the name of a way out beside its end", async (t) => {
  const { page } = await outlining(await profile(t));
  await page.evaluate(() => (document.documentElement.lang = "ar"));
  await page.waitForFunction(() => document.querySelector("handover-designer").shadowRoot.querySelector("[dir=rtl]"));
  /** From where to where the words of an element go. */
  const words = (locator) =>
    locator.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right } = range.getBoundingClientRect();
      return { left, right };
    });
  const right = (locator) => locator.evaluate((element) => element.getBoundingClientRect().right);
  const about = page.getByRole("treeitem", { name: /^Hello/ }).getByText("Hello!", { exact: true });
  assert.ok(Math.abs((await words(about)).right - (await right(about))) < 2);
  await choose(page, "اللوحة");
  const way = page.getByText("التالي", { exact: true }).first();
  await seen(way);
  assert.ok(Math.abs((await words(way)).right - (await right(way))) < 2);
});

test("several rows are selected, copied and pasted behind another one", async (t) => {
  const flow = structuredClone(small);
  flow.edges.push({ id: "a", source: "hello", sourceHandle: "next", target: "topic" });
  const of = await profile(t);
  const { press, on, told, flow: now, page } = await outlining(of, flow);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await press("ArrowDown", "Shift+ArrowDown");
  await press("Control+c");
  await told("Copied.");
  await press("Home");
  await on(/^Start/);
  await press("Control+v");
  await told("Pasted 2 nodes.");
  assert.deepEqual(ways(await now()), ["hello next -> topic", "hello-2 next -> topic-2", "start next -> hello-2", "topic-2 next -> hello"]);
  await press("Control+d");
  await told("Duplicated 2 nodes.");
});

test("notes are added, written, coloured and deleted", async (t) => {
  const { press, on, told, flow, page } = await outlining(await profile(t));
  await press("m");
  const text = page.getByRole("textbox", { name: "Text of the note" });
  await seen(text.and(page.locator(":focus")));
  await page.keyboard.type("Ask less.");
  await page.getByRole("radio", { name: "Green" }).check();
  await press("Escape");
  await gone(text);
  await on(/^Ask less/);
  const [note] = (await flow()).notes;
  assert.deepEqual([note.text, note.color], ["Ask less.", "green"]);
  await press("Delete");
  await told("Deleted 1 note.");
  assert.equal((await flow()).notes, undefined);
});

test("a note that is added by the designer's menu is written at once, too", async (t) => {
  const { button, on, flow, page } = await outlining(await profile(t));
  await button("More").click();
  await page.getByRole("menuitem", { name: /^Add a note/ }).click();
  await seen(page.getByRole("textbox", { name: "Text of the note" }).and(page.locator(":focus")));
  await page.keyboard.type("Ask less.");
  await page.keyboard.press("Escape");
  await on(/^Ask less/);
  assert.equal((await flow()).notes[0].text, "Ask less.");
});

test("what can be done with a row stands in its menu, for mouse and keys", async (t) => {
  const { press, on, row, page, told } = await outlining(await profile(t));
  await press("ArrowDown");
  await on(/^Hello/);
  await press("Shift+F10");
  const menu = page.getByRole("menu", { name: "What to do with Hello" });
  await seen(menu.getByRole("menuitem", { name: "Add before…" }));
  await press("Escape");
  await gone(menu);
  await on(/^Hello/);
  await row(/^Hello/).click({ button: "right" });
  await menu.getByRole("menuitem", { name: "Take out, close the gap" }).click();
  await told("Took out Hello.");
});

test("nothing is changed where the flow is only shown", async (t) => {
  const { press, on, page, flow } = await outlining(await profile(t));
  await page.evaluate(() => (document.querySelector("handover-designer").readonly = true));
  await press("ArrowDown");
  await on(/^Hello/);
  await press("n", "Delete", "Control+d", "Shift+F10");
  assert.deepEqual(await page.getByRole("menuitem").allInnerTexts(), ["Settings\nEnter", "Copy"]);
  await press("Escape");
  assert.deepEqual(await flow(), small);
});

for (const colorScheme of ["light", "dark"]) {
  test(`the outline has no barrier in ${colorScheme}`, async (t) => {
    const { page, press } = await outlining(await profile(t, { colorScheme }));
    await press("ArrowDown", "Enter");
    await seen(page.getByRole("region", { name: "Settings" }));
    await assertNoBarrier(page);
    await press("Escape", "m");
    await assertNoBarrier(page);
  });
}
