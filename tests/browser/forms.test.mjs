/** The forms of the designer: every type of field, what cannot be read, expressions while they are typed, findings and what mends them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertNoBarrier } from "./barriers.mjs";
import { choose, gone, profile, seen } from "./browser.mjs";
import { chain, designer } from "./designer.mjs";

const undo = (page) => page.getByRole("button", { name: "Undo" }).click();

test("each type of field writes its value into the flow, and a blank one leaves the default", async (t) => {
  const { settings, field, data, select, page } = await designer(
    await profile(t),
    chain(["say", "say", {}], ["ask", "question", { type: "choice" }], ["set", "setContext", {}], ["jump", "goTo", {}]),
  );
  await select(/^Say/);
  await field("Text, Text 1").fill("Hello {{ input.text }}");
  await settings.getByRole("button", { name: "Add a text" }).click();
  await page.keyboard.type("Again");
  await field("Selection", "combobox").selectOption("Loop");
  assert.deepEqual(await data("say"), { text: ["Hello {{ input.text }}", "Again"], selection: "loop" });
  await settings.getByRole("button", { name: "Move Text 2 up" }).click();
  await settings.getByRole("button", { name: "Add an entry" }).click();
  await page.keyboard.type("Yes");
  await field("Quick Replies, Entry 1, payload").fill("y");
  assert.deepEqual(await data("say"), { text: ["Again", "Hello {{ input.text }}"], selection: "loop", quickReplies: [{ title: "Yes", payload: "y" }] });
  await settings.getByRole("button", { name: "Delete Text 1" }).click();
  await settings.getByRole("button", { name: "Delete Text 1" }).click();
  await settings.getByRole("button", { name: "Set Selection to its default" }).click();
  assert.deepEqual(await data("say"), { quickReplies: [{ title: "Yes", payload: "y" }] });

  await select(/^Question/);
  await field("Maximum Attempts").fill("2");
  await field("Variable").fill("user.name");
  await field("Text").fill("Who?");
  await field("Type", "combobox").selectOption("Text (default)");
  assert.deepEqual(await data("ask"), { text: "Who?", variable: "user.name", maxAttempts: 2 });
  await gone(settings.getByText("Choices", { exact: true }));

  await select(/^Set Context/);
  await settings.getByRole("button", { name: "Add an entry" }).click();
  await field("Assignments, Entry 1, path").fill("visits");
  await field("Assignments, Entry 1, value").fill("{{ context.visits + 1 }}");
  assert.deepEqual(await data("set"), { assignments: [{ path: "visits", value: "{{ context.visits + 1 }}" }] });

  await select(/^Go To/);
  await field("Target", "combobox").selectOption({ label: "Question" });
  assert.deepEqual(await data("jump"), { target: "ask" });
});

test("only the chosen provider's section is shown, and toggles turn back to their default", async (t) => {
  const { settings, field, data, select, page } = await designer(await profile(t), chain(["human", "handoverToAgent", { queueTimeout: 3 }]));
  await page.evaluate(() => (document.querySelector("handover-designer").providers = { front: { kind: "desk" }, back: { kind: "genesysGuestChat" } }));
  await select(/^Handover to Agent/);
  await seen(settings.getByText("Desk Settings"));
  await gone(settings.getByText("Genesys Settings"));
  await settings.getByText("Desk Settings").click();
  await gone(settings.getByText("Alternative Text"));
  await field("Alternative Update", "switch").click();
  await field("Alternative Text").fill("A long queue.");
  await field("Get Queue Position", "switch").click();
  assert.deepEqual((await data("human")).desk, { alternativeUpdate: true, alternativeText: "A long queue.", getQueuePosition: false });
  await gone(settings.getByText("Update Interval", { exact: true }).first());
  await field("Get Queue Position", "switch").click();
  assert.deepEqual((await data("human")).desk, { alternativeUpdate: true, alternativeText: "A long queue." });
  await field("Handover Provider", "combobox").selectOption("back");
  await seen(settings.getByText("Genesys Settings"));
  await gone(settings.getByText("Desk Settings"));
  assert.deepEqual((await data("human")).desk, { alternativeUpdate: true, alternativeText: "A long queue." });
});

test("a provider's section says whether the flow may run in a browser, at once and in every language", async (t) => {
  const it = await designer(await profile(t), chain(["human", "handoverToAgent", { provider: "centre", queueTimeout: 3 }], ["ask", "checkAgentAvailability", { provider: "centre" }]));
  const { settings, field, select, page } = it;
  const providers = (centre) => page.evaluate((centre) => (document.querySelector("handover-designer").providers = { desk: { kind: "desk" }, centre }), centre);
  const heading = (name, place) => seen(page.locator("summary").filter({ hasText: name }).filter({ hasText: place }));
  await providers({ kind: "chatwoot", url: "https://chat.example", accountId: 1 });
  await select(/^Handover to Agent/);
  await heading("Chatwoot Settings", "Needs a server");
  await seen(settings.getByText("can be reached from a server only, not from a browser"));
  await settings.locator("summary").filter({ hasText: "Chatwoot Settings" }).focus();
  await page.keyboard.press("Enter");
  await seen(settings.getByText("The flow has to run on a server: this provider cannot be reached from a browser. That depends on the provider’s kind and settings."));
  await assertNoBarrier(page);
  await providers({ kind: "chatwoot", url: "https://chat.example", inboxIdentifier: "i" });
  await heading("Chatwoot Settings", "Works in a browser");
  await seen(settings.getByText("The flow may run in a browser or on a server. That depends on the provider’s kind and settings."));
  await gone(settings.getByText("can be reached from a server only"));
  await providers({ kind: "eightByEight" });
  await heading("8x8 Settings", "Needs a server");
  await gone(settings.locator("summary").filter({ hasText: "Time Limits" }).filter({ hasText: "server" }));
  await page.evaluate(() => (document.documentElement.lang = "de"));
  await heading("Einstellungen für 8x8", "Braucht einen Server");
  await page.evaluate(() => (document.documentElement.lang = "en"));
  await field("Handover Provider", "combobox").selectOption("desk");
  await heading("Desk Settings", "Works in a browser");
  await select(/^Check Agent Availability/);
  await seen(settings.getByText("can be reached from a server only, not from a browser"));
});

test("a section that was just opened stays open, whatever is drawn in the same moment", async (t) => {
  const { settings, field, data, select } = await designer(await profile(t), chain(["human", "handoverToAgent", {}]));
  await select(/^Handover to Agent/);
  // In one go: on a slow page a person is as fast.
  await settings.locator("details", { hasText: "Cancel Button Text" }).evaluate((section) => {
    section.querySelector("summary").click();
    const text = section.querySelector("[data-field=cancelButtonText]");
    text.focus();
    text.value = "C";
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await field("Cancel Button Text").pressSequentially("ancel");
  assert.equal((await data("human")).cancelButtonText, "Cancel");
  await settings.getByText("Cancel Handover Options").click();
  await gone(field("Cancel Button Text"));
});

test("what cannot be read is kept, marked and told of, and stays out of the flow until it is right", async (t) => {
  const { settings, field, data, select, page, openFindings, findings } = await designer(await profile(t), chain(["human", "handoverToAgent", { queueTimeout: 3 }], ["say", "say", { data: { a: 1 } }]));
  await select(/^Say/);
  await settings.getByText("Output Options").click();
  await field("Data").fill('{\n  "a": 2,\n  b\n}');
  await seen(settings.getByText("This is no JSON from line 3, column 3 on."));
  assert.equal(await field("Data").getAttribute("aria-invalid"), "true");
  assert.deepEqual(await data("say"), { data: { a: 1 } });
  await select(/^Handover to Agent/);
  await settings.getByText("Time Limits").click();
  await field("Queue Timeout").fill("-3");
  await seen(settings.getByText("Only numbers from 0 to 4,294,967,295."));
  await field("Queue Timeout").fill("soon");
  await seen(settings.getByText("This is no number."));
  assert.equal((await data("human")).queueTimeout, 3);
  await openFindings();
  await seen(findings.getByText("2 entries are not right yet and not in the flow."));
  await findings.getByRole("button", { name: "Say, Data" }).click();
  assert.equal(await field("Data").inputValue(), '{\n  "a": 2,\n  b\n}');
  await seen(page.locator(":focus").and(field("Data")));
  await field("Data").fill('{ "a": 2 }');
  await gone(settings.getByText(/This is no JSON/));
  assert.deepEqual(await data("say"), { data: { a: 2 } });
  assert.equal(await field("Data").inputValue(), '{ "a": 2 }');
  await select(/^Handover to Agent/);
  await settings.getByRole("button", { name: "Discard what is not right" }).click();
  assert.equal(await field("Queue Timeout").inputValue(), "3");
});

test("a number that turns out wrong leaves nothing of itself in the flow", async (t) => {
  const { settings, field, data, select } = await designer(await profile(t), chain(["human", "handoverToAgent", { queueTimeout: 3 }]));
  await select(/^Handover to Agent/);
  await settings.getByText("Time Limits").click();
  for (const [typed, problem] of [
    ["5 min", "This is no number."],
    ["1e3", "This is no number."],
    ["99999999999", "Only numbers from 0 to 4,294,967,295."],
    ["1,000", "This can be read as 1000 or as 1."],
  ]) {
    await field("Queue Timeout").press("ControlOrMeta+a");
    await field("Queue Timeout").pressSequentially(typed);
    await seen(settings.getByText(problem));
    assert.equal(await field("Queue Timeout").inputValue(), typed);
    assert.deepEqual(await data("human"), { queueTimeout: 3 }, typed);
  }
  await field("Queue Timeout").fill("1000");
  await gone(settings.getByText(/This can be read as/));
  assert.deepEqual(await data("human"), { queueTimeout: 1000 });
});

test("JSON that turns out wrong leaves nothing of itself in the flow, and what was right before the field was left stays", async (t) => {
  const { settings, field, data, select, page } = await designer(await profile(t), chain(["say", "say", { data: { a: 1 } }]));
  await select(/^Say/);
  await settings.getByText("Output Options").click();
  await field("Data").press("ControlOrMeta+a");
  await field("Data").pressSequentially("12 apples");
  await seen(settings.getByText("This is no JSON from line 1, column 4 on."));
  assert.deepEqual(await data("say"), { data: { a: 1 } });
  assert.equal(await field("Data").inputValue(), "12 apples");
  await field("Data").fill("[12]");
  assert.deepEqual(await data("say"), { data: [12] });
  await page.keyboard.press("Tab");
  await field("Data").press("End");
  await field("Data").pressSequentially(",");
  await seen(settings.getByText("This is no JSON from line 1, column 5 on."));
  assert.deepEqual(await data("say"), { data: [12] });
});

test("a run of typing is one step, and an undo shows in the field", async (t) => {
  const { field, data, select, page } = await designer(await profile(t), chain(["say", "say", { text: ["One"] }]));
  await select(/^Say/);
  await field("Text, Text 1").click();
  await page.keyboard.press("End");
  await page.keyboard.type(" two three");
  await field("Name").fill("Greeting");
  assert.deepEqual(await data("say"), { text: ["One two three"], label: "Greeting" });
  await undo(page);
  assert.deepEqual(await data("say"), { text: ["One two three"] });
  await undo(page);
  assert.equal(await field("Text, Text 1").inputValue(), "One");
});

test("an undo leaves the caret where something has changed", async (t) => {
  const { page, select, field, data } = await designer(await profile(t), chain(["hello", "say", { text: ["Hello one"] }]));
  await select(/^Say/);
  const text = field("Text, Text 1");
  await text.focus();
  await page.keyboard.press("Home");
  await page.keyboard.type("AB");
  await field("Name").focus();
  await text.focus();
  await page.keyboard.insertText("CD");
  await page.keyboard.press("Control+z");
  await page.keyboard.type("Z");
  assert.deepEqual((await data("hello")).text, ["ABZHello one"]);
});

test("what is pasted or cut is a step of its own, however fast", async (t) => {
  const { page, select, field, data } = await designer(await profile(t), chain(["hello", "say", { text: ["Hello one"] }]));
  await select(/^Say/);
  const text = field("Text, Text 1");
  // All within one turn of the page.
  await text.evaluate((element) => {
    element.focus();
    element.select();
    const input = (inputType, data) => {
      const about = { inputType, data, bubbles: true, composed: true };
      element.dispatchEvent(new InputEvent("beforeinput", about));
      element.setRangeText(data, element.selectionStart, element.selectionEnd, "end");
      element.dispatchEvent(new InputEvent("input", about));
    };
    input("insertText", "a");
    input("insertFromPaste", "bc");
    input("insertText", "d");
    element.setSelectionRange(0, 2);
    input("deleteByCut", "");
  });
  const seen = [(await data("hello")).text[0]];
  for (let step = 0; step < 4; step += 1) {
    await undo(page);
    seen.push((await data("hello")).text[0]);
  }
  assert.deepEqual(seen, ["cd", "abcd", "abc", "a", "Hello one"]);
});

test("a value that does not fit its field is shown as it is, and only changed by hand", async (t) => {
  const before = { selection: 7, text: { en: "Hi" }, quickReplies: [{ title: "Yes", url: "x" }] };
  const { field, data, select, settings } = await designer(await profile(t), chain(["say", "say", before]));
  await select(/^Say/);
  assert.deepEqual(JSON.parse(await field("Text").inputValue()), { en: "Hi" });
  assert.deepEqual(JSON.parse(await field("Quick Replies").inputValue()), before.quickReplies);
  assert.deepEqual(await data("say"), before);
  await settings.getByRole("button", { name: 'Use ["Hi"]' }).click();
  assert.equal(await field("Text, Text 1").inputValue(), "Hi");
  assert.deepEqual(await data("say"), { ...before, text: ["Hi"] });
});

test("an expression is checked while it is typed, at its place, and completed by the keyboard", async (t) => {
  const { field, data, select, page, settings } = await designer(await profile(t), chain(["ask", "question", { variable: "topic" }], ["branch", "if", {}], ["say", "say", {}]));
  await select(/^If/);
  const condition = field("Condition");
  const offered = page.getByRole("listbox", { name: "Suggestions: Condition" });
  await condition.pressSequentially("input.ava");
  await seen(offered.getByRole("option", { name: "availableAgents" }));
  assert.equal(await condition.getAttribute("aria-activedescendant"), await offered.getByRole("option", { selected: true }).getAttribute("id"));
  await page.keyboard.press("Enter");
  await gone(offered);
  await condition.pressSequentially(" >");
  await seen(settings.getByText("Line 1, column 24: The expression ends too early"));
  assert.equal(await condition.getAttribute("aria-invalid"), "true");
  await condition.pressSequentially(" context.");
  await seen(offered.getByRole("option", { name: "topic" }));
  await page.keyboard.press("Escape");
  await gone(offered);
  await seen(settings);
  await page.keyboard.press("Control+Space");
  await page.keyboard.press("Enter");
  assert.deepEqual(await data("branch"), { condition: "input.availableAgents > context.topic" });
  await gone(settings.getByText(/Line 1/));
  await select(/^Say/);
  const text = field("Text, Text 1");
  await text.pressSequentially("input.text is no expression, {{ statu");
  await page.getByRole("listbox").getByRole("option", { name: /^Handover Status/ }).click();
  assert.equal(await text.inputValue(), "input.text is no expression, {{ input.handover.status }}");
  assert.deepEqual(await data("say"), { text: ["input.text is no expression, {{ input.handover.status }}"] });
});

test("a very long text is checked and drawn when the typing rests", async (t) => {
  const { field, data, select, settings } = await designer(await profile(t), chain(["say", "say", { text: ["word {{input.text}} ".repeat(500)] }]));
  await select(/^Say/);
  const drawings = await field("Text, Text 1").evaluate(async (text) => {
    const picture = text.parentElement.querySelector(".picture");
    let count = 0;
    const observer = new MutationObserver((changes) => (count += changes.length));
    observer.observe(picture, { subtree: true, childList: true, characterData: true });
    for (const key of "{{ input.") {
      text.setRangeText(key, text.value.length, text.value.length, "end");
      text.dispatchEvent(new InputEvent("input", { inputType: "insertText", data: key, bubbles: true }));
      // What follows a key at once follows it here; what waits for a pause does not.
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
    observer.disconnect();
    return count;
  });
  assert.equal(drawings, 0);
  assert.ok((await data("say")).text[0].endsWith("{{ input."));
  await seen(settings.getByText(/Line 1, column [\d,]+:/));
});

test("an expression shows what it gives in the conversation that is played, and completes what that holds", async (t) => {
  const { field, select, page, settings } = await designer(await profile(t), chain(["set", "setContext", { assignments: [{ path: "order", value: { number: 7, name: "Fern" } }] }], ["say", "say", { text: ["A {{ context.order.name }}"] }]));
  const drawer = page.getByRole("region", { name: "Play the flow" });
  await page.getByRole("button", { name: "Play", exact: true }).click();
  const message = drawer.getByRole("region", { name: "Visitor" }).getByRole("textbox");
  await message.fill("Hello");
  await message.press("Enter");
  await seen(drawer.getByText("A Fern"));
  await select(/^Say/);
  await seen(settings.getByText("A Fern", { exact: true }));
  await field("Text, Text 1").fill("{{ context.order.number * 2 }}");
  await seen(settings.getByText("14", { exact: true }));
  await field("Text, Text 1").fill("{{ context.missing }}");
  await seen(settings.getByText("nothing", { exact: true }));
  await field("Text, Text 1").fill("");
  await field("Text, Text 1").pressSequentially("{{ context.order.");
  await seen(page.getByRole("option", { name: 'name "Fern"' }));
});

test("findings lead to their field, are narrowed down, and mended by a button that can be undone", async (t) => {
  const flow = chain(["human", "handoverToAgent", { cancelIntent: "stop", zendesk: 1 }], ["bye", "say", { text: ["Bye {{ input.text"] }]);
  flow.edges.push({ id: "lost", source: "bye", sourceHandle: "next", target: "nobody" });
  const { page, openFindings, findings, flow: now, field } = await designer(await profile(t), flow);
  await openFindings();
  await seen(findings.getByText("1 error and 5 warnings"));
  await choose(findings, "Errors");
  assert.equal(await findings.getByRole("listitem").count(), 1);
  await findings.getByRole("button", { name: "Delete the connection" }).click();
  assert.equal((await now()).edges.some(({ id }) => id === "lost"), false);
  await seen(page.getByText("Mended: Delete the connection."));
  await findings.getByRole("button", { name: "Add a branch for “error”" }).click();
  await findings.getByRole("button", { name: "Set it to 5 minutes" }).click();
  await findings.getByRole("button", { name: "Delete zendesk" }).click();
  await findings.getByRole("button", { name: "Show Say, Text" }).first().click();
  await seen(page.locator(":focus").and(field("Text, Text 1")));
  await page.getByRole("region", { name: "Settings" }).getByRole("button", { name: "Add the missing }}" }).click();
  await openFindings();
  await seen(findings.getByText("Nothing to mend"));
  for (let step = 0; step < 5; step += 1) await undo(page);
  await seen(findings.getByText("1 error and 5 warnings"));
  assert.deepEqual(await now(), flow);
});

test("nothing can be changed where the flow is only shown", async (t) => {
  const { page, select, field, settings } = await designer(await profile(t), chain(["ask", "question", { type: "choice", choices: ["a"], zendesk: 1 }]));
  await page.evaluate(() => (document.querySelector("handover-designer").readonly = true));
  await select(/^Question/);
  for (const name of ["Name", "Text", "Choices, Text 1", "Variable", "Maximum Attempts", "Note"]) assert.equal(await field(name).isEditable(), false, name);
  assert.equal(await field("Type", "combobox").isEnabled(), false);
  assert.deepEqual(await settings.getByRole("button").evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label"))), ["Close"]);
});

for (const colorScheme of ["light", "dark"]) {
  test(`no form has a barrier in ${colorScheme}`, async (t) => {
    const everything = JSON.parse(readFileSync(new URL("../flows/example.json", import.meta.url), "utf8"));
    everything.name = "Everything";
    everything.nodes.find(({ id }) => id === "handover").data.zendesk = 1;
    const { page, select, settings, openFindings, field } = await designer(await profile(t, { colorScheme }), everything);
    await select(/^Handover to Agent/);
    for (const summary of await settings.locator("summary").all()) await summary.click();
    await field("Handover Accepted Message").fill("{{ input.");
    await seen(page.getByRole("listbox"));
    await assertNoBarrier(page);
    await select(/^Handover Status/);
    await assertNoBarrier(page);
    await openFindings();
    await assertNoBarrier(page);
  });
}

test("in Arabic the form is mirrored, and expressions are not", async (t) => {
  const { page, select } = await designer(await profile(t), chain(["branch", "if", { condition: "input.text" }]));
  await select(/^If/);
  await page.evaluate(() => (document.documentElement.lang = "ar"));
  const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);
  const condition = page.getByRole("textbox", { name: "الشرط" });
  await seen(condition);
  assert.equal(await direction(condition), "ltr");
  assert.equal(await direction(page.getByText("الشرط", { exact: true })), "rtl");
});
