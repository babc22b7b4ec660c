// Shows everything that the engine's options say of a contact centre at its place on the wire.
//
// The settings are those that the provider's page describes, which describes them all: a new one without a case fails.
// Each case is played with its setting and without, and has to differ.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Engine } from "handover";
import { talk } from "./talks.mjs";

const PAGES = {
  chatwoot: "chatwoot",
  liveAgent: "chatwoot",
  salesforce: "salesforce",
  salesforceMiaw: "salesforce-miaw",
  genesysGuestChat: "genesys-guest-chat",
  genesysWebMessaging: "genesys-web-messaging",
  genesysOpenMessaging: "genesys-open-messaging",
  eightByEight: "eight-by-eight",
  ringCentral: "ring-central",
};

const ELSEWHERE = "https://elsewhere.example";

/** The requests that have this in their address or are this action. */
const all = ({ sends }, part = "") => sends.map(({ request }) => request).filter(({ kind, url, body }) => kind === "http" && (url.includes(part) || body?.includes(`"action":"${part}"`)));
const first = (seen, part) => all(seen, part)[0];
const posted = (seen, part) => JSON.parse(first(seen, part)?.body ?? "{}");
const host = (request) => request && new URL(request.url).origin;
const path = (request) => request && new URL(request.url).pathname;
const auths = (seen, part) => [...new Set(all(seen, part).map(({ auth }) => auth))];
const signed = ({ signatures }) => [...new Set(signatures.map(({ auth }) => auth))];
const socket = ({ sends }) => sends.map(({ request }) => request).find(({ kind, action }) => kind === "socket" && action === "open").url;
const spoken = ({ sends }) => sends.flatMap(({ request }) => (request.kind === "socket" && request.action === "text" ? JSON.parse(request.body) : []));

const webhookAuth = { value: "hooks", shows: signed, expected: ["hooks"] };

const CHATWOOT = {
  url: { value: ELSEWHERE, shows: (seen) => host(first(seen)), expected: ELSEWHERE },
  accountId: { value: 2, shows: (seen) => path(first(seen, "/contacts")), expected: "/api/v1/accounts/2/contacts" },
  inboxId: { value: 6, shows: (seen) => posted(seen, "/contacts").inbox_id, expected: 6 },
  inboxIdentifier: { value: "page", base: { accountId: null }, shows: (seen) => path(first(seen)), expected: "/public/api/v1/inboxes/page/contacts" },
  auth: { value: "token", shows: (seen) => auths(seen), expected: ["token"] },
  webhookAuth,
};

const CASES = {
  chatwoot: CHATWOOT,
  liveAgent: CHATWOOT,
  salesforce: {
    baseUrl: { value: ELSEWHERE, shows: (seen) => host(first(seen)), expected: ELSEWHERE },
    apiVersion: { value: 51, shows: (seen) => first(seen).headers["X-LIVEAGENT-API-VERSION"], expected: "51" },
    organizationId: { value: "00Dx", shows: (seen) => posted(seen, "ChasitorInit").organizationId, expected: "00Dx" },
    deploymentId: { value: "572x", shows: (seen) => posted(seen, "ChasitorInit").deploymentId, expected: "572x" },
    buttonId: { value: "573x", shows: (seen) => posted(seen, "ChasitorInit").buttonId, expected: "573x" },
  },
  salesforceMiaw: {
    url: { value: ELSEWHERE, shows: (seen) => host(first(seen)), expected: ELSEWHERE },
    organizationId: { value: "00D000000000002", shows: (seen) => posted(seen, "access-token").orgId, expected: "00D000000000002" },
    esDeveloperName: { value: "page", shows: (seen) => [posted(seen, "access-token").esDeveloperName, posted(seen, "/v2/conversation").esDeveloperName], expected: ["page", "page"] },
    capabilitiesVersion: { value: 2, shows: (seen) => posted(seen, "access-token").capabilitiesVersion, expected: "2" },
  },
  genesysGuestChat: {
    url: { value: ELSEWHERE, shows: (seen) => host(first(seen)), expected: ELSEWHERE },
    organizationId: { value: "o2", shows: (seen) => posted(seen).organizationId, expected: "o2" },
    deploymentId: { value: "d2", shows: (seen) => posted(seen).deploymentId, expected: "d2" },
    queue: { value: "Sales", shows: (seen) => posted(seen).routingTarget.targetAddress, expected: "Sales" },
    memberAuthToken: { value: "signed-data", shows: (seen) => posted(seen).memberAuthToken, expected: "signed-data" },
  },
  genesysWebMessaging: {
    domain: { value: "elsewhere.example", base: { socketUrl: null, apiUrl: null }, shows: (seen) => [new URL(socket(seen)).host, host(first(seen, "/messages"))], expected: ["webmessaging.elsewhere.example", "https://api.elsewhere.example"] },
    deploymentId: { value: "d2", shows: (seen) => [new URL(socket(seen)).searchParams.get("deploymentId"), spoken(seen)[0].deploymentId], expected: ["d2", "d2"] },
    socketUrl: { value: "wss://elsewhere.example", shows: (seen) => new URL(socket(seen)).host, expected: "elsewhere.example" },
    apiUrl: { value: ELSEWHERE, shows: (seen) => host(first(seen, "/messages")), expected: ELSEWHERE },
  },
  genesysOpenMessaging: {
    url: { value: ELSEWHERE, shows: (seen) => host(first(seen)), expected: ELSEWHERE },
    integrationId: { value: "i2", shows: (seen) => path(first(seen, "/inbound/")), expected: "/api/v2/conversations/messages/i2/inbound/open/message" },
    queueId: { value: "q-2", shows: (seen) => [posted(seen, "/observations/query").filter?.predicates.some(({ value }) => value === "q-2"), posted(seen, "/inbound/").metadata.queueId], expected: [true, "q-2"] },
    auth: { value: "cloud", shows: (seen) => auths(seen), expected: ["cloud"] },
    webhookAuth,
    disconnects: { value: true, base: { disconnects: false }, end: "cancelled", shows: (seen) => all(seen).some(({ method }) => method === "PATCH"), expected: true },
  },
  eightByEight: {
    url: { value: ELSEWHERE, shows: (seen) => host(first(seen)), expected: ELSEWHERE },
    channelId: { value: "page", shows: (seen) => posted(seen, "/conversations").channelId, expected: "page" },
    queueId: { value: "117", shows: (seen) => posted(seen, "/conversations").assignment, expected: { type: "queue", id: "117" } },
    scriptId: { value: "s-1", base: { queueId: null }, shows: (seen) => posted(seen, "/conversations").assignment, expected: { type: "script", id: "s-1" } },
    tenant: { value: "acme01", shows: (seen) => first(seen).headers["X-8x8-Tenant"], expected: "acme01" },
    auth: { value: "gateway", shows: (seen) => auths(seen), expected: ["gateway"] },
    webhookAuth,
    postAgentWebhookId: { value: "w-1", shows: (seen) => all(seen, "/post-agent-assignment").map(({ body }) => JSON.parse(body)), expected: [{ type: "webhook", id: "w-1" }] },
  },
  ringCentral: {
    realtimeUrl: { value: ELSEWHERE, shows: (seen) => host(first(seen, "messages.create")), expected: ELSEWHERE },
    sourceId: { value: "s2", shows: (seen) => path(first(seen, "messages.create")), expected: "/realtime/sdk/s2" },
    sourceAuth: { value: "page", shows: (seen) => first(seen, "messages.create").sign.auth, expected: "page" },
    url: { value: `${ELSEWHERE}/1.0`, shows: (seen) => host(first(seen, "/content_threads")), expected: ELSEWHERE },
    auth: { value: "rest", shows: (seen) => auths(seen, "/1.0/"), expected: ["rest"] },
    webhookAuth: { value: "hooks", shows: (seen) => signed(seen).filter((auth) => auth !== "source"), expected: ["hooks"] },
    agentCategoryId: { value: "a2", shows: (seen) => posted(seen, "messages.create").params.categories, expected: ["a2"] },
    botCategoryId: { value: "b2", shows: (seen) => new URL(all(seen, "/update_categories").at(-1).url).searchParams.getAll("thread_category_ids[]"), expected: ["b2"] },
  },
};

/** What the first table of a page is about, without what only the node says. */
function described(kind) {
  const text = readFileSync(new URL(`../../pkg/docs/providers/${PAGES[kind]}.md`, import.meta.url), "utf8");
  const [, table] = /^\| setting \|.*\n\|[-|]+\n((?:\|.*\n)+)/m.exec(text);
  const keys = table.split("\n").flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, key]) => key));
  return keys.filter((key) => isKnown(kind, key));
}

function isKnown(kind, key) {
  const flow = { version: 1, name: "one", nodes: [{ id: "start", type: "start" }], edges: [] };
  try {
    new Engine(flow, { providers: { centre: { kind, [key]: null } } }).free();
    return true;
  } catch ({ message }) {
    return !message.includes(`\`providers.centre.${key}\` is not a field`);
  }
}

for (const kind of Object.keys(PAGES)) {
  test(`${kind}: each setting has a case, and none is of another`, () => {
    assert.deepEqual(Object.keys(CASES[kind]).sort(), described(kind).sort());
  });
  for (const [setting, { base = {}, value, end = "resolved", shows, expected }] of Object.entries(CASES[kind])) {
    test(`${kind}: ${setting}`, () => {
      const play = (settings) => talk(kind, end, { settings, section: {} });
      assert.deepEqual(shows(play({ ...base, [setting]: value })), expected);
      assert.notDeepEqual(shows(play(base)), expected);
    });
  }
}
