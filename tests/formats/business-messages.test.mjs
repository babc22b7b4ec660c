// Checks every exported Business Messages body against the types of Google's own client.
//
// The client is retired and has no schema beside its type declarations, so those are read: each
// interface's fields and their kinds. The limits that the declarations state in words are repeated
// here.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const types = interfaces(read("../wire/businessmessages.d.ts"));
const ROOTS = { message: "BusinessMessagesMessage", event: "BusinessMessagesEvent" };
const EVENTS = ["REPRESENTATIVE_JOINED", "REPRESENTATIVE_LEFT", "TYPING_STARTED", "TYPING_STOPPED"];

const files = readdirSync(new URL("exported", import.meta.url)).filter((file) => file.endsWith(".business-messages.json"));

test("there is something to check", () => assert.ok(files.length >= 8));

for (const file of files) {
  test(`${file} has only what the client knows`, () => {
    const { items } = JSON.parse(read(`exported/${file}`));
    for (const { kind, body } of items) {
      assert.deepEqual(faults(body, ROOTS[kind]), []);
      assert.match(body.representative.representativeType, /^(BOT|HUMAN)$/);
      if (kind === "event") assert.ok(EVENTS.includes(body.eventType), body.eventType);
      else assert.ok(body.messageId && Boolean(body.text) !== Boolean(body.image));
      assert.ok((body.suggestions ?? []).length <= 13);
      for (const { reply, liveAgentRequest } of body.suggestions ?? []) {
        if (!liveAgentRequest) assert.ok(reply.text && reply.text.length <= 25);
      }
    }
    const ids = items.map(({ kind, id }) => `${kind} ${id}`);
    assert.equal(new Set(ids).size, ids.length);
  });

  test(`${file} offers a person where the bot does`, () => {
    const offers = JSON.parse(read(`exported/${file}`)).items.flatMap(({ body }) => body.suggestions ?? []);
    const reads = read(`exported/${file}`).includes("pass this along");
    assert.equal(offers.filter(({ liveAgentRequest }) => liveAgentRequest).length, reads ? 1 : 0);
  });

  test(`${file} frames what a human says`, () => {
    let human = false;
    for (const { body } of JSON.parse(read(`exported/${file}`)).items) {
      if (body.eventType === "REPRESENTATIVE_JOINED") human = true;
      assert.equal(body.representative.representativeType, human ? "HUMAN" : "BOT");
      if (body.eventType === "REPRESENTATIVE_LEFT") human = false;
    }
  });
}

for (const file of readdirSync(new URL("reports", import.meta.url)).filter((file) => /^business-messages-[a-z]+\.json$/.test(file))) {
  test(`${file} has only what the client knows`, () => {
    const body = JSON.parse(read(`reports/${file}`));
    assert.deepEqual(faults(body, ROOTS[body.eventType ? "event" : "message"]), []);
  });
}

test("what the client does not know is refused", () => {
  assert.deepEqual(faults({ text: 7, colour: "red" }, ROOTS.message), ["text is no string", "colour is unknown"]);
  assert.deepEqual(faults({ image: { contentInfo: { url: "x" } } }, ROOTS.message), ["image.contentInfo.url is unknown"]);
});

/** What is wrong with a value of the named interface. */
function faults(value, name, path = "") {
  return Object.entries(value).flatMap(([key, field]) => {
    const at = path + key;
    const type = types[name][key];
    if (!type) return [`${at} is unknown`];
    const [, inner, list] = /^Schema\$(\w+)(\[\])?$/.exec(type) ?? [];
    if (!inner) return typeof field === type ? [] : [`${at} is no ${type}`];
    if (list && !Array.isArray(field)) return [`${at} is no list`];
    return (list ? field : [field]).flatMap((item) => faults(item, inner, `${at}.`));
  });
}

/** Interface by name, each with its fields' types without `null`. */
function interfaces(declarations) {
  const found = declarations.matchAll(/interface Schema\$(\w+) \{([\s\S]*?)\n    \}/g);
  const fields = (body) => body.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/(\w+)\?: ([^;]+);/g);
  const named = ([, key, type]) => [key, type.replace(" | null", "")];
  return Object.fromEntries([...found].map(([, name, body]) => [name, Object.fromEntries([...fields(body)].map(named))]));
}
