/** The host and the desk in real tabs: IndexedDB, Web Locks and reloads at any moment. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { chromium as playwright } from "playwright-core";
import { CHROMIUM_ARGUMENTS, chromium } from "../../pkg/tools/chromium.mjs";
import { dist } from "../../pkg/tools/paths.mjs";
import { serve } from "../../pkg/tools/serve.mjs";
import { flow, options } from "./flow.mjs";

const BLANK = { status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><link rel='icon' href='data:,'>" };

let browser, server, context;
before(async () => {
  browser = await playwright.launch({ executablePath: chromium(), args: CHROMIUM_ARGUMENTS });
  server = await serve(dist, 0, (answer) => (answer.path === "/" ? { ...answer, ...BLANK } : answer));
});
after(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  await context?.close();
  context = await browser.newContext();
});

async function open(script) {
  const page = await context.newPage();
  page.on("pageerror", (error) => assert.fail(error));
  const load = async () => {
    await page.evaluate(script, { flow: flow(), options });
    return page;
  };
  await page.goto(server.address);
  return Object.assign(await load(), { again: () => page.reload().then(load) });
}

const visitor = () =>
  open(async ({ flow, options }) => {
    const [{ default: init, Engine }, { createHost }] = await Promise.all([import("/browser.js"), import("/host.js")]);
    await init();
    const onError = (error) => (window.errors ??= []).push(error.code);
    window.conversation = await createHost({ engine: new Engine(flow, options), onError }).open("c1");
    window.said = () => conversation.log().filter(({ entry }) => entry.type === "say").map(({ entry }) => entry.text);
    window.phase = () => conversation.view().handover?.status;
  });

const desk = (id = "7") =>
  open(`(async () => {
    const { openDesk } = await import("/host.js");
    window.desk = await openDesk({ agent: { id: "${id}", displayName: "Dana" } });
  })()`);

const holds = (page, condition) => page.waitForFunction(condition, undefined, { timeout: 10_000 });

test("a handover in two tabs, with a reload after every step", async () => {
  const [chat, office] = [await visitor(), await desk()];
  const reload = () => Promise.all([chat.again(), office.again()]);
  await chat.evaluate(() => conversation.send("human"));
  await reload();
  await holds(office, () => desk.tickets().waiting.length === 1);
  assert.equal(await office.evaluate(() => desk.accept(desk.tickets().waiting[0].id)), true);
  await reload();
  assert.equal(await office.evaluate(() => desk.reply(desk.tickets().mine[0].id, "Hi")), true);
  await reload();
  await holds(chat, () => phase() === "active");
  await chat.evaluate(() => conversation.send("Great."));
  await reload();
  await holds(office, () => desk.tickets().mine[0].messages.length === 2);
  assert.equal(await office.evaluate(() => desk.resolve(desk.tickets().mine[0].id, { summary: "Done." })), true);
  await reload();
  await holds(chat, () => said().includes("completed"));
  assert.deepEqual(await chat.evaluate(() => said()), ["Hi", "completed"]);
  const [closed] = await office.evaluate(() => desk.tickets().closed);
  assert.deepEqual(closed.messages.filter(({ kind }) => kind === "message").map(({ text }) => text), ["Hi", "Great."]);
  assert.deepEqual(closed.messages.filter(({ kind }) => kind === "notice"), [], "a reload is no leaving");
  assert.deepEqual(await chat.evaluate(() => window.errors ?? []), []);
});

test("the agent reaches a visitor who comes back, before the visitor types", async () => {
  const [chat, office] = [await visitor(), await desk()];
  await chat.evaluate(() => conversation.send("human"));
  await holds(office, () => desk.tickets().waiting.length === 1);
  await chat.close();
  await holds(office, () => !desk.tickets().waiting[0].present);
  await office.evaluate(async () => {
    const [{ id }] = desk.tickets().waiting;
    await desk.accept(id);
    await desk.reply(id, "Are you there?");
  });
  const back = await visitor();
  assert.deepEqual(await back.evaluate(() => said()), ["Are you there?"]);
  await holds(office, () => desk.tickets().mine[0].present && desk.tickets().mine[0].messages[0].delivered);
});

test("two tabs with one conversation, and two agents with one ticket", async () => {
  const [one, other] = [await visitor(), await visitor()];
  await Promise.all([
    one.evaluate(() => Promise.all(["1", "2", "3"].map((text) => conversation.send(text)))),
    other.evaluate(() => Promise.all(["4", "5", "6"].map((text) => conversation.send(text)))),
  ]);
  await holds(one, () => said().length === 6);
  await holds(other, () => said().length === 6);
  assert.deepEqual(await one.evaluate(() => said()), await other.evaluate(() => said()));
  await one.evaluate(() => conversation.send("human"));
  const desks = [await desk("1"), await desk("2")];
  for (const page of desks) await holds(page, () => desk.tickets().waiting.length === 1);
  const won = await Promise.all(desks.map((page) => page.evaluate(() => desk.accept(desk.tickets().waiting[0]?.id ?? ""))));
  assert.deepEqual(won.toSorted(), [false, true]);
});

test("a desk that closes counts no longer", async () => {
  const [chat, office] = [await visitor(), await desk()];
  const agents = async (expected) => {
    await chat.evaluate(() => conversation.send("agents"));
    await chat.waitForFunction((text) => said().at(-1) === text, `agents ${expected}`, { timeout: 10_000 });
  };
  await agents(1);
  await office.close();
  await agents(0);
});
