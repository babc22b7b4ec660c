/** HTTP, sockets and streams of events: performed in order, answered always, credentials added and not kept. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStorage } from "handover/host";
import { FakeEngine } from "./fake-engine.mjs";
import { Clock, Tab, content, said, settle, until } from "./support.mjs";

const http = (more) => ({ kind: "http", method: "POST", url: "https://desk.example/a", headers: {}, body: "{}", auth: null, timeout: 10_000, ...more });
let count = 0;
const send = (conversation, request) => conversation.send({ type: "message", id: `wire-${count++}`, text: "send", data: { request } });

function world(environment, options = {}) {
  const clock = new Clock();
  const storage = memoryStorage();
  const tab = () => Object.assign(new Tab(clock, storage, { environment, ...options }), { engine: new FakeEngine() });
  return { clock, storage, tab };
}

const sent = (conversation) => said(conversation).filter((text) => !text.startsWith("You said"));

test("a request's answer comes back with its credential added and nowhere stored", async () => {
  const calls = [];
  const { storage, tab } = world(
    { fetch: async (url, init) => (calls.push({ url, ...init }), new Response("fine", { status: 201 })) },
    { credentials: async (name, request) => ({ authorization: `Bearer ${name} ${request.method}` }) },
  );
  const conversation = await tab().open();
  await send(conversation, http({ auth: "contact", headers: { "content-type": "application/json" } }));
  await until(() => sent(conversation).length === 1);
  assert.deepEqual(sent(conversation), ["answer 1 201 fine"]);
  assert.equal(calls.length, 1);
  assert.deepEqual(calls[0].headers, { "content-type": "application/json", authorization: "Bearer contact POST" });
  assert.equal(calls[0].redirect, "manual");
  const snapshot = JSON.stringify((await content(storage)).map(([key, value]) => [key, value?.snapshot ? new TextDecoder().decode(value.snapshot) : value]));
  assert.ok(!snapshot.includes("Bearer"));
  assert.deepEqual(await content(storage, "o/"), []);
});

test("an effect that comes twice is performed once, also after a reload", async () => {
  const calls = [];
  const { tab } = world({ fetch: async (url) => (calls.push(url), new Response("")) });
  const repeating = () => {
    const engine = new FakeEngine();
    const { handle } = engine;
    let last = [];
    engine.handle = (...call) => {
      const output = handle.apply(engine, call);
      const effects = [...last, ...output.effects];
      last = effects;
      return { ...output, effects };
    };
    return engine;
  };
  const first = Object.assign(tab(), { engine: repeating() });
  const conversation = await first.open();
  const seen = [];
  conversation.subscribe(({ effects }) => seen.push(...effects.map(({ seq }) => seq)));
  await send(conversation, http({ url: "https://x/1" }));
  await until(() => seen.length === 1);
  await send(conversation, http({ url: "https://x/2" }));
  await until(() => seen.length === 2);
  first.crash();
  const again = await Object.assign(tab(), { engine: first.engine }).open();
  await send(again, http({ url: "https://x/3" }));
  await until(() => sent(again).length === 3);
  assert.deepEqual(calls, ["https://x/1", "https://x/2", "https://x/3"]);
  assert.deepEqual(seen, [2, 4]);
});

test("a file is sent as it is, with the headers that are given and no others", async () => {
  const calls = [];
  const file = { url: "https://files.example/a.png", mimeType: "image/png", name: "a.png" };
  const { tab } = world(
    { fetch: async (url, init) => (calls.push(new Request(url, init)), new Response("")) },
    { files: async ({ url }) => new Blob([`the bytes at ${url}`], { type: "image/jpeg" }), credentials: () => ({ authorization: "Bearer secret" }) },
  );
  const conversation = await tab().open();
  await send(conversation, http({ method: "PUT", headers: { "x-tag": "1" }, body: null, file }));
  await send(conversation, http({ method: "PUT", headers: { "content-type": "image/png" }, body: null, file }));
  await until(() => sent(conversation).length === 2);
  assert.deepEqual(calls.map(({ method }) => method), ["PUT", "PUT"]);
  assert.deepEqual(calls.map(({ headers }) => [...headers]), [[["x-tag", "1"]], [["content-type", "image/png"]]]);
  assert.equal(await calls[0].text(), "the bytes at https://files.example/a.png");
});

test("a file that cannot be had is as one that the provider refuses, and nothing is sent", async () => {
  let calls = 0;
  const { tab } = world({ fetch: async () => (calls++, new Response()) });
  const conversation = await tab().open();
  await send(conversation, http({ method: "PUT", body: null, file: { url: "https://files.example/a.png", mimeType: null, name: null } }));
  await until(() => sent(conversation).length === 1);
  assert.deepEqual(sent(conversation), ["answer 1 422 the host has no `files`"]);
  assert.equal(calls, 0);
});

test("a credential that cannot be had fails the request and sends nothing", async () => {
  let calls = 0;
  const { tab } = world({ fetch: async () => (calls++, new Response()) });
  const conversation = await tab().open();
  await send(conversation, http({ auth: "contact" }));
  await until(() => sent(conversation).length === 1);
  assert.deepEqual(sent(conversation), ["failed 1 the host has no `credentials`"]);
  assert.equal(calls, 0);
});

test("a request without an answer fails after its timeout", async () => {
  const { clock, tab } = world({ fetch: (_url, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))) });
  const conversation = await tab().open();
  await send(conversation, http({ timeout: 2_000 }));
  await settle();
  await clock.advance(1_999);
  assert.deepEqual(sent(conversation), []);
  await clock.advance(1);
  await until(() => sent(conversation).length === 1);
  assert.deepEqual(sent(conversation), ["failed 1 no answer within 2000 ms"]);
});

test("a redirect is not followed, and fails the request", async () => {
  for (const [status, expected] of [[302, "failed 1 the answer is a redirect, which is not followed"], [308, "failed 1 the answer is a redirect, which is not followed"], [304, "answer 1 304 "]]) {
    const calls = [];
    const { tab } = world({ fetch: async (url) => (calls.push(url), new Response(null, { status, headers: { location: "https://elsewhere.example" } })) });
    const conversation = await tab().open();
    await send(conversation, http({ auth: null }));
    await until(() => sent(conversation).length === 1);
    assert.deepEqual(sent(conversation), [expected]);
    assert.equal(calls.length, 1);
  }
});

const never = () => new Promise(() => {});

test("a credential that never comes fails the request after its timeout", async () => {
  const { clock, tab } = world({ fetch: async () => new Response("fine") }, { credentials: (name) => (name === "slow" ? never() : {}) });
  const conversation = await tab().open();
  await send(conversation, http({ auth: "slow" }));
  await send(conversation, http({ auth: "quick" }));
  await settle();
  await clock.advance(10_000);
  await until(() => sent(conversation).length === 2);
  assert.deepEqual(sent(conversation), ["failed 1 no answer within 10000 ms", "answer 2 200 fine"]);
});

test("a transport that never answers has failed after half a minute", async () => {
  const { clock, tab } = world({}, { transport: { deliver: never } });
  const conversation = await tab().open();
  await send(conversation, { kind: "desk", message: { type: "message", handover: 1, seq: 1 } });
  await settle();
  await clock.advance(30_000);
  await until(() => sent(conversation).length === 1);
  assert.deepEqual(sent(conversation), ["failed 1 no answer within 30000 ms"]);
});

for (const [what, request] of Object.entries({
  "a credential": http({ auth: "slow", timeout: 60_000 }),
  "a credential of a socket": { kind: "socket", action: "open", url: "wss://desk.example", body: null, auth: "slow" },
  "a credential of a stream": { kind: "events", action: "open", url: "https://desk.example", headers: {}, auth: "slow" },
  "a desk elsewhere": { kind: "desk", message: { type: "request", handover: 1, seq: 1 } },
})) {
  test(`who leaves does not wait for long for ${what} that never answers`, async () => {
    const { clock, storage, tab } = world({}, { credentials: never, transport: { deliver: never } });
    const there = tab();
    const conversation = await there.open();
    await send(conversation, request);
    await settle();
    let left = false;
    const leaving = conversation.close().then(() => (left = true));
    await settle();
    await clock.advance(10_000);
    await until(() => left);
    await leaving;
    assert.deepEqual(there.errors, []);
    assert.equal((await content(storage, "o/")).length, 1, "it is done at the next opening");
  });
}

test("a network that fails is an input, not an error", async () => {
  const { tab } = world({ fetch: async () => { throw new TypeError("fetch failed"); } });
  const conversation = await tab().open();
  await send(conversation, http());
  await until(() => sent(conversation).length === 1);
  assert.deepEqual(sent(conversation), ["failed 1 fetch failed"]);
});

test("requests that change something wait for one another; a poll holds nothing up", async () => {
  const open = [];
  const { tab } = world({ fetch: (url) => new Promise((resolve) => open.push({ url, answer: () => resolve(new Response("")) })) });
  const conversation = await tab().open();
  await send(conversation, http({ method: "GET", url: "https://x/poll" }));
  await send(conversation, http({ url: "https://x/1" }));
  await send(conversation, http({ url: "https://x/2" }));
  await until(() => open.length === 2);
  await settle();
  assert.deepEqual(open.map(({ url }) => url), ["https://x/poll", "https://x/1"]);
  open[1].answer();
  await until(() => open.length === 3);
  open[2].answer();
  open[0].answer();
  await until(() => sent(conversation).length === 3);
});

for (const [what, method, told, made] of [
  ["a poll cut short by a reload is made again", "GET", "answer 1 200 ok", 2],
  ["of a change cut short by a reload the engine hears, and it is not made again", "POST", "failed 1 it was cut short", 1],
]) {
  test(what, async () => {
    let calls = 0;
    const { clock, storage, tab } = world({ fetch: () => (++calls === 1 ? new Promise(() => {}) : Promise.resolve(new Response("ok"))) });
    const first = tab();
    await send(await first.open(), http({ method }));
    await until(() => calls === 1);
    first.crash();
    const again = await tab().open();
    await clock.advance(20_000);
    await until(() => sent(again).length === 1);
    assert.deepEqual(sent(again), [told]);
    assert.equal(calls, made);
    assert.deepEqual(await content(storage, "o/"), []);
  });
}

test("a page and its workers send no credential of a server", async (context) => {
  let calls = 0;
  const { tab } = world({ fetch: async () => (calls++, new Response()) });
  const conversation = await tab().open();
  for (const [at, [name, value]] of [["document", {}], ["importScripts", () => undefined]].entries()) {
    globalThis[name] = value;
    context.after(() => delete globalThis[name]);
    await send(conversation, http({ serverOnly: true }));
    await until(() => sent(conversation).length > at);
    assert.equal(sent(conversation)[at], `failed ${at + 1} run the host on a server: this credential must not be in a browser`);
    delete globalThis[name];
  }
  assert.equal(calls, 0);
});

class FakeSocket {
  static all = [];
  sent = [];
  closed = false;
  constructor(url) {
    this.url = url;
    FakeSocket.all.push(this);
    queueMicrotask(() => this.onopen?.());
  }
  send(text) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
    queueMicrotask(() => this.onclose?.({ code: 1000 }));
  }
}

const socket = (action, more = {}) => ({ kind: "socket", action, url: "wss://desk.example", body: null, auth: null, ...more });

test("a socket opens, speaks, hears and is closed", async () => {
  FakeSocket.all = [];
  const { storage, tab } = world({ socket: (url) => new FakeSocket(url) });
  const host = tab();
  const conversation = await host.open();
  await send(conversation, socket("open"));
  await send(conversation, socket("text", { body: "hello" }));
  await until(() => FakeSocket.all[0]?.sent.length === 1);
  FakeSocket.all[0].onmessage({ data: "one" });
  FakeSocket.all[0].onmessage({ data: "two" });
  FakeSocket.all[0].onmessage({ data: new ArrayBuffer(1) });
  await until(() => sent(conversation).length === 3);
  assert.deepEqual(sent(conversation), ["answer 1 101 ", "frame one", "frame two"]);
  assert.deepEqual(host.errors.map(({ code }) => code), ["mail_invalid"]);
  await send(conversation, socket("close"));
  await until(() => FakeSocket.all[0].closed);
  await until(async () => (await content(storage, "o/")).length === 0);
  assert.equal(sent(conversation).length, 3);
});

test("a socket that is gone is reported, by the peer's closing and after a reload", async () => {
  FakeSocket.all = [];
  const { storage, tab } = world({ socket: (url) => new FakeSocket(url) });
  const first = tab();
  const conversation = await first.open();
  await send(conversation, socket("open"));
  await until(() => sent(conversation).length === 1);
  FakeSocket.all[0].onclose({ code: 1006 });
  await until(() => sent(conversation).length === 2);
  assert.equal(sent(conversation)[1], "failed 1 the connection was closed with code 1006");
  await send(conversation, socket("text", { body: "anyone?" }));
  await until(() => sent(conversation).length === 3);
  assert.equal(sent(conversation)[2], "failed 2 there is no connection");
  await send(conversation, socket("open"));
  await until(() => sent(conversation).length === 4);
  first.crash();
  const again = await tab().open();
  await until(() => sent(again).length === 5);
  assert.equal(sent(again)[4], "failed 3 the connection is lost");
  assert.deepEqual(await content(storage, "o/"), []);
});

test("a platform's socket cannot take headers, and says so", async () => {
  const { tab } = world({}, { credentials: () => ({ authorization: "x" }) });
  const conversation = await tab().open();
  await send(conversation, socket("open", { auth: "token" }));
  await until(() => sent(conversation).length === 1);
  assert.match(sent(conversation)[0], /^failed 1 a WebSocket of the platform takes no headers/);
});

/** Streams the text in pieces of every size, so that each boundary is met. */
function pieces(text, size) {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

const STREAM = '\ufeff: hello\r\ndata: one\r\n\r\nevent: chat\rdata:two\rdata: ❤ lines\rid: 7\r\r\nretry: 5\ndata\n\nnonsense\nevent: empty\n\ndata: { "a":1}\n\ndata: unfinished';
const EXPECTED = ["one", "two\n❤ lines", "", '{ "a":1}'];

for (const size of [1, 2, 3, 7, 1000]) {
  test(`a stream of events in pieces of ${size} bytes`, async () => {
    const { tab } = world({ fetch: async () => new Response(pieces(STREAM, size)) });
    const conversation = await tab().open();
    await send(conversation, { kind: "events", action: "open", url: "https://x/events", headers: {}, auth: null });
    await until(() => sent(conversation).length === EXPECTED.length + 2);
    assert.deepEqual(sent(conversation), ["answer 1 200 ", ...EXPECTED.map((data) => `frame ${data}`), "failed 1 the stream has ended"]);
    const frames = conversation.log().flatMap(({ entry }) => (entry.type === "frame" ? [entry.headers] : []));
    assert.deepEqual(frames[0], { event: "message", id: "" });
    assert.deepEqual(frames[1], { event: "chat", id: "7" });
    assert.deepEqual(frames[3], { event: "message", id: "7" });
  });
}

test("a stream that is refused is reported as it was refused", async () => {
  const { tab } = world({ fetch: async () => new Response("no", { status: 403 }) });
  const conversation = await tab().open();
  await send(conversation, { kind: "events", action: "open", url: "https://x/events", headers: {}, auth: null });
  await until(() => sent(conversation).length === 1);
  assert.deepEqual(sent(conversation), ["answer 1 403 no"]);
});

test("a desk elsewhere is reached by the user's transport", async () => {
  const mail = [];
  let refuse = false;
  const transport = {
    async deliver({ conversation, provider, message }) {
      if (refuse) throw new Error("the desk is closed");
      mail.push([conversation, provider, message.type]);
      return message.type === "availability" ? 3 : undefined;
    },
  };
  const { storage, tab } = world({}, { transport });
  const conversation = await tab().open();
  await send(conversation, { kind: "desk", message: { type: "availability", skills: [], languages: [] } });
  await until(() => sent(conversation).length === 1);
  assert.deepEqual(sent(conversation), ['answer 1 200 {"type":"availability","agents":3}']);
  await send(conversation, { kind: "desk", message: { type: "request", handover: 1, seq: 1 } });
  await until(() => sent(conversation).at(-1) === "answer 2 202 ");
  await send(conversation, { kind: "desk", message: { type: "message", handover: 1, seq: 2 } });
  await until(() => mail.length === 3);
  assert.deepEqual(mail, ["availability", "request", "message"].map((type) => ["c1", "wire", type]));
  refuse = true;
  await send(conversation, { kind: "desk", message: { type: "message", handover: 1, seq: 3 } });
  await until(() => sent(conversation).at(-1) === "failed 4 the desk is closed");
  assert.deepEqual(await content(storage, "d/"), []);
  assert.deepEqual(await content(storage, "o/"), []);
});
