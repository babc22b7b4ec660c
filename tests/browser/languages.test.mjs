/** In which language an element speaks: that of the nearest `lang`, whenever it changes, with the page's own words in place of some. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { profile, seen } from "./browser.mjs";

const speak = (page, selector, lang) => page.locator(selector).first().evaluate((element, lang) => (element.lang = lang), lang);
const title = (page, text) => page.getByRole("heading", { name: text });

test("an element follows the language of the document, and its own before that", async (t) => {
  const page = await (await profile(t)).open("/desk.html");
  await seen(title(page, "Waiting"));
  await speak(page, "html", "de-AT");
  await seen(title(page, "Wartend"));
  await speak(page, "main", "fr");
  await seen(title(page, "En attente"));
  await speak(page, "handover-desk", "ja");
  await seen(title(page, "待機中"));
  await speak(page, "handover-desk", "tlh");
  await seen(title(page, "Waiting"));
});

test("Arabic is mirrored", async (t) => {
  const page = await (await profile(t)).open("/desk.html");
  const left = async (text) => (await title(page, text).boundingBox()).x;
  await seen(title(page, "Waiting"));
  assert.ok((await left("Waiting")) < 300);
  await speak(page, "html", "ar");
  await seen(title(page, "في الانتظار"));
  assert.ok((await left("في الانتظار")) > 640);
});

test("an element in a shadow root follows the language around its host", async (t) => {
  const page = await (await profile(t)).open("/desk.html");
  await seen(title(page, "Waiting"));
  await page.evaluate(() => {
    const host = document.querySelector("main");
    host.attachShadow({ mode: "open" }).append(document.querySelector("handover-desk"));
  });
  await seen(title(page, "Waiting"));
  await speak(page, "main", "es");
  await seen(title(page, "En espera"));
});

test("a page replaces words, in every language and in tables", async (t) => {
  const page = await (await profile(t)).open("/desk.html");
  await page.evaluate(() => {
    document.querySelector("handover-desk").labels = { waiting: "In line", reasons: { resolved: "Done" } };
  });
  await seen(title(page, "In line"));
  await speak(page, "html", "de");
  await seen(page.getByText("Niemand wartet."));
  await seen(title(page, "In line"));
});

test("the desk addresses a Spanish agent in one way", async (t) => {
  const page = await (await profile(t)).open("/desk.html");
  await speak(page, "html", "es");
  await seen(title(page, "En espera"));
  await page.keyboard.press("?");
  await seen(page.getByText("Funcionan mientras no escribe. Escape sale del cuadro de texto."));
});
