/**
 * The first ten minutes of somebody who designs a handover: from nothing to a flow that is played, tested and runs on a page of its own.
 *
 * Once by mouse and once by keys alone. It does what a newcomer would, in the order in which the page offers it, and knows nothing of the flow
 * but what is on the screen.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { profile, seen } from "./browser.mjs";
import { ways } from "./designing.mjs";
import { agent, visitor } from "./people.mjs";

const texts = { hello: "Welcome to the plant shop!", question: "What is it about?", accepted: "I am asking a colleague.", completed: "Thank you for talking to us.", cancelled: "All right, without a colleague then.", timedOut: "Nobody was free." };
/** What the remedy of the missing branch says. */
const error = "I am sorry, I cannot reach my colleagues at the moment.";
const built = [
  "checkAgentAvailability next -> handoverToAgent",
  "handoverToAgent next -> lookup",
  "lookup cancelled -> say-3",
  "lookup completed -> say-2",
  "lookup error -> error",
  "lookup timedOut -> say-4",
  "question next -> checkAgentAvailability",
  "say next -> question",
  "start next -> say",
];

/** The designer's page, by what a person finds there. */
async function newcomer({ open }) {
  const page = await open("/");
  const panel = (name) => page.getByRole("complementary", { name });
  const play = page.getByRole("region", { name: "Play the flow" });
  const settings = page.getByRole("region", { name: "Settings" });
  return {
    page,
    panel,
    play,
    settings,
    canvas: page.getByRole("region", { name: "Flow", exact: true }).first(),
    heard: play.getByRole("log", { name: "Visitor" }),
    button: (name, within = page) => within.getByRole("button", { name, exact: true }),
    field: (name) => settings.getByRole("textbox", { name, exact: true }),
    flow: () => page.evaluate(() => document.querySelector("handover-designer").flow),
  };
}

test("a handover is designed, played to its four ends, tested, exported and embedded, by mouse", async (t) => {
  const browser = await profile(t, { viewport: { width: 1440, height: 900 } });
  const one = await newcomer(browser);
  const { page, button, field, settings, play, heard, panel } = one;
  const choose = async (name) => {
    await button("More").click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  };
  await choose("Flows");
  await button("New flow", page.getByRole("dialog")).click();
  await seen(page.getByText("Add the first node: drag one here, or press N."));

  const add = (name) => page.getByRole("navigation", { name: "Kinds of nodes" }).getByRole("button", { name, exact: true }).click();
  await add("Say");
  await field("Text, Text 1").fill(texts.hello);
  await add("Question");
  await field("Text").fill(texts.question);
  await field("Variable").fill("topic");
  await add("Check Agent Availability");
  await add("Handover to Agent");
  await field("Handover Accepted Message").fill(texts.accepted);
  await add("Lookup");
  await settings.getByRole("combobox", { name: "Type" }).selectOption({ label: "Handover Status" });
  for (const status of ["completed", "cancelled", "timedOut"]) await button(`+ ${status}`, settings).click();
  for (const [index, status] of ["completed", "cancelled", "timedOut"].entries()) {
    await button(`Connect, Case ${index + 1}`, settings).click();
    await page.getByRole("option", { name: "A new node…" }).click();
    await page.getByRole("option", { name: /^Say/ }).click();
    await field("Text, Text 1").fill(texts[status]);
    await one.canvas.getByRole("button", { name: /^Lookup/ }).click();
  }

  const open = page.getByRole("button", { name: /^Findings/ });
  await open.click();
  await button("Set it to 5 minutes").click();
  await button("Add a branch for “error”").click();
  await seen(page.getByText("Nothing to mend"));
  assert.deepEqual(ways(await one.flow()), built);

  await button("Play").click();
  const begin = async () => {
    await button("Begin anew", play).click();
    await button("Open the chat", play).click();
    await seen(heard.getByText(texts.question));
    await play.getByRole("textbox", { name: "Message of the visitor" }).fill("My fern");
    await page.keyboard.press("Enter");
    await button("Answer", play).click();
    await seen(heard.getByText(texts.accepted));
  };
  const save = async (name) => {
    await button("Save as test", play).click();
    await play.getByRole("textbox", { name: "Name of the test" }).fill(name);
    await button("Save", play).click();
  };
  await begin();
  await button("Put in the queue", play).click();
  await button("Accept", play).click();
  await play.getByRole("textbox", { name: "Message of the agent" }).fill("Hello, I am Dana.");
  await page.keyboard.press("Enter");
  await seen(heard.getByText("Hello, I am Dana."));
  await button("Resolve", play).click();
  await play.getByRole("textbox", { name: "Summary" }).press("Enter");
  await seen(heard.getByText(texts.completed));
  await save("Resolved");
  await begin();
  await button("Cancel the wait", play).click();
  await seen(heard.getByText(texts.cancelled));
  await save("Called off");
  await seen(panel("Tests").getByText("All 2 tests passed."));
  await begin();
  await button("Put in the queue", play).click();
  await button("To 9:05:00 AM", play).click();
  await seen(heard.getByText(texts.timedOut));
  await begin();
  await button("Refuse", play).click();
  await seen(heard.getByText(error));
  await button("Check waiting").click();
  await button("Check", panel("Check waiting")).click();
  await seen(panel("Check waiting").getByText("Nobody is left waiting."));

  const exported = async (entry) => {
    const [download] = await Promise.all([page.waitForEvent("download"), choose(entry)]);
    return readFileSync(await download.path(), "utf8");
  };
  assert.deepEqual(JSON.parse(await exported("Export the flow (JSON)")), await one.flow());
  assert.match(await exported("Export the tests"), /^# Resolved$[^]*^# Called off$/m);

  await choose("Embed");
  await page.getByRole("dialog").getByLabel("Where the package lies").fill("/package");
  const code = await page.getByRole("dialog").getByLabel("Code").inputValue();
  await browser.context.route("**/embedded.html", (route) => route.fulfill({ contentType: "text/html", body: code }));
  const desk = agent(await browser.open("/desk.html"));
  await seen(desk.page.getByText("Nobody is waiting."));
  const chat = visitor(await browser.open("/embedded.html"));
  await chat.open();
  await seen(chat.page.getByRole("log").getByText(texts.hello));
  await chat.say("My fern");
  await seen(chat.page.getByRole("log").getByText(texts.accepted));
  await desk.accept();
  await desk.say("Hello, I am Dana.");
  await seen(chat.page.getByRole("log").getByText("Hello, I am Dana."));
  await desk.resolve("Too dry");
  await seen(chat.page.getByRole("log").getByText(texts.completed));
});

test("a handover is designed, mended, played and tested by keys alone", async (t) => {
  const one = await newcomer(await profile(t, { viewport: { width: 1440, height: 900 } }));
  const { page, canvas, settings, play, heard, panel } = one;
  const { keyboard } = page;
  const tabTo = async (target, key = "Tab") => {
    await seen(target);
    for (let presses = 0; presses < 90; presses += 1) {
      if (await target.evaluate((element) => element.getRootNode().activeElement === element)) return;
      await keyboard.press(key);
    }
    assert.fail(`the key Tab never leads to ${target}`);
  };
  const press = async (name, within = page, key = "Tab") => {
    await tabTo(within.getByRole("button", { name, exact: true }), key);
    await keyboard.press("Enter");
  };
  const write = async (name, words, within = settings) => {
    await tabTo(within.getByRole("textbox", { name, exact: true }));
    await keyboard.type(words);
  };
  const focused = (name) => seen(canvas.getByRole("button", { name }).and(page.locator(":focus")));
  const pick = async (words) => {
    await seen(page.getByRole("listbox"));
    await keyboard.type(words);
    await keyboard.press("Enter");
  };
  const add = async (words, name) => {
    await keyboard.press("n");
    await pick(words);
    await focused(name);
  };
  /** Opens the settings of the node that has the focus, and comes back to it. */
  const within = async (work) => {
    await keyboard.press("Enter");
    await work();
    await keyboard.press("Escape");
  };

  await press("More");
  await seen(page.getByRole("menu"));
  await keyboard.press("Enter");
  await press("New flow", page.getByRole("dialog"));
  await seen(page.getByText("Add the first node: drag one here, or press N."));
  await tabTo(canvas);
  await keyboard.press("ArrowRight");
  await focused(/^Start/);
  await keyboard.press("Space");
  await add("say", /^Say/);
  await within(() => write("Text, Text 1", texts.hello));
  await focused(/^Say/);
  await keyboard.press("Space");
  await add("question", /^Question/);
  await within(() => write("Text", texts.question));
  await keyboard.press("Space");
  await add("availability", /^Check Agent Availability/);
  await add("handover to", /^Handover to Agent/);
  await within(() => write("Handover Accepted Message", texts.accepted));

  await press(/^Findings/, page, "Shift+Tab");
  for (const remedy of ["Set it to 5 minutes", "Add a branch for “error”", "Add a branch for “timedOut”"]) await press(remedy);
  await seen(page.getByText("Nothing to mend"));

  await press("Play", page, "Shift+Tab");
  const begin = async () => {
    await press("Begin anew", play);
    await press("Open the chat", play);
    await write("Message of the visitor", "My fern", play);
    await keyboard.press("Enter");
    await press("Answer", play);
  };
  await begin();
  await press("Refuse", play);
  await seen(heard.getByText(error));
  await press("Save as test", play, "Shift+Tab");
  await keyboard.type("Refused");
  await keyboard.press("Enter");
  await seen(panel("Tests").getByText("The test passed."));
});
