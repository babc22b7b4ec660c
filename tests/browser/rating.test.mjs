/** A rating after the end: asked for in the chat, and told to those whom it is about, beside the talk and in the figures. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { choose, profile, reads, seen } from "./browser.mjs";
import { colleague, waitingVisitor } from "./people.mjs";

test("what a visitor thinks of a talk stands beside it at the desk, in its list and in the figures", async (t) => {
  const place = await profile(t);
  const dana = await colleague(place, "Dana");
  const ada = await waitingVisitor(place, "Ada");
  await ada.page.evaluate(() => (document.querySelector("handover-chat").rating = true));
  await dana.accept("Ada");
  await dana.say("Hello.");
  await dana.resolve("Done");
  await reads(ada.page, "The bot is back.");
  await choose(ada.page, "4 stars of 5");
  await ada.page.getByRole("textbox", { name: "What was good, what was not?" }).fill("Kind, but slow");
  await ada.button("Send rating").click();
  await seen(ada.page.getByText("Thank you for your rating."));

  const { page } = dana;
  await seen(dana.ended.getByText(/^Resolved · .* · 4 of 5 stars$/));
  await seen(page.getByText("Kind, but slow"));
  await dana.button("Figures").click();
  const tile = page.locator("dl > div").filter({ has: page.getByText("Rating", { exact: true }) });
  await seen(tile.getByText("4", { exact: true }));
  await seen(tile.getByText("1 rating"));
  const [handovers] = await Promise.all([page.waitForEvent("download"), dana.button("Handovers as CSV").click()]);
  assert.match(readFileSync(await handovers.path(), "utf8"), /,Dana,4,"Kind, but slow"\r\n$/);
  await page.reload();
  await seen(tile.getByText("4", { exact: true }));
});
