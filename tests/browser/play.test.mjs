/** Play, the tests and the proof on the designer's page: by mouse, by keyboard alone, and without barriers. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertNoBarrier, assertNothingCutOff } from "./barriers.mjs";
import { choose, gone, profile, seen } from "./browser.mjs";
import { show } from "./designing.mjs";

const example = JSON.parse(readFileSync(new URL("../flows/example.json", import.meta.url), "utf8"));

/** The designer with Play open, and what a person does there. */
async function playing({ open }) {
  const page = await open("/");
  const button = (name) => page.getByRole("button", { name, exact: true });
  await button("Play").click();
  const drawer = page.getByRole("region", { name: "Play the flow" });
  const pane = (name) => drawer.getByRole("region", { name, exact: true });
  await seen(pane("Visitor"));
  const visitor = pane("Visitor").getByRole("log");
  const agent = pane("Agent").getByRole("log");
  return {
    page,
    button,
    drawer,
    pane,
    visitor,
    agent,
    state: pane("State of the flow").getByRole("region", { name: "Now" }),
    tests: page.getByRole("complementary", { name: "Tests" }),
    proof: page.getByRole("complementary", { name: "Check waiting" }),
    act: (name) => drawer.getByRole("button", { name, exact: true }).click(),
    /** From the greeting to where the contact centre has been asked. */
    async askForAPerson() {
      await this.act("Begin anew");
      await this.act("Open the chat");
      await this.act("Talk to a person");
      await this.act("Answer");
      await seen(agent.getByText("Handed over"));
    },
    async save(name) {
      await this.act("Save as test");
      await drawer.getByRole("textbox", { name: "Name of the test" }).fill(name);
      await this.act("Save");
      await seen(this.tests.getByText(name));
    },
    /** Opens the settings of a node by its card. */
    async select(name) {
      const card = page.getByRole("region", { name: "Flow", exact: true }).first().getByRole("button", { name });
      await card.focus();
      await page.keyboard.press("Enter");
      const settings = page.getByRole("region", { name: "Settings" });
      await seen(settings);
      return settings;
    },
    show: (flow) => show(page, flow),
  };
}

test("a handover is played to each of its ends, without a server and without an agent", async (t) => {
  const play = await playing(await profile(t));
  const { state, visitor, agent, act } = play;

  await play.askForAPerson();
  await seen(state.getByText("Waits for the contact centre"));
  await seen(state.getByText(/since 9:00:00 AM, until 9:00:30 AM \(in 30 sec\)/));
  await act("Put in the queue");
  await seen(state.getByText("Waits for an agent"));
  await seen(state.getByRole("button", { name: "Nobody came" }));
  await seen(visitor.getByText("Number 1 in the queue"));
  await act("+30 s");
  await seen(state.getByText(/until 9:03:00 AM \(in 2 min 30 sec\)/));
  await act("Accept");
  await play.drawer.getByRole("textbox", { name: "Message of the agent" }).fill("Hello, I am Dana.");
  await play.page.keyboard.press("Enter");
  await seen(visitor.getByText("An agent has joined · Dana"));
  await seen(visitor.getByText("Hello, I am Dana."));
  await play.drawer.getByRole("textbox", { name: "Message of the visitor" }).fill("My fern is brown.");
  await play.page.keyboard.press("Enter");
  await seen(agent.getByText("My fern is brown."));
  await act("Resolve");
  await play.drawer.getByRole("textbox", { name: "Summary" }).fill("Too dry");
  await play.drawer.getByRole("textbox", { name: "Summary" }).press("Enter");
  await seen(visitor.getByText(/Thank you for talking to us/));

  await play.askForAPerson();
  await act("Cancel the wait");
  await seen(visitor.getByText("All right, we do not wait any longer."));

  await play.askForAPerson();
  await act("Put in the queue");
  await act("To 9:03:00 AM");
  await seen(visitor.getByText(/all my colleagues are still talking/));

  await play.askForAPerson();
  await act("Refuse");
  await seen(visitor.getByText(/I cannot reach my colleagues/));
});

test("the node that waits carries for whom, since when, until when and what then", async (t) => {
  const play = await playing(await profile(t));
  await play.askForAPerson();
  await play.act("Put in the queue");
  const canvas = play.page.getByRole("region", { name: "Flow", exact: true }).first();
  await seen(canvas.getByText("Waits for an agent · 9:00:00 AM – 9:03:00 AM · → Nobody came"));
  const stroke = (source) => canvas.locator(`.svelte-flow__edge[data-id="${source}"] .svelte-flow__edge-path`).first().evaluate((path) => getComputedStyle(path).stroke);
  const [taken, other] = [await stroke("status-queue-queued-once"), await stroke("status-error-failed")];
  assert.notEqual(taken, other, "the way that was taken is told from the others");
  const settings = await play.select(/^Handover to Agent/);
  await gone(settings.getByRole("list").filter({ hasNotText: /\S/ }));
  await play.act("Close");
  assert.equal(await stroke("status-queue-queued-once"), other);
  await gone(canvas.getByText(/Waits for an agent/));
});

test("the slider leads back to every moment, and another course of things from there drops what came later", async (t) => {
  const play = await playing(await profile(t));
  await play.askForAPerson();
  await play.act("Put in the queue");
  await play.act("Accept");
  const slider = play.drawer.getByRole("slider", { name: "Moment" });
  await slider.focus();
  await slider.press("Home");
  await seen(play.state.getByText("The conversation has not begun."));
  await slider.press("End");
  await play.act("One step back");
  await play.act("One step back");
  await seen(play.state.getByText("Waits for the contact centre"));
  await seen(play.drawer.getByText("3 of 5"));
  await play.act("Refuse");
  await seen(play.drawer.getByText("2 later steps were dropped."));
  await seen(play.visitor.getByText(/I cannot reach my colleagues/));
  await play.act("Bring back");
  await seen(play.state.getByText("Waits for the agent's first words"));
});

test("the clock runs by itself, and what falls due happens", async (t) => {
  const play = await playing(await profile(t));
  await play.askForAPerson();
  await play.drawer.getByRole("combobox", { name: "Speed" }).selectOption({ label: "60×" });
  await play.act("Run");
  await seen(play.visitor.getByText(/I cannot reach my colleagues/));
  await play.act("Pause");
});

test("tests are saved, run with every edit, and open at the line that differs", async (t) => {
  const play = await playing(await profile(t));
  await play.askForAPerson();
  await play.act("Cancel the wait");
  await play.save("Called off");
  await play.act("Begin anew");
  await play.act("Open the chat");
  await play.save("Hello");
  await seen(play.tests.getByText("All 2 tests passed."));
  await play.act("Save as test");
  const name = play.drawer.getByRole("textbox", { name: "Name of the test" });
  await name.fill("Called off");
  await seen(play.drawer.getByText("Replaces the test of this name."));
  await name.fill("Called off at once");
  await gone(play.drawer.getByText("Replaces the test of this name."));
  await play.act("Save as test");
  await gone(name);

  // A designer rewords what the visitor is told.
  const reworded = structuredClone(example);
  reworded.nodes.find(({ id }) => id === "cancelled").data.text = ["Fine, no colleague then."];
  await play.page.evaluate((flow) => {
    const designer = document.querySelector("handover-designer");
    const { tests } = designer;
    Object.assign(designer, { flow, tests });
  }, reworded);
  await seen(play.tests.getByText("1 of 2 tests failed."));
  await seen(play.tests.getByText("< say to visitor, BOT Moss: Fine, no colleague then."));
  await play.tests.getByRole("button", { name: "Play Called off, Failed" }).click();
  const text = play.pane("State of the flow").getByRole("region", { name: "Text" });
  await seen(text.getByText(/The test differs at line \d+/));
  assert.equal(await text.locator("[aria-current=step]").innerText(), "> cancel");
  await seen(play.visitor.getByText("Fine, no colleague then."));

  await play.tests.getByRole("button", { name: "Update what is expected" }).click();
  await seen(play.tests.getByText("All 2 tests passed."));
  await play.button("Undo").click();
  await seen(play.tests.getByText("1 of 2 tests failed."));
  await play.tests.getByRole("button", { name: "Delete Called off" }).click();
  await seen(play.tests.getByText("The test passed."));
});

test("the proof passes the example, and a gap in it can be played", async (t) => {
  const play = await playing(await profile(t));
  await play.button("Check waiting").click();
  await play.proof.getByRole("button", { name: "Check" }).click();
  await seen(play.proof.getByText("Nobody is left waiting."));
  await play.page.getByRole("textbox", { name: "Name of the flow" }).fill("Renamed");
  await seen(play.proof.getByText("The flow has changed since."));
  const gap = structuredClone(example);
  gap.edges = gap.edges.filter(({ sourceHandle }) => sourceHandle !== "timedOut");
  await play.show(gap);
  await gone(play.proof.getByText("Nobody is left waiting."));
  await play.proof.getByRole("button", { name: "Check" }).click();
  await seen(play.proof.getByText(/Handover Status: with the status “timed out”/));
  await play.proof.getByRole("button", { name: "Play it" }).click();
  await seen(play.state.getByText("Waits for nothing: the next message begins at the start."));
  assert.match(await play.drawer.getByRole("slider", { name: "Moment" }).getAttribute("aria-valuetext"), /: \+3m$/);
});

test("what an edit changes is played again by itself", async (t) => {
  const play = await playing(await profile(t));
  await play.act("Open the chat");
  const greeting = await play.select(/^Hello/);
  await greeting.getByRole("textbox", { name: "Text, Text 1", exact: true }).fill("Good morning!");
  await seen(play.visitor.getByText("Good morning!"));
});

test("a play ends with its flow, and another one begins anew", async (t) => {
  const play = await playing(await profile(t));
  await play.act("Open the chat");
  await seen(play.visitor.getByText(/Hello and welcome/));
  await play.show({ ...example, name: "Another" });
  await gone(play.visitor.getByText(/Hello and welcome/));
  await seen(play.drawer.getByText("Nothing has been said yet.", { exact: false }));
  await play.act("Open the chat");
  await seen(play.visitor.getByText(/Hello and welcome/));
});

test("what could not be played is played as soon as it is mended", async (t) => {
  const play = await playing(await profile(t));
  const broken = structuredClone(example);
  broken.nodes.find(({ id }) => id === "anybody").data.condition = "input. >";
  await play.show(broken);
  await seen(play.drawer.getByText(/This cannot be played/));
  const settings = await play.select(/^Somebody is there/);
  await settings.getByRole("textbox", { name: "Condition", exact: true }).fill("input.availableAgents > 0");
  await gone(play.drawer.getByText(/This cannot be played/));
  await play.act("Open the chat");
  await seen(play.visitor.getByText(/Hello and welcome/));
});

test("a proof that gave up names its bound, and goes further", async (t) => {
  const play = await playing(await profile(t));
  const waits = Array.from({ length: 210 }, (_, at) => ({ id: `wait${at}`, type: "waitForInput", position: { x: at * 300, y: 0 } }));
  const nodes = [{ id: "start", type: "start", position: { x: -300, y: 0 } }, ...waits, { id: "bye", type: "say", position: { x: 63000, y: 0 }, data: { text: ["Bye"] } }];
  await play.show({ version: 1, name: "Long", nodes, edges: nodes.slice(1).map(({ id }, at) => ({ id: `to-${id}`, source: nodes[at].id, target: id })) });
  await play.button("Check waiting").click();
  await play.proof.getByRole("button", { name: "Check" }).click();
  await seen(play.proof.getByText("No conversation was followed beyond 200 steps."));
  await play.proof.getByRole("button", { name: "Go further" }).click();
  await seen(play.proof.getByText("Nobody is left waiting."));
  await seen(play.proof.getByRole("button", { name: "Check" }).and(play.page.locator(":focus")));
});

test("what is written from right to left is shown so", async (t) => {
  const play = await playing(await profile(t));
  const arabic = structuredClone(example);
  const topic = arabic.nodes.find(({ id }) => id === "topic").data;
  Object.assign(topic, { label: "ما الموضوع؟", choices: ["أين طلبي؟", "التحدث إلى موظف"] });
  await play.show(arabic);
  await seen(play.drawer.getByText("Nothing has been said yet.", { exact: false }));
  await play.act("Open the chat");
  const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);
  for (const name of ["أين طلبي؟", "ما الموضوع؟"]) {
    const buttons = play.drawer.getByRole("button", { name });
    await seen(buttons.first());
    for (const button of await buttons.all()) assert.equal(await direction(button), "rtl", name);
  }
});

test("a whole handover is played and saved with the keyboard alone", async (t) => {
  const { open } = await profile(t);
  const page = await open("/");
  const press = async (name, role = "button") => {
    const target = page.getByRole(role, { name, exact: true });
    await seen(target);
    for (let step = 0; step < 120; step++) {
      if (await target.evaluate((element) => element.getRootNode().activeElement === element)) return page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
    }
    assert.fail(`${name} is not reached by Tab`);
  };
  await press("Play");
  await press("Open the chat");
  await press("Talk to a person");
  await press("Answer");
  await press("Accept");
  await press("Message of the agent", "textbox");
  await page.keyboard.type("Hello from the keyboard.");
  await page.keyboard.press("Enter");
  await seen(page.getByRole("log", { name: "Visitor" }).getByText("Hello from the keyboard."));
  await press("Save as test");
  await page.keyboard.type("By keyboard");
  await page.keyboard.press("Enter");
  await seen(page.getByRole("complementary", { name: "Tests" }).getByText("The test passed."));
  const grip = page.getByRole("separator", { name: "Height of Play" });
  const before = await grip.getAttribute("aria-valuenow");
  await grip.focus();
  await page.keyboard.press("ArrowUp");
  assert.ok(Number(await grip.getAttribute("aria-valuenow")) > Number(before));
});

for (const colorScheme of ["light", "dark"]) {
  test(`Play has no barrier in ${colorScheme}`, async (t) => {
    const play = await playing(await profile(t, { colorScheme }));
    await play.askForAPerson();
    await play.act("Put in the queue");
    await assertNoBarrier(play.page);
    for (const view of ["Tokens", "Text"]) {
      await choose(play.drawer, view);
      await assertNoBarrier(play.page);
    }
    await play.act("One step back");
    await play.act("Refuse");
    await play.save("Refused");
    await assertNoBarrier(play.page);
    await play.button("Check waiting").click();
    await play.proof.getByRole("button", { name: "Check" }).click();
    await seen(play.proof.getByText("Nobody is left waiting."));
    await assertNoBarrier(play.page);
  });
}

for (const [width, height] of [
  [320, 640],
  [2560, 1440],
]) {
  test(`Play fits into a window ${width} wide`, async (t) => {
    const { open } = await profile(t, { viewport: { width, height } });
    const page = await open("/");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.getByRole("button", { name: "Open the chat" }).click();
    await seen(page.getByRole("log", { name: "Visitor" }).getByText(/Hello and welcome/));
    await assertNothingCutOff(page);
  });
}

test("what is being written stays while the play is not shown, and goes with its flow", async (t) => {
  const { button, pane, drawer, show } = await playing(await profile(t));
  const message = pane("Visitor").getByRole("textbox", { name: "Message of the visitor" });
  await message.fill("My order has not come");
  await button("Play").click();
  await gone(drawer);
  await button("Play").click();
  assert.equal(await message.inputValue(), "My order has not come");
  await show({ ...example, name: "Another" });
  assert.equal(await message.inputValue(), "");
});
