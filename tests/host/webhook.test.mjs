/**
 * Webhooks of real providers' codecs: their signatures are checked against those that Node's own cryptography makes,
 * they reach their conversation, and what is answered is signed. Requests with files and secrets go out as told.
 */
import assert from "node:assert/strict";
import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import init, { Engine } from "handover";
import { createHost, memoryStorage } from "handover/host";
import { Clock, content, until } from "./support.mjs";

await init();

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const SECRETS = { chat: "chatwoot's secret", open: "genesys' secret", source: "the source's secret", hook: "shared" };
const providers = {
  chat: { kind: "chatwoot", url: "https://chat.example", accountId: 1, inboxId: 5, webhookAuth: "chat" },
  open: { kind: "genesysOpenMessaging", url: "https://genesys.example", integrationId: "i1", webhookAuth: "open" },
  eight: { kind: "eightByEight", url: "https://8x8.example", channelId: "c", queueId: "9", webhookAuth: "eight" },
  ring: { kind: "ringCentral", realtimeUrl: "https://ring.example", sourceId: "s", sourceAuth: "source", webhookAuth: "hook" },
};
const flowOf = (provider) => ({
  version: 1,
  name: "webhooks",
  nodes: [{ id: "start", type: "start" }, { id: "human", type: "handoverToAgent", data: { provider } }],
  edges: [{ id: "1", source: "start", target: "human" }],
});
const ANSWERS = {
  "/api/v1/accounts/1/contacts": { payload: { contact: { id: 3 }, contact_inbox: { source_id: "s1" } } },
  "/api/v1/accounts/1/conversations": { id: 42 },
  "/chat-gateway/v1/conversations": { conversationId: "C1" },
};

/** A host whose provider answers; `calls` is what it was asked. */
function world(provider, more = {}) {
  const calls = [];
  const errors = [];
  const fetch = async (url, request) => {
    calls.push({ url, ...request });
    return new Response(JSON.stringify(ANSWERS[new URL(url).pathname] ?? {}), { status: 200 });
  };
  const host = createHost({
    engine: new Engine(flowOf(provider), { providers }),
    storage: memoryStorage(),
    credentials: (name) => ({ "x-credential": name }),
    secrets: (name) => (name === "eight" ? publicKey.export({ format: "jwk" }) : SECRETS[name]),
    files: async ({ url }) => new Blob([`the file at ${url}`]),
    environment: { fetch },
    onError: (error) => errors.push(error.message),
    ...more,
  });
  return { host, calls, errors };
}

async function queued({ host }, id) {
  const conversation = await host.open(id, { profile: { name: "Max" } });
  await conversation.send("A human, please");
  await until(() => conversation.view().handover?.status === "queue");
  return conversation;
}

const request = (body, headers = {}) => new Request("https://host.example/hook", { method: "POST", body, headers });
const status = (conversation) => conversation.view().handover?.status;

test("a webhook of Chatwoot is taken in with its signature, and not with another, without one or too late", async () => {
  const there = world("chat");
  const conversation = await queued(there, "visitor-1");
  const event = { event: "message_created", id: 7, content: "Hi", message_type: "outgoing", private: false, sender: { id: 1, name: "Dana", type: "user" }, conversation: { id: 42 } };
  const body = JSON.stringify(event);
  const signed = (time, secret = SECRETS.chat) => ({
    "x-chatwoot-timestamp": String(time),
    "x-chatwoot-signature": `sha256=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`,
  });
  const now = Math.floor(Date.now() / 1000);
  for (const headers of [{}, signed(now, "another"), signed(now - 600), { ...signed(now), "x-chatwoot-timestamp": String(now + 1) }]) {
    assert.equal((await there.host.receive("chat", request(body, headers))).status, 401);
  }
  assert.equal(status(conversation), "queue");
  assert.equal((await there.host.receive("chat", request(body, signed(now)))).status, 200);
  await until(() => status(conversation) === "active");
  assert.equal((await there.host.receive("chat", request(body, signed(now)))).status, 200);
  assert.equal(conversation.log().filter(({ author }) => author === "agent").length, 2, "the message as it came and as it is said, once each");
  assert.equal(there.errors.length, 4);
  await there.host.close();
});

test("a webhook that concerns no conversation here is answered and dropped, and one of nobody is refused", async () => {
  const there = world("chat");
  const time = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({ event: "message_created", conversation: { id: 4711 } });
  const signature = createHmac("sha256", SECRETS.chat).update(`${time}.${body}`).digest("hex");
  const headers = { "x-chatwoot-timestamp": String(time), "x-chatwoot-signature": `sha256=${signature}` };
  assert.equal((await there.host.receive("chat", request(body, headers))).status, 200);
  await assert.rejects(there.host.receive("nobody", request("{}")), /the provider `nobody` is not in the engine's options/);
  await there.host.close();
});

test("Genesys' signature is in base 64, and holds for the bytes as they came", async () => {
  const there = world("open");
  const conversation = await queued(there, "visitor-2");
  const body = '{ "id": "m1", "type":"Text", "text": "H\\u00e9", "direction":"Outbound", "originatingEntity":"Human", "channel":{"to":{"id":"visitor-2"},"from":{"nickname":"Dana"}} }';
  const headers = { "x-hub-signature-256": `sha256=${createHmac("sha256", SECRETS.open).update(body).digest("base64")}` };
  assert.equal((await there.host.receive("open", request(`${body} `, headers))).status, 401);
  assert.equal((await there.host.receive("open", request(body, headers))).status, 200);
  await until(() => status(conversation) === "active");
  await there.host.close();
});

test("a webhook with several events reaches the conversation that it names as a whole", async () => {
  const there = world("open");
  const conversation = await queued(there, "visitor-9");
  const event = { eventType: "Typing", typing: { type: "On" } };
  const body = JSON.stringify({ id: "m9", type: "Text", text: "Hi", direction: "Outbound", originatingEntity: "Human", events: [event, event], channel: { to: { id: "visitor-9" }, from: { nickname: "Dana" } } });
  const headers = { "x-hub-signature-256": `sha256=${createHmac("sha256", SECRETS.open).update(body).digest("base64")}` };
  assert.equal((await there.host.receive("open", request(body, headers))).status, 200);
  await until(() => status(conversation) === "active");
  await there.host.close();
});

test("8x8's detached signature covers the event's names and the body's checksum", async () => {
  const there = world("eight");
  const conversation = await host8(there);
  const body = JSON.stringify({ eventType: "QUEUED", conversationId: "C1", data: { queueId: "9" } });
  const headers = { "x-8x8-tenant-id": "t", "x-8x8-event-id": "e1", "x-8x8-transmission-time": "1767000000000", "x-8x8-retry": "0", "x-8x8-customer-id": "cu" };
  // The checksum of the body, by Node's own implementation where it has one, else by the polynomial written out.
  const payload = `{"checksum":${crc32(Buffer.from(body))},"cid":"cu","eid":"e1","retry":0,"tid":"t","tt":1767000000000}`;
  const head = Buffer.from(JSON.stringify({ alg: "RS256", b64: false, crit: ["b64"], kid: "k1" })).toString("base64url");
  const signature = createSign("RSA-SHA256").update(`${head}.${payload}`).sign(privateKey).toString("base64url");
  const signed = { ...headers, "x-8x8-signature": `${head}..${signature}` };
  assert.equal((await there.host.receive("eight", request(body.replace("9", "8"), signed))).status, 401);
  assert.equal((await there.host.receive("eight", request(body, { ...signed, "x-8x8-event-id": "e2" }))).status, 401);
  assert.equal((await there.host.receive("eight", request(body, signed))).status, 200);
  await until(() => status(conversation) === "queue");
  await there.host.close();
});

async function host8({ host }) {
  const conversation = await host.open("visitor-3");
  await conversation.send("A human, please");
  await until(() => status(conversation) === "requested");
  return conversation;
}

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

test("the source SDK's answers are signed like its questions", async () => {
  const there = world("ring");
  const body = '{"action":"implementation.info","time":"2012-10-01T17:18:40Z"}';
  const hmac = (text) => createHmac("sha512", SECRETS.source).update(text).digest("hex");
  assert.equal((await there.host.receive("ring", request(body, { "x-smccsdk-signature": hmac(`${body} `) }))).status, 401);
  const response = await there.host.receive("ring", request(body, { "x-smccsdk-signature": hmac(body) }));
  const answer = await response.text();
  assert.deepEqual(JSON.parse(answer).objects.messages, ["create", "show"]);
  assert.equal(response.headers.get("x-smccsdk-signature"), hmac(answer));
  await there.host.close();
});

test("what is posted to the source is signed, and a webhook with a shared secret is known by it", async () => {
  const there = world("ring");
  await queued(there, "visitor-4");
  const sent = there.calls.find(({ url }) => url.startsWith("https://ring.example/realtime/sdk/s"));
  assert.equal(sent.headers["x-smccsdk-signature"], createHmac("sha512", SECRETS.source).update(sent.body).digest("hex"));
  const hook = JSON.stringify({ events: [] });
  assert.equal((await there.host.receive("ring", request(hook, { "x-dimelo-secret": "guessed" }))).status, 401);
  assert.equal((await there.host.receive("ring", request(hook, { "x-dimelo-secret": SECRETS.hook }))).status, 200);
  await there.host.close();
});

test("one webhook tells several conversations what has happened to each", async () => {
  const clock = new Clock();
  const threads = { "visitor-7-1": "t7", "visitor-8-1": "t8" };
  const known = new Set();
  const fetch = async (url) => {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith("/interventions")) known.add(searchParams.get("thread_id"));
    const records = Object.entries(threads).map(([foreign_id, id]) => ({ id, foreign_id })).filter(({ foreign_id }) => searchParams.get("q")?.includes(foreign_id));
    return Response.json(pathname.endsWith("/content_threads") ? { records } : {});
  };
  const ring = { ...providers.ring, url: "https://ring.example/1.0" };
  const { now, setTimeout, clearTimeout } = clock;
  const there = world("ring", { engine: new Engine(flowOf("ring"), { providers: { ring } }), environment: { now, setTimeout, clearTimeout, fetch } });
  const conversations = [await queued(there, "visitor-7"), await queued(there, "visitor-8")];
  await clock.advance(2_000);
  await until(() => known.size === 2);
  const closed = (thread) => ({ type: "intervention.closed", id: `closed-${thread}`, resource: { type: "intervention", id: `i-${thread}`, metadata: { thread_id: thread } } });
  const events = [{ type: "push_agent.available", id: "p1", resource: { type: "push_agent", id: "7" } }, closed("t7"), closed("t9"), closed("t8")];
  assert.equal((await there.host.receive("ring", request(JSON.stringify({ events }), { "x-dimelo-secret": SECRETS.hook }))).status, 200);
  await until(() => conversations.every((conversation) => status(conversation) === "completed"));
  await there.host.close();
});

const challenge = (token) => new Request(`https://host.example/hook?hub.mode=subscribe&hub.challenge=ch%3Callenge&hub.verify_token=${token}`);

test("a webhook with a shared secret is registered by whoever knows it", async () => {
  const there = world("ring");
  assert.equal((await there.host.receive("ring", challenge("guessed"))).status, 401);
  assert.equal((await there.host.receive("ring", new Request("https://host.example/hook?hub.challenge=x"))).status, 401);
  const response = await there.host.receive("ring", challenge(SECRETS.hook));
  assert.equal(response.status, 200);
  assert.equal(await response.text(), "ch<allenge");
  assert.match(response.headers.get("content-type"), /^text\/plain/);
  assert.equal((await there.host.receive("chat", challenge(SECRETS.chat))).status, 401, "a signature is no secret");
  await there.host.close();
});

test("a visitor's file is uploaded as it is, beside the credential", async () => {
  const there = world("chat");
  const conversation = await queued(there, "visitor-5");
  await conversation.send({ type: "message", attachments: [{ url: "https://files.example/a.png", name: "a.png", mimeType: "image/png" }] });
  await until(() => there.calls.some(({ body }) => body instanceof FormData));
  const { body, headers } = there.calls.find((call) => call.body instanceof FormData);
  assert.equal(body.get("message_type"), "incoming");
  assert.equal(await body.get("attachments[]").text(), "the file at https://files.example/a.png");
  assert.equal(body.get("attachments[]").name, "a.png");
  assert.equal(headers["x-credential"], "chatwoot");
  await there.host.close();
});

test("a host in a page sends no credential that belongs on a server", async () => {
  const there = world("eight");
  globalThis.document = { addEventListener() {}, visibilityState: "visible" };
  try {
    const conversation = await there.host.open("visitor-6");
    await conversation.send("A human, please");
    await until(() => status(conversation) === "error");
    assert.match(conversation.view().handover.error.message, /must not be in a browser/);
    assert.deepEqual(there.calls, []);
    await there.host.close();
  } finally {
    delete globalThis.document;
  }
});

test("what comes for a conversation that was forgotten is dropped", async () => {
  const storage = memoryStorage();
  const { host } = world("chat", { storage });
  await queued({ host }, "visitor-9").then((conversation) => conversation.close());
  assert.notDeepEqual(await content(storage, "h/"), []);
  await host.forget("visitor-9");
  assert.deepEqual(await content(storage, "h/"), []);
});

test("a body longer than any provider's is refused while it arrives", async () => {
  const there = world("chat");
  let pulled = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (pulled++ > 100) controller.close();
      else controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const answer = await there.host.receive("chat", new Request("https://host.example/hook", { method: "POST", body, duplex: "half" }));
  assert.equal(answer.status, 413);
  assert.ok(pulled < 10, `${pulled} pieces were read`);
  assert.match(there.errors[0], /too long/);
});

test("a key that its sender has made up breaks nothing", async () => {
  const there = world("eight", { secrets: (_, keyId) => Promise.reject(new Error(`there is no key ${keyId}`)) });
  const head = Buffer.from(JSON.stringify({ alg: "RS256", kid: "mine" })).toString("base64url");
  const answer = await there.host.receive("eight", request("{}", { "x-8x8-signature": `${head}..AAAA` }));
  assert.equal(answer.status, 503);
  assert.equal((await answer.text()).includes("mine"), false);
  assert.match(there.errors[0], /cannot be checked/);
});

test("a body that breaks off is answered", async () => {
  const there = world("chat");
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(3)), pull: (controller) => controller.error(new Error("aborted")) });
  const answer = await there.host.receive("chat", new Request("https://host.example/hook", { method: "POST", body, duplex: "half" }));
  assert.equal(answer.status, 400);
  assert.match(there.errors[0], /has not arrived whole/);
});
