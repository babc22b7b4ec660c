/** The documentation pages of the elements say what the elements really have: attributes, properties, methods, events, slots, parts, custom properties. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertNoBarrier } from "./barriers.mjs";
import { profile, seen } from "./browser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const elements = ["designer", "chat", "desk"];

/** The sources of an element, with what the elements share as far as it uses it. */
function sources(element) {
  const read = (folder) =>
    readdirSync(join(root, "www/src", folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), "utf8") }));
  const own = read(element).filter(({ name }) => name !== "shop.css");
  const used = own.map(({ text }) => text).join("\n");
  return [...own, ...read("common").filter(({ name }) => name !== "pages.css" && used.includes(`common/${name.replace(/\.ts$/, ".js")}`))].map(({ text }) => text).join("\n");
}

const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].flatMap(([, found]) => found.trim().split(/\s+/)))].sort();

/** The events that the package's types tell. */
function declaredEvents(element) {
  const types = readFileSync(join(root, "pkg", `${element}.d.ts`), "utf8");
  const [, body] = /interface \w+Events \{\n([\s\S]*?)\n\}/.exec(types);
  return all(body, /^ {2}(\w+):/gm);
}

for (const element of elements) {
  test(`the page about ${element} tells all that there is, and nothing else`, async (t) => {
    const page = await (await profile(t)).open(`/docs/${element}.html`);
    const told = async (id) => (await page.locator(`#${id} + .table tbody th code`).allInnerTexts()).sort();
    const real = await page.evaluate(async (name) => {
      const base = await customElements.whenDefined(name);
      const found = { properties: new Set(["labels"]), methods: new Set(), attributes: ["lang", ...(base.observedAttributes ?? [])].sort() };
      const callbacks = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];
      for (let level = base.prototype; level !== HTMLElement.prototype; level = Object.getPrototypeOf(level)) {
        for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
          if (!callbacks.includes(key)) found[typeof value === "function" ? "methods" : "properties"].add(key);
        }
      }
      return { ...found, properties: [...found.properties].sort(), methods: [...found.methods].sort() };
    }, `handover-${element}`);
    const text = sources(element);
    for (const kind of ["attributes", "properties", "methods"]) assert.deepEqual(await told(kind), real[kind], kind);
    assert.deepEqual(await told("events"), declaredEvents(element), "events");
    for (const event of declaredEvents(element)) assert.match(text, new RegExp(`(ire\\(|Event\\()"${event}"`), `${event} is fired`);
    assert.deepEqual(await told("slots"), all(text, /(?:@attach place\("|icon\.name = ")([^"]+)"/g), "slots");
    assert.deepEqual(await told("parts"), all(text, /(?:\bpart="|\.part\.add\(")([^"{]+)"/g), "parts");
    assert.deepEqual(await told("custom-properties"), all(text, /var\((--handover-[\w-]+)/g), "custom properties");
  });
}

test("the example takes another look and another language", async (t) => {
  const page = await (await profile(t)).open("/docs/desk.html");
  const desk = page.locator("handover-desk");
  await page.getByRole("button", { name: "Let a visitor ask for a person" }).click();
  await seen(desk.getByRole("button", { name: "Accept" }).first());
  await page.getByLabel("Accent", { exact: true }).fill("#7a3cff");
  const color = () => desk.getByRole("button", { name: /Accept|Annehmen/ }).first().evaluate((button) => getComputedStyle(button).backgroundColor);
  await page.mouse.move(0, 0);
  await page.waitForFunction(() => document.querySelector("handover-desk").style.getPropertyValue("--handover-accent") === "#7a3cff");
  while ((await color()) !== "rgb(122, 60, 255)") await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.getByLabel("Language of the example").selectOption("Deutsch");
  await seen(desk.getByRole("button", { name: "Annehmen" }).first());
});

for (const colorScheme of ["light", "dark"]) {
  test(`the pages have no barrier in ${colorScheme}`, async (t) => {
    const { open } = await profile(t, { colorScheme });
    for (const element of elements) {
      const page = await open(`/docs/${element}.html`);
      await seen(page.getByRole("heading", { name: "Reference" }));
      await assertNoBarrier(page);
    }
  });
}
