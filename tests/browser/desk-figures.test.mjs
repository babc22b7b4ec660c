/** The page of figures: what happened at the desk comes out as numbers, pictures, a table and files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { profile, reads, seen } from "./browser.mjs";
import { colleague, visitor, waitingVisitor } from "./people.mjs";

/** One conversation answered, one called off, one that waits, one that needed nobody. */
async function day(place) {
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await dana.accept("Ada");
  await dana.say("Hello.");
  await dana.resolve("Done");
  await reads(ada.page, "The bot is back.");
  const bo = await waitingVisitor(place, "Bo");
  await bo.button("Stop waiting").click();
  await reads(bo.page, "The bot is back.");
  await waitingVisitor(place, "Cleo");
  const dee = visitor(await place.open("/pages/chat.html?flow=team&visitor=Dee"));
  await dee.open();
  await dee.say("Hello");
  await reads(dee.page, "What is it about?");
  await dana.page.bringToFront();
  return dana;
}

const tile = (page, name) => page.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) });

test("a day in figures, as a table and as files", async (t) => {
  const dana = await day(await profile(t));
  const { page } = dana;
  await dana.button("Figures").click();
  await seen(page.getByRole("heading", { name: "Figures" }));
  await seen(tile(page, "Handovers").getByText("3", { exact: true }));
  await seen(tile(page, "Handovers").getByText("in 4 conversations"));
  await seen(tile(page, "Containment").getByText("25%"));
  await seen(tile(page, "Abandoned").getByText("33%"));
  await seen(tile(page, "Timed out").getByText("0%"));
  await seen(tile(page, "Wait").getByText(/sec$/).first());
  await seen(page.getByRole("img", { name: /^3 handovers, most of them at / }));

  await page.getByText("As a table").click();
  const all = page.getByRole("row", { name: /^All/ });
  assert.deepEqual((await all.getByRole("cell").allInnerTexts()).slice(0, 7), ["3", "1", "1", "0", "0", "0", "1"]);
  assert.equal(await page.getByRole("row").count(), 26);

  const [figures] = await Promise.all([page.waitForEvent("download"), dana.button("Figures as CSV").click()]);
  assert.match(figures.suggestedFilename(), /^figures-\d{4}-\d\d-\d\d\.csv$/);
  assert.match(readFileSync(await figures.path(), "utf8"), /\r\nall,4,0\.25,3,1,1,0,0,0,1,/);
  const [handovers] = await Promise.all([page.waitForEvent("download"), dana.button("Handovers as CSV").click()]);
  const rows = readFileSync(await handovers.path(), "utf8").trim().split("\r\n");
  assert.equal(rows.length, 4);
  assert.ok(rows.some((row) => row.startsWith("Ada,") && row.includes(",answered,completed,")));
});

test("another day has other figures, and a reload shows the same page", async (t) => {
  const dana = await day(await profile(t));
  const { page } = dana;
  await dana.button("Figures").click();
  await seen(tile(page, "Handovers").getByText("3", { exact: true }));
  await page.getByRole("combobox", { name: "Period" }).selectOption("Yesterday");
  await seen(page.getByText("There was no conversation in this time."));
  await seen(tile(page, "Containment").getByText("–"));
  await page.getByRole("combobox", { name: "Period" }).selectOption("One day");
  await seen(page.getByLabel("One day"));
  await seen(tile(page, "Handovers").getByText("3", { exact: true }));
  await page.reload();
  await seen(page.getByRole("heading", { name: "Figures" }));
  await dana.button("Conversations").click();
  await seen(dana.waits("Cleo"));
});

test("figures that cannot be fetched are not taken for a desk that cannot be opened", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  await place.context.setOffline(true);
  await dana.button("Figures").click();
  await seen(dana.page.getByRole("alert").getByText("The logs could not be read."));
  place.forgive();
});

test("logs that cannot be read are said to be so, and desks without logs have no figures", async (t) => {
  const dana = await colleague(await profile(t), "Dana");
  const { page } = dana;
  await page.evaluate(() => {
    document.querySelector("handover-desk").logs = () => Promise.reject(new Error("no"));
  });
  await dana.button("Figures").click();
  await seen(page.getByRole("alert").getByText("The logs could not be read."));
  await page.evaluate(() => {
    document.querySelector("handover-desk").logs = null;
  });
  await seen(page.getByText("Nobody is waiting."));
  assert.equal(await dana.button("Figures").count(), 0);
});
