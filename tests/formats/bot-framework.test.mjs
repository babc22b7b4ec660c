// Compares the exported hand-off events with those that Microsoft's own library makes, and checks
// every activity against the published description of the protocol.
//
// Fields that only a sending host knows are the host's: the service's address and the entities.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { Ajv } from "ajv";
import botbuilder from "botbuilder";

const { EventFactory, TestAdapter, TurnContext } = botbuilder;
const HOSTS = ["serviceUrl", "entities", "replyToId", "activityId", "locale"];

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const exported = readdirSync(new URL("exported", import.meta.url))
  .filter((file) => /\.bot-framework-(initiate|status)\.json$/.test(file))
  .map((file) => ({ file, event: read(`exported/${file}`) }))
  .filter(({ event }) => event !== null);
const initiations = exported.filter(({ event }) => event.name === "handoff.initiate");
const statuses = exported.filter(({ event }) => event.name === "handoff.status");
const transcriptOf = (event) => event.attachments?.[0].content;

test("there is something to compare", () => {
  assert.ok(initiations.length >= 8 && statuses.length >= 6);
  assert.deepEqual([...new Set(statuses.map(({ event }) => event.value.state))].sort(), ["accepted", "completed", "failed"]);
});

for (const { file, event } of initiations) {
  test(`${file} has the shape that botbuilder gives it`, () => {
    const incoming = { ...activity(event), type: "message", text: "Hi" };
    const context = new TurnContext(new TestAdapter(async () => {}), incoming);
    const theirs = EventFactory.createHandoffInitiation(context, event.value, transcriptOf(event));
    assert.deepEqual(shape({ attachments: [], ...event }), shape(theirs));
    assert.deepEqual(event.value, theirs.value);
    assert.deepEqual(event.attachments ?? [], theirs.attachments);
  });
}

for (const { file, event } of statuses) {
  test(`${file} has the shape that botbuilder gives it`, () => {
    const theirs = EventFactory.createHandoffStatus(event.conversation, event.value.state, event.value.message);
    const { channelId, ...ours } = event;
    assert.equal(channelId, "webchat");
    assert.deepEqual(shape(ours), shape({ ...theirs, attachments: undefined }));
    assert.deepEqual(event.value, theirs.value);
  });
}

const validate = activityValidator();
const reports = readdirSync(new URL("reports", import.meta.url))
  .filter((file) => /^bot-framework-(accepted|failed|completed|other-state)\.json$/.test(file))
  .map((file) => ({ file, event: read(`reports/${file}`) }));

for (const { file, event } of reports) {
  test(`${file} is what botbuilder makes of such a status`, () => {
    const theirs = EventFactory.createHandoffStatus(event.conversation, event.value.state, event.value.message);
    assert.deepEqual(shape(event), shape(theirs));
    assert.deepEqual(event.value, theirs.value);
    assert.ok(validate(event), JSON.stringify(validate.errors));
  });
}

for (const { file, event } of exported) {
  test(`${file} is as the protocol describes it`, () => {
    const transcript = transcriptOf(event)?.activities ?? [];
    for (const checked of [event, ...transcript]) {
      assert.ok(validate(checked), JSON.stringify(validate.errors));
      assert.ok(checked.type && checked.id && checked.channelId && checked.conversation.id);
    }
    for (const line of transcript) assert.ok(isFilled(line), `${JSON.stringify(line)} has something empty`);
  });
}

test("the description refuses what is wrong", () => {
  assert.ok(!validate({ type: "handoff.initiate" }));
  assert.ok(!validate({ type: "event", timestamp: "yesterday" }));
  assert.ok(!validate({ type: "event", owner: "bot" }));
});

/** What a channel would have sent before such an event. */
function activity({ channelId, conversation, relatesTo }) {
  const { user, bot } = relatesTo;
  return { id: "1", channelId, conversation, from: user, recipient: bot, serviceUrl: "https://example.com", locale: "en" };
}

/** The kinds of all fields but the host's, with a list for its first item; free contents count as one. */
function shape(value, key = "") {
  if (["value", "content"].includes(key)) return "any";
  if (value instanceof Date) return "string";
  if (Array.isArray(value)) return value.slice(0, 1).map((item) => shape(item));
  if (typeof value !== "object" || value === null) return typeof value;
  const fields = Object.entries(value).filter(([name, field]) => !HOSTS.includes(name) && field !== undefined);
  return Object.fromEntries(fields.sort().map(([name, field]) => [name, shape(field, name)]));
}

/** True without empty texts and lists outside what is the bot's own. */
function isFilled(value, key = "") {
  if (key === "channelData") return true;
  if (typeof value !== "object" || value === null) return value !== "";
  return Object.keys(value).length > 0 && Object.entries(value).every(([name, field]) => isFilled(field, name));
}

/** Swagger 2.0 says `object` where it means any value, and does not say that it lists all fields. */
function activityValidator() {
  const { definitions } = read("../wire/botframework-channel.json");
  const mended = JSON.parse(JSON.stringify(definitions), (_, schema) => {
    if (schema?.type !== "object") return schema;
    if (!schema.properties) return {};
    return { ...schema, additionalProperties: schema.additionalProperties ?? false };
  });
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  for (const format of ["byte", "int32", "int64", "float", "double"]) ajv.addFormat(format, true);
  return ajv.compile({ definitions: mended, $ref: "#/definitions/Activity" });
}
