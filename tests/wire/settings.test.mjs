// Shows every field of every contact centre's section of the Handover to Agent node at its place on the wire, or,
// where the engine itself acts on it, in what the visitor is shown.
//
// The fields are those that the descriptors list: a new one without a case fails. Each case is played with its field
// and without, and has to differ.

import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeKinds } from "handover";
import { talk } from "./talks.mjs";

const LEFT = "User left the conversation";
const JOINED = "User joined the conversation";

/** What was sent that has this in its address or action, as values. */
const sent = ({ sends }, part) =>
  sends
    .map(({ request }) => request)
    .filter(({ url, body }) => url?.includes(part) || body?.includes(`"action":"${part}"`))
    .map((request) => ({ ...request, body: request.body ? JSON.parse(request.body) : null }));
const first = (seen, part) => sent(seen, part)[0];
const says = (text) => ({ sends }) => sends.some(({ request }) => JSON.stringify(request).includes(text));
const queued = ({ effects }) => effects.filter(({ type }) => type === "queue");
const positions = (seen) => queued(seen).flatMap(({ position }) => position ?? []);
const waits = (seen) => queued(seen).flatMap(({ estimatedWaitTime }) => estimatedWaitTime ?? []);
const alternatives = (seen) => [...new Set(queued(seen).flatMap(({ alternativeText }) => alternativeText ?? []))];
/** That the flow has run on the words of an agent. */
const injected = ({ effects }) => effects.some(({ type, text }) => type === "say" && text === "Heard: injected");

// The place in the queue and the wait, told three times within 4 s, and once before.
const TOLD = [11, 13, 15].map((second, at) => [second, ({ fake }) => fake.queue(5 - at, 90 - at * 10)]);
const INJECT = [[50, (network) => network.feed({ type: "agentInject", text: "injected" })]];

const NOTICES = {
  enableUserDisconnectsMessage: { value: false, shows: says(LEFT), expected: false },
  enableUserConnectsMessage: { value: false, shows: says(JOINED), expected: false },
};
/** What the engine does by itself with a queue that tells place and wait. */
const QUEUE = {
  waitTimeUpdateInterval: { base: { getQueuePosition: false, getEstimatedWaitTime: true }, value: 60, more: TOLD, shows: (seen) => waits(seen).length, expected: 1 },
  alternativeUpdate: { base: { getQueuePosition: true, maximumQueuePosition: 1, alternativeText: "Busy" }, value: true, more: TOLD, shows: alternatives, expected: ["Busy"] },
  maximumQueuePosition: { base: { getQueuePosition: true, alternativeUpdate: true, alternativeText: "Busy" }, value: 1, more: TOLD, shows: alternatives, expected: ["Busy"] },
  maximumEstimatedWaitTime: { base: { getEstimatedWaitTime: true, alternativeUpdate: true, alternativeText: "Busy" }, value: 30_000, more: TOLD, shows: alternatives, expected: ["Busy"] },
  alternativeText: { base: { getQueuePosition: true, alternativeUpdate: true, maximumQueuePosition: 1 }, value: "Quite busy", more: TOLD, shows: alternatives, expected: ["Quite busy"] },
};

const requested = ({ sends }) => sends.map(({ request }) => request.message).find(({ type }) => type === "request");
const labels = (seen) => first(seen, "/labels")?.body.labels;
const prechat = (seen) => first(seen, "Chasitor/ChasitorInit").body;
const guest = (seen) => first(seen, "/guest/conversations").body;
const attributes = (seen) => first(seen, "onMessage").body.message.channel.metadata.customAttributes;
const metadata = (seen) => first(seen, "/inbound/open/message").body.metadata;

const CASES = {
  desk: {
    skills: { value: ["billing"], shows: (seen) => requested(seen).skills, expected: ["billing"] },
    languages: { value: ["german"], shows: (seen) => requested(seen).languages, expected: ["german"] },
    priority: { value: "high", shows: (seen) => requested(seen).priority, expected: "high" },
    getQueuePosition: { value: false, more: TOLD, shows: (seen) => [requested(seen).getQueuePosition, positions(seen)], expected: [false, []] },
    getEstimatedWaitTime: { value: false, more: TOLD, shows: (seen) => [requested(seen).getEstimatedWaitTime, waits(seen)], expected: [false, []] },
    updateInterval: { base: { getEstimatedWaitTime: false }, value: 60, more: TOLD, shows: (seen) => positions(seen).length, expected: 1 },
    allowInject: { value: true, more: INJECT, shows: (seen) => [requested(seen).allowInject, injected(seen)], expected: [true, true] },
    ...QUEUE,
    ...NOTICES,
  },
  liveAgent: {
    inboxId: { value: "6", shows: (seen) => [first(seen, "/contacts").body.inbox_id, first(seen, "/conversations").body.inbox_id], expected: [6, 6] },
    skills: { value: ["billing", "refunds"], shows: labels, expected: ["billing", "refunds"] },
    languages: { value: ["german"], shows: labels, expected: ["german"] },
    priority: { value: "urgent", shows: (seen) => first(seen, "/toggle_priority")?.body.priority, expected: "urgent" },
    getQueuePosition: { value: true, shows: (seen) => [first(seen, "/conversations/meta")?.url.split("?")[1], positions(seen)[0]], expected: ["status=open&inbox_id=5", 2] },
    updateInterval: { base: { getQueuePosition: true }, value: 5, shows: (seen) => sent(seen, "/conversations/meta").length > 3, expected: true },
    getEstimatedWaitTime: { value: true, more: TOLD, shows: waits, expected: [60_000, 90_000, 80_000, 70_000] },
    allowInject: { value: true, more: INJECT, shows: injected, expected: true },
    ...QUEUE,
    ...NOTICES,
  },
  chatwoot: {
    inboxId: { value: "6", shows: (seen) => [first(seen, "/contacts").body.inbox_id, first(seen, "/conversations").body.inbox_id], expected: [6, 6] },
  },
  salesforce: {
    baseUrl: { value: "https://chat.salesforce.example", shows: (seen) => first(seen, "System/SessionId").url, expected: "https://chat.salesforce.example/chat/rest/System/SessionId" },
    apiVersion: { value: "51", shows: (seen) => first(seen, "System/SessionId").headers["X-LIVEAGENT-API-VERSION"], expected: "51" },
    organizationId: { value: "00Dx", shows: (seen) => prechat(seen).organizationId, expected: "00Dx" },
    deploymentId: { value: "572x", shows: (seen) => prechat(seen).deploymentId, expected: "572x" },
    buttonId: { value: "573x", shows: (seen) => prechat(seen).buttonId, expected: "573x" },
    sendTranscriptAsFirstMessage: {
      value: true,
      shows: (seen) => first(seen, "Chasitor/ChatMessage").body.text,
      expected: "Visitor: A human, please\nBot: One moment.",
    },
    prechatEntities: { value: [{ entityName: "Contact", entityFieldsMaps: [] }], shows: (seen) => prechat(seen).prechatEntities, expected: [{ entityName: "Contact", entityFieldsMaps: [] }] },
    prechatDetails: { value: [{ label: "LastName", value: "Muster" }], shows: (seen) => prechat(seen).prechatDetails, expected: [{ label: "LastName", value: "Muster" }] },
  },
  salesforceMiaw: {
    sendTranscriptAsFirstMessage: {
      value: true,
      shows: (seen) => sent(seen, "/message")[0].body.message.staticContent.text,
      expected: "Visitor: A human, please\nBot: One moment.",
    },
    routingAttributes: { value: { tier: "gold" }, shows: (seen) => sent(seen, "/api/v2/conversation")[0].body.routingAttributes.tier, expected: "gold" },
    identityToken: {
      value: "identity",
      shows: (seen) => sent(seen, "/access-token").map(({ url, body }) => [url.split("/").at(-2), body.authorizationType, body.customerIdentityToken]),
      expected: [["authenticated", "JWT", "identity"]],
    },
    endOnParticipantChange: { value: true, shows: ({ effects }) => effects.some(({ text }) => text === "Eli here."), expected: false },
    ...NOTICES,
  },
  genesysGuestChat: {
    language: { value: "german", shows: (seen) => guest(seen).routingTarget.language, expected: "german" },
    skills: { value: ["billing"], shows: (seen) => guest(seen).routingTarget.skills, expected: ["billing"] },
    priority: { value: "7", shows: (seen) => guest(seen).routingTarget.priority, expected: 7 },
    customAttributes: { value: { tier: "gold" }, shows: (seen) => guest(seen).memberInfo.customFields.tier, expected: "gold" },
    ...NOTICES,
  },
  genesysWebMessaging: {
    language: { value: "german", shows: (seen) => attributes(seen).language, expected: "german" },
    skills: { value: ["billing", "refunds"], shows: (seen) => attributes(seen).skills, expected: "billing,refunds" },
    priority: { value: "7", shows: (seen) => attributes(seen).priority, expected: "7" },
    customAttributes: { value: { tier: "gold" }, shows: (seen) => attributes(seen).tier, expected: "gold" },
    ...NOTICES,
  },
  genesysOpenMessaging: {
    language: { value: "german", shows: (seen) => metadata(seen).myLanguage, expected: "german" },
    skills: { value: ["billing", "refunds"], shows: (seen) => metadata(seen).mySkills, expected: "billing,refunds" },
    priority: { value: "7", shows: (seen) => metadata(seen).priority, expected: "7" },
    customAttributes: { value: { tier: "gold" }, shows: (seen) => metadata(seen).tier, expected: "gold" },
    ...NOTICES,
  },
  eightByEight: {
    channelId: { value: "channel-2", shows: (seen) => first(seen, "/conversations").body.channelId, expected: "channel-2" },
    queueId: { value: "117", shows: (seen) => first(seen, "/conversations").body.assignment, expected: { type: "queue", id: "117" } },
    jsonProperties: {
      value: { tier: "gold", visits: 3 },
      shows: (seen) => first(seen, "/conversations").body.user.additionalProperties.filter(({ key }) => ["tier", "visits"].includes(key)),
      expected: [{ key: "tier", value: "gold" }, { key: "visits", value: "3" }],
    },
  },
  ringCentral: {
    additionalCategoryIds: {
      value: ["c-1", "c-2"],
      shows: (seen) => [first(seen, "messages.create").body.params.categories, new URL(first(seen, "/update_categories").url).searchParams.getAll("thread_category_ids[]")],
      expected: [["a1", "c-1", "c-2"], ["a1", "c-1", "c-2"]],
    },
    ...NOTICES,
  },
};

const { sections } = nodeKinds().find(({ type }) => type === "handoverToAgent");
const kindsOf = (condition) => (condition?.or ?? [condition]).filter((one) => one?.key === "provider.kind").map(({ value }) => value);
const all = sections.flatMap(({ key: section, condition, fields }) =>
  kindsOf(condition).map((kind) => ({ kind, section, fields: fields.map((field) => field.slice(section.length + 1)) })),
);

for (const { kind, section, fields } of all) {
  test(`${kind}: each field has a case, and none is of another`, () => {
    assert.deepEqual(Object.keys(CASES[kind] ?? {}).sort(), [...fields].sort());
  });
  for (const [field, { base = {}, value, more, shows, expected }] of Object.entries(CASES[kind] ?? {})) {
    test(`${kind}: ${field}`, () => {
      const play = (fields) => talk(kind, "resolved", { settings: {}, section: { [section]: fields }, more });
      assert.deepEqual(shows(play({ ...base, [field]: value })), expected);
      assert.notDeepEqual(shows(play(base)), expected);
    });
  }
}

test("every kind of contact centre has a section", () => {
  assert.deepEqual(all.map(({ kind }) => kind).sort(), Object.keys(CASES).sort());
});
