/** Flows as the designer keeps them: saved, compared with versions and taken back, in a list, in two tabs, as files, and on a page of their own. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertNoBarrier } from "./barriers.mjs";
import { gone, profile, seen } from "./browser.mjs";

const example = new URL("../flows/example.json", import.meta.url);

/** The designer's page, by what a person sees. */
function designer(page) {
  const button = (name) => page.getByRole("button", { name, exact: true });
  const dialog = page.getByRole("dialog");
  return {
    page,
    button,
    dialog,
    name: page.getByRole("textbox", { name: "Name of the flow" }),
    async called(name) {
      await page.bringToFront();
      await page.getByRole("textbox", { name: "Name of the flow" }).waitFor();
      await page.waitForFunction((name) => document.querySelector("handover-designer").flow?.name === name, name);
    },
    saved: () => seen(page.getByText("Saved", { exact: true })),
    async choose(name) {
      await button("More").click();
      await page.getByRole("menuitem", { name, exact: true }).click();
    },
    async rename(name) {
      await page.getByRole("textbox", { name: "Name of the flow" }).fill(name);
      await seen(page.getByText("Saved", { exact: true }));
    },
    async keepVersion(name) {
      await this.choose("Versions");
      await page.getByLabel("What is this version called?").fill(name);
      await button("Keep this version").click();
      await seen(button(`Compare with ${name}`));
    },
  };
}

async function opened(t, options) {
  const browser = await profile(t, options);
  const open = async (path = "/index.html") => {
    const one = designer(await browser.open(path));
    await one.saved();
    return one;
  };
  return { open };
}

test("what was changed is saved, and there after a reload", async (t) => {
  const one = await (await opened(t)).open();
  await one.rename("Greenhouse");
  await one.page.reload();
  await one.called("Greenhouse");
});

test("what cannot be saved is told with its reason, until it is saved", async (t) => {
  const one = await (await opened(t)).open();
  await one.page.evaluate(() => {
    window.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("There is no room left.", "QuotaExceededError");
    };
  });
  await one.name.fill("Greenhouse");
  await seen(one.page.getByRole("alert").getByText("Not saved: There is no room left."));
  await one.page.evaluate(() => (IDBObjectStore.prototype.put = window.put));
  await one.button("Try again").click();
  await one.saved();
});

test("a version is compared with on the canvas, in a list and as text, and taken back to, which can be undone", async (t) => {
  const one = await (await opened(t)).open();
  await one.keepVersion("As it began");
  await one.page.evaluate(() => {
    const element = document.querySelector("handover-designer");
    const { nodes, edges, ...flow } = element.flow;
    window.changed = { ...flow, nodes: nodes.filter(({ id }) => id !== nodes.at(-1).id).map((node, at) => (at === 1 ? { ...node, data: { ...node.data, label: "Welcome" } } : node)), edges };
  });
  await one.name.fill("Greenhouse");
  await one.choose("Import");
  await one.dialog.getByLabel("Or paste the JSON").fill(await one.page.evaluate(() => JSON.stringify(window.changed)));
  await one.dialog.getByRole("button", { name: "Import" }).click();
  await gone(one.dialog);
  // What was imported is a flow of its own; the one with the version is opened again.
  await one.choose("Flows");
  await one.dialog.getByRole("button", { name: "Open Greenhouse" }).click();
  await one.called("Greenhouse");
  await one.button("Compare with As it began").click();
  await seen(one.dialog.getByText("1 changed"));
  await one.dialog.getByText("List", { exact: true }).click();
  await seen(one.dialog.getByRole("cell", { name: "Greenhouse" }));
  await one.dialog.getByText("Text", { exact: true }).click();
  await seen(one.dialog.getByText(/^added line:\s*\+# Greenhouse$/));
  await one.dialog.getByRole("button", { name: "Go back", exact: true }).click();
  await one.called("Maple & Moss");
  await seen(one.button("Compare with Before “As it began”"));
  await one.button("Undo").click();
  await one.called("Greenhouse");
});

test("an undo while a version is named leaves the flow alone", async (t) => {
  const one = await (await opened(t)).open();
  await one.rename("Greenhouse");
  await one.choose("Versions");
  await one.page.getByLabel("What is this version called?").focus();
  await one.page.keyboard.type("Godo");
  await one.page.keyboard.press("Control+z");
  await one.page.keyboard.type("!");
  assert.match(await one.page.getByLabel("What is this version called?").inputValue(), /!$/);
  await one.called("Greenhouse");
  await one.button("Close").focus();
  await one.page.keyboard.press("Control+z");
  await one.called("Maple & Moss");
});

test("where flows are only shown none is renamed, deleted or added", async (t) => {
  const one = await (await opened(t)).open();
  await one.page.evaluate(() => (document.querySelector("handover-designer").readonly = true));
  await seen(one.page.getByText("Read only"));
  await one.choose("Flows");
  await seen(one.dialog.getByRole("button", { name: "Open Maple & Moss" }));
  assert.deepEqual(await one.dialog.getByRole("button").evaluateAll((buttons) => buttons.map((button) => button.ariaLabel)), ["Close", "Open Maple & Moss"]);
});

test("what is typed and not right yet is not called saved, and not lost with the page without a question", async (t) => {
  const one = await (await opened(t)).open();
  await one.page.getByRole("region", { name: "Flow", exact: true }).getByRole("button", { name: /^Handover to Agent/ }).focus();
  await one.page.keyboard.press("Enter");
  const settings = one.page.getByRole("region", { name: "Settings" });
  await settings.getByText("Time Limits").click();
  await settings.getByRole("textbox", { name: "Queue Timeout" }).fill("soon");
  await seen(one.page.getByText("Saved, except for 1 entry"));
  let asked = 0;
  one.page.on("dialog", (dialog) => {
    asked += 1;
    void dialog.accept();
  });
  await one.page.reload();
  await one.saved();
  assert.equal(asked, 1);
  await one.page.reload();
  await one.saved();
  assert.equal(asked, 1, "nothing is asked when all is saved");
});

test("what is typed and not right yet belongs to its flow alone", async (t) => {
  const one = await (await opened(t)).open();
  const { page, dialog } = one;
  const flow = await page.evaluate(() => document.querySelector("handover-designer").flow);
  const timeout = page.getByRole("region", { name: "Settings" }).getByRole("textbox", { name: "Queue Timeout" });
  const openHandover = async () => {
    await page.getByRole("region", { name: "Flow", exact: true }).getByRole("button", { name: /^Handover to Agent/ }).focus();
    await page.keyboard.press("Enter");
    await timeout.or(page.getByText("Time Limits")).first().waitFor();
    if (!(await timeout.isVisible())) await page.getByText("Time Limits").click();
  };
  await openHandover();
  await timeout.fill("soon");
  await seen(page.getByText("Saved, except for 1 entry"));
  await page.evaluate((flow) => (document.querySelector("handover-designer").flow = { ...flow, name: "Another" }), flow);
  await one.called("Another");
  await one.saved();
  await openHandover();
  assert.notEqual(await timeout.inputValue(), "soon");
  await one.choose("Flows");
  await dialog.getByRole("button", { name: `Open ${flow.name}` }).click();
  await one.called(flow.name);
  await seen(page.getByText("Saved, except for 1 entry"));
  await openHandover();
  assert.equal(await timeout.inputValue(), "soon");
});

test("what cannot be fetched is said to be so, whenever it is asked for", async (t) => {
  const browser = await profile(t);
  const one = designer(await browser.open("/index.html"));
  await one.saved();
  const told = one.page.getByText("A part of the designer could not be fetched. Reload the page when you are online again.").first();
  await browser.context.setOffline(true);
  for (const name of ["Flows", "Embed"]) {
    await one.choose(name);
    await seen(told);
    await one.rename(name);
    await gone(told);
  }
  browser.forgive();
});

test("a version is deleted, and put back", async (t) => {
  const one = await (await opened(t)).open();
  await one.keepVersion("Good");
  await one.button("Delete Good").click();
  await gone(one.button("Compare with Good"));
  await one.page.getByRole("region", { name: "Versions" }).getByRole("button", { name: "Undo" }).click();
  await seen(one.button("Compare with Good"));
});

test("there are several flows: begun, named, deleted and put back by keyboard", async (t) => {
  const one = await (await opened(t)).open();
  const { page, dialog } = one;
  const press = async (name, within = page) => {
    await within.getByRole("button", { name, exact: true }).first().focus();
    await page.keyboard.press("Enter");
  };
  const openFlows = async () => {
    await press("More");
    await seen(page.getByRole("menu"));
    await page.keyboard.press("Enter");
    await seen(dialog);
  };
  await openFlows();
  await press("New flow", dialog);
  await gone(dialog);
  await one.called("New flow");
  await openFlows();
  await press("Rename New flow", dialog);
  await page.keyboard.type("Returns");
  await page.keyboard.press("Enter");
  await seen(dialog.getByRole("button", { name: "Open Returns" }));
  await press("Delete Returns", dialog);
  await gone(dialog.getByRole("button", { name: "Open Returns" }));
  await page.waitForFunction(() => document.querySelector("handover-designer").shadowRoot.activeElement?.textContent === "Undo");
  await page.keyboard.press("Enter");
  await seen(dialog.getByRole("button", { name: "Open Returns" }));
  await press("Open Returns", dialog);
  await gone(dialog);
  await one.called("Returns");
  assert.match(page.url(), /#flow=/);
});

test("a flow that the page sets becomes one more, and the one before is kept", async (t) => {
  const one = await (await opened(t)).open();
  await one.page.evaluate(() => {
    const designer = document.querySelector("handover-designer");
    designer.flow = { ...designer.flow, name: "From the page" };
  });
  await one.called("From the page");
  await one.choose("Flows");
  await seen(one.dialog.getByRole("button", { name: "Open Maple & Moss" }));
});

test("tests that the page sets after a flow are that flow's, and both are at once what was set", async (t) => {
  const one = await (await opened(t)).open();
  const read = await one.page.evaluate(async () => {
    const designer = document.querySelector("handover-designer");
    const opened = new Promise((resolve) => designer.addEventListener("flowopen", resolve, { once: true }));
    designer.flow = { ...designer.flow, name: "With tests" };
    designer.tests = "# greeting\n> start";
    const read = [designer.flow.name, designer.tests];
    await opened;
    return read;
  });
  assert.deepEqual(read, ["With tests", "# greeting\n> start"]);
  await one.saved();
  await one.page.reload();
  await one.called("With tests");
  assert.equal(await one.page.evaluate(() => document.querySelector("handover-designer").tests), "# greeting\n> start");
});

test("of what a page sets in one go, the last counts", async (t) => {
  const one = await (await opened(t)).open();
  const last = (...names) =>
    one.page.evaluate((names) => {
      const designer = document.querySelector("handover-designer");
      const flow = { version: 1, nodes: [{ id: "start", type: "start" }], edges: [] };
      for (const name of names) designer.flow = name === null ? null : { ...flow, name };
    }, names);
  await last("One", "Two");
  await seen(one.page.getByRole("textbox", { name: "Name of the flow" }));
  await one.page.waitForFunction(() => document.querySelector("handover-designer").shadowRoot.querySelector(".flow-name").value === "Two");
  await last("Three", null);
  await seen(one.page.getByRole("heading", { name: "Design a handover" }));
  assert.equal(await one.page.evaluate(() => document.querySelector("handover-designer").flow), null);
});

test("a second tab sees what the first has saved", async (t) => {
  const { open } = await opened(t);
  const [one, other] = [await open(), await open()];
  await one.page.bringToFront();
  await one.rename("From the first");
  await other.called("From the first");
  await other.rename("From the second");
  await one.called("From the second");
});

for (const [choice, result, version] of [["Keep mine", "Mine", /^Compare with From the other tab/], ["Take theirs", "Theirs", /^Compare with Mine,/]]) {
  test(`two tabs that have both changed a flow choose: ${choice}`, async (t) => {
    const { open } = await opened(t);
    const [one, other] = [await open(), await open()];
    // The first tab cannot save for a while, as if its disk were slow.
    await one.page.evaluate(() => {
      window.put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = () => {
        throw new Error("slow");
      };
    });
    await one.page.bringToFront();
    await one.name.fill("Mine");
    await seen(one.page.getByText("Not saved: slow"));
    await other.page.bringToFront();
    await other.rename("Theirs");
    await one.page.evaluate(() => (IDBObjectStore.prototype.put = window.put));
    await seen(one.page.getByText("Changed in another tab", { exact: true }));
    await one.button(choice).click();
    await gone(one.page.getByText("Changed in another tab", { exact: true }));
    await one.saved();
    await one.called(result);
    await other.called(result);
    await one.page.bringToFront();
    await one.choose("Versions");
    await seen(one.page.getByRole("button", { name: version }));
  });
}

test("a flow goes out byte for byte as it came in", async (t) => {
  const one = await (await opened(t)).open();
  const text = readFileSync(example, "utf8").replace('"name": "Maple & Moss"', '"owner":   { "b": 1, "a": [1.50] },\n\t"name": "As a file"');
  await one.choose("Import");
  await one.dialog.locator("input[type=file]").setInputFiles({ name: "flow.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await gone(one.dialog);
  await one.called("As a file");
  const [download] = await Promise.all([one.page.waitForEvent("download"), one.choose("Export the flow (JSON)")]);
  assert.equal(download.suggestedFilename(), "as-a-file.json");
  assert.equal(readFileSync(await download.path(), "utf8"), text);
});

test("a file that is no flow is refused with what is wrong, and changes nothing", async (t) => {
  const one = await (await opened(t)).open();
  const drop = (text) =>
    one.page.locator("handover-designer").evaluate((element, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "flow.json", { type: "application/json" }));
      const target = element.shadowRoot.querySelector(".designer");
      for (const type of ["dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, text);
  await drop('{ "version": 1, "nodes": 3 }');
  await seen(one.dialog.getByRole("alert").getByText("This is no flow that can be opened. Nothing was changed."));
  assert.ok((await one.dialog.getByRole("alert").getByRole("listitem").count()) > 0);
  await one.page.keyboard.press("Escape");
  await one.called("Maple & Moss");
  await drop("> hi");
  await seen(one.dialog.getByRole("alert"));
  await one.page.keyboard.press("Escape");
  await one.choose("Flows");
  await seen(one.dialog.getByRole("listitem").first());
  assert.equal(await one.dialog.getByRole("listitem").count(), 1);
});

test("a flow in a file that is called like a text is a flow, and leaves the tests alone", async (t) => {
  const one = await (await opened(t)).open();
  const choose = async (text) => {
    await one.choose("Import");
    await one.dialog.locator("input[type=file]").setInputFiles({ name: "flow.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  };
  await choose("# greeting\n> start\n");
  await gone(one.dialog);
  const tests = () => one.page.evaluate(() => document.querySelector("handover-designer").tests);
  assert.equal(await tests(), "# greeting\n> start\n");
  await choose('{ "version": 1');
  await seen(one.dialog.getByRole("alert"));
  await one.page.keyboard.press("Escape");
  assert.equal(await tests(), "# greeting\n> start\n");
  await choose(readFileSync(example, "utf8").replace("Maple & Moss", "From a text"));
  await one.called("From a text");
});

test("the code for a page runs the flow", async (t) => {
  const { open } = await opened(t);
  const one = await open();
  await one.rename('Shop </script><script>alert("no")</script>');
  await one.choose("Embed");
  await one.dialog.getByLabel("Where the package lies").fill("/package");
  const code = await one.dialog.getByLabel("Code").inputValue();
  const { page } = one;
  await page.route("**/embedded.html", (route) => route.fulfill({ contentType: "text/html", body: code }));
  await page.goto(new URL("/embedded.html", page.url()).href);
  await page.getByRole("button", { name: "Open chat" }).click();
  await seen(page.getByRole("textbox", { name: "Message" }));
  await page.getByRole("textbox", { name: "Message" }).fill("Hi");
  await page.keyboard.press("Enter");
  await seen(page.getByRole("log").getByText("What can I do for you?").first());
});

test("the code for a page comes with a warning where a page does not reach the provider", async (t) => {
  const one = await (await opened(t)).open();
  const warning = one.dialog.getByText("run the flow on a server");
  const providers = (providers) => one.page.evaluate((providers) => (document.querySelector("handover-designer").providers = providers), providers);
  await one.choose("Embed");
  await seen(one.dialog.getByLabel("Code"));
  await gone(warning);
  await providers({ desk: { kind: "ringCentral" } });
  await seen(warning);
  assert.equal(await warning.innerText(), "A page cannot reach desk: run the flow on a server, and let connect answer a conversation that is held there.");
  await one.dialog.getByText("With a bundler", { exact: true }).click();
  await seen(warning);
  await assertNoBarrier(one.page);
  await one.page.emulateMedia({ colorScheme: "dark" });
  await assertNoBarrier(one.page);
  await providers({ desk: { kind: "genesysWebMessaging" } });
  await gone(warning);
});

for (const colorScheme of ["light", "dark"]) {
  test(`lists, versions, comparisons and dialogs have no barrier in ${colorScheme}`, async (t) => {
    const one = await (await opened(t, { colorScheme })).open();
    const { page, dialog } = one;
    await one.keepVersion("Good");
    await assertNoBarrier(page);
    await one.name.fill("Other");
    await one.button("Compare with Good").click();
    for (const look of ["Canvas", "List", "Text"]) {
      await dialog.getByText(look, { exact: true }).click();
      await assertNoBarrier(page);
    }
    await page.keyboard.press("Escape");
    for (const name of ["Flows", "Import", "Embed"]) {
      await one.choose(name);
      await seen(dialog);
      if (name === "Import") {
        await dialog.getByLabel("Or paste the JSON").fill("{}");
        await dialog.getByRole("button", { name: "Import" }).click();
        await seen(dialog.getByRole("alert"));
      }
      await assertNoBarrier(page);
      await page.keyboard.press("Escape");
      await gone(dialog);
    }
  });
}
