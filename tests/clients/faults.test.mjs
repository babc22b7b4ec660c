/**
 * The kit catches what it is for: a codec, a host or a contact centre is broken on purpose in one place, and the
 * broken promise is named. Unbroken, the same runs keep every promise.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Engine } from "handover";
import { CALM, CONVERSATIONS, FAKES, faultsOf, runConversation } from "./kit.mjs";

await init();

const conversation = (name) => CONVERSATIONS.find((one) => one.name === name);
const run = (name, { engine = (given) => given, fake = (given) => given, provider = "chatwoot" } = {}) =>
  runConversation((flow, options) => engine(new Engine(flow, options)), (outside) => fake(FAKES[provider](outside), outside), conversation(name), { seed: 0, faults: CALM }).broken;

/** An engine whose every output goes through `change` together with the input. */
function changed(change) {
  return (engine) => {
    const handle = engine.handle.bind(engine);
    engine.handle = (name, input, now) => change(handle(name, input, now), input, now);
    return engine;
  };
}

/** A contact centre whose requests go through `change`. */
function met(change) {
  return (fake) => {
    const http = fake.http.bind(fake);
    fake.http = (request, reply) => change(request, reply, http);
    return fake;
  };
}

const isWord = ({ body }) => body.includes("words-");
const ok = { status: 200, headers: { "content-type": "application/json" }, body: '{"id":1}' };

test("unbroken, nothing is found", () => {
  for (const provider of Object.keys(FAKES)) for (const { name } of CONVERSATIONS) assert.deepEqual(run(name, { provider }), [], `${provider}, ${name}`);
});

test("a message that is dropped", () => {
  const fake = met((request, reply, http) => (isWord(request) ? reply(ok) : http(request, reply)));
  assert.deepEqual(run("resolve", { fake }), ['"words-1-of-0" has reached nobody', '"words-2-of-0" has reached nobody']);
});

test("a message that is said twice", () => {
  const fake = met((request, reply, http) => {
    if (isWord(request)) http(request, () => undefined);
    http(request, reply);
  });
  assert.deepEqual(run("resolve", { fake }), ['the contact centre got "words-1-of-0" 2 times', 'the contact centre got "words-2-of-0" 2 times']);
});

test("a ticket that is opened twice", () => {
  const fake = met((request, reply, http) => {
    if (request.url.pathname.endsWith("/conversations")) http(request, () => undefined);
    http(request, reply);
  });
  assert.ok(run("cancelInQueue", { fake }).includes("2 tickets were opened"));
});

test("a handover that never ends", () => {
  const engine = changed((output) => ({ ...output, wakeAt: null }));
  assert.ok(run("agentGone", { engine }).includes("the handover has not ended: it is queue"));
});

test("an end that is not told", () => {
  const fake = met((request, reply, http) => (request.url.pathname.endsWith("/toggle_status") ? reply(ok) : http(request, reply)));
  assert.deepEqual(run("cancelWhileActive", { fake }), ["the contact centre was not told of the end"]);
});

test("a word that goes to the contact centre after the end", () => {
  let isOver = false;
  const engine = changed((output, input) => {
    isOver ||= output.effects.some(({ type, handover }) => type === "handover" && handover.status === "completed");
    if (!isOver || input.type !== "message") return output;
    const request = { kind: "http", method: "POST", url: "https://centre.example/late", headers: {}, body: input.text, auth: null, timeout: 1_000 };
    return { ...output, effects: [...output.effects, { type: "send", send: 900, provider: "centre", request }] };
  });
  const broken = run("resolve", { engine });
  assert.ok(broken.some((one) => /^after the end the contact centre was sent POST .*words-/.test(one)), broken.join("\n"));
});

test("a poll that goes on after the end", () => {
  const poll = { kind: "http", method: "GET", url: "https://centre.example/poll", headers: {}, body: null, auth: null, timeout: 1_000 };
  const engine = changed((output, input, now) => (input.type === "wake" ? { effects: [...output.effects, { type: "send", send: 900, provider: "centre", request: poll }], wakeAt: now + 30_000 } : { ...output, wakeAt: output.wakeAt ?? now + 30_000 }));
  assert.ok(run("resolve", { engine }).some((one) => one.startsWith("long after the end the contact centre was sent GET")));
});

test("a connection that is kept after the end", () => {
  const isClose = ({ request }) => request?.kind === "socket" && request.action === "close";
  const engine = changed((output) => ({ ...output, effects: output.effects.filter((effect) => !isClose(effect)) }));
  assert.ok(run("resolve", { engine, provider: "chatwootClient" }).includes("the connection is still open after the end"));
});

test("an agent's word that does not arrive, and one that comes twice", () => {
  const isWord = (effect) => effect.type === "say" && effect.text === "I see.";
  const deaf = changed((output) => ({ ...output, effects: output.effects.filter((effect) => !isWord(effect)) }));
  assert.deepEqual(run("resolve", { engine: deaf }), [`the agent's "I see." did not reach the visitor`]);
  const double = changed((output) => ({ ...output, effects: output.effects.flatMap((effect) => (isWord(effect) ? [effect, effect] : [effect])) }));
  assert.deepEqual(run("resolve", { engine: double }), [`the visitor got the agent's "I see." 2 times`]);
});

test("an agent's words that come in another order", () => {
  const mixed = (body) => JSON.stringify({ ...JSON.parse(body), entities: JSON.parse(body).entities.reverse() });
  const fake = met((request, reply, http) => http(request, ({ body, ...answer }) => reply({ ...answer, body: mixed(body) })));
  assert.deepEqual(run("reconnect", { provider: "genesysWebMessaging", fake }), [
    "the visitor got the agent's words in another order: Hello, I am Dana. I see. Can you hear me? Are you there? There you are.",
  ]);
});

test("a message that is kept back until the talk is over", () => {
  const isKept = ({ type, request }) => type === "send" && request.kind === "http" && isWord({ body: request.body ?? "" });
  const engine = changed((output) => ({ ...output, effects: output.effects.filter((effect) => !isKept(effect)) }));
  const kept = [1, 2].map((word) => `"words-${word}-of-0" has not reached the agent, who was there`);
  assert.deepEqual(run("resolve", { engine }), kept);
});

test("a handover that is given up though nothing is wrong", () => {
  const fake = met((request, reply, http) => (isWord(request) ? reply({ status: 400 }) : http(request, reply)));
  assert.deepEqual(run("resolve", { fake }), ["it ends as error, not as completed"]);
});

test("an agent of whom the visitor never hears", () => {
  const fake = (given) => Object.assign(given, { accept: () => undefined, resolve: () => undefined });
  assert.deepEqual(run("resolve", { fake }), ["it ends as timedOut, not as completed"]);
});

test("a connection that is opened nowhere is a connection that fails", () => {
  const nowhere = (body = "") => body.replace(/"eventStreamUri":"[^"]*"/, '"eventStreamUri":"nowhere"');
  const fake = met((request, reply, http) => http(request, ({ body, ...answer }) => reply({ ...answer, body: nowhere(body) })));
  assert.deepEqual(run("resolve", { fake, provider: "genesysGuestChat" }), ["it ends as error, not as completed"]);
});

test("each fault is in about half of the runs", () => {
  const all = Array.from({ length: 64 }, (_, seed) => faultsOf(seed));
  for (const [fault, calm] of Object.entries(CALM)) {
    const worst = Math.max(...all.map((faults) => faults[fault]));
    assert.ok(worst > calm, fault);
    const runs = all.filter((faults) => faults[fault] === worst).length;
    assert.ok(runs > 20 && runs < 44, `${fault} is in ${runs} of 64 runs`);
  }
});

test("a run is the same each time", () => {
  const once = () => {
    const engine = (flow, options) => new Engine(flow, options);
    return runConversation(engine, FAKES.genesysWebMessaging, conversation("transfer"), { seed: 77, faults: faultsOf(77) }).effects;
  };
  assert.deepEqual(once(), once());
});
