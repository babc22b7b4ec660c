/** The proof that nobody is left waiting: it finds each kind of gap, passes sound flows, and says when it gave up. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { tests } from "../../pkg/tools/paths.mjs";
import { Play, prove, proving, runTests } from "../../pkg/dist/play.js";
import init from "../../pkg/dist/node.js";

before(() => init());
const flow = (name) => JSON.parse(readFileSync(join(tests, "flows", `${name}.json`), "utf8"));
/** The shop with some fields of nodes changed, and some edges taken out or put in. */
function shop({ set = {}, without = [], nodes = [], edges = [] } = {}) {
  const document = flow("shop");
  for (const [id, data] of Object.entries(set)) Object.assign(document.nodes.find((node) => node.id === id).data, data);
  document.edges = document.edges.filter(({ id }) => !without.includes(id));
  document.nodes.push(...nodes);
  document.edges.push(...edges.map(([source, target, sourceHandle], at) => ({ id: `new${at}`, source, target, sourceHandle })));
  return document;
}

/** Proves, and checks of each gap that its conversation plays in the flow as it is told. */
function gaps(document, options) {
  const proof = prove(document, options);
  assert.equal(proof.complete, true);
  for (const { conversation, message } of proof.gaps) {
    const [result] = runTests(conversation, document, options);
    assert.equal(result.passed, true, conversation);
    assert.equal(result.name, message.replaceAll("`", ""));
  }
  return proof.gaps.map(({ code, node, handle, status }) => [code, node, handle, status].filter((part) => part !== null).join(" "));
}

for (const name of ["example", "shop", "support", "queue", "inject", "silence", "rounds", "signals", "availability", "cards", "goodbye"]) {
  test(`${name} leaves nobody waiting`, () => assert.deepEqual(gaps(flow(name)), []));
}

test("a queue without a timeout is a wait without an end, also after an agent has left", () => {
  assert.deepEqual(gaps(shop({ set: { handover: { queueTimeout: null, agentTimeout: null } } })), ["no_deadline handover queue"]);
});

test("a status without a case is told with its handle, and so is a case without an edge", () => {
  assert.deepEqual(gaps(shop({ set: { status: { cases: ["completed", "cancelled", "error"].map((value) => ({ id: value, value })) } }, without: ["e9", "e7"] })), ["no_branch status default timedOut"]);
  assert.deepEqual(gaps(shop({ without: ["e8"] })), ["no_branch status error error"]);
});

test("a handover with nothing below it leaves those waiting who never saw an agent", () => {
  const found = gaps(shop({ without: ["e4", "e5", "e6", "e7", "e8", "e9"] }));
  assert.deepEqual(found, ["no_branch handover next completed", "no_branch handover next error", "no_branch handover next timedOut"]);
});

test("an event that comes to a lookup without a way for it is a gap, and anything behind a way is not", () => {
  assert.deepEqual(gaps(shop({ set: { handover: { sendActiveEvent: true } }, without: ["e9"] })), ["no_branch status default active"]);
  assert.deepEqual(gaps(shop({ set: { handover: { sendActiveEvent: true } } })), []);
});

test("a visitor who gets no answer is left waiting", () => {
  const lookup = { id: "which", type: "lookup", data: { lookupType: "intent", cases: [{ id: "cancel", value: "cancel" }] } };
  const document = shop({ nodes: [lookup], without: ["e3"], edges: [["wait", "which"], ["which", "handover", "cancel"]] });
  assert.deepEqual(gaps(document), ["no_branch which default"]);
  const silent = { version: 1, name: "silent", nodes: [{ id: "start", type: "start" }, { id: "ask", type: "checkAgentAvailability", data: { onError: "abort" } }, { id: "hello", type: "say", data: { text: ["Hello"] } }], edges: [{ id: "1", source: "start", target: "ask" }, { id: "2", source: "ask", target: "hello" }] };
  assert.deepEqual(gaps(silent), ["no_owner ask"]);
});

test("a handover that fails into itself goes round for ever, unless something caps it", () => {
  assert.deepEqual(gaps(shop({ without: ["e8"], edges: [["status", "handover", "error"]] })), ["endless_handover handover"]);
  const once = { id: "again", type: "once" };
  assert.deepEqual(gaps(shop({ without: ["e8"], nodes: [once], edges: [["status", "again", "error"], ["again", "handover", "first"], ["again", "broken", "afterwards"]] })), []);
  const count = { id: "count", type: "setContext", data: { assignments: [{ path: "tries", value: { $cs: { script: "(context.tries ?? 0) + 1", type: "number" } } }] } };
  const few = { id: "few", type: "if", data: { condition: "context.tries < 3" } };
  assert.deepEqual(gaps(shop({ without: ["e8"], nodes: [count, few], edges: [["status", "count", "error"], ["count", "few"], ["few", "handover", "then"], ["few", "broken", "else"]] })), []);
});

test("a run that would not end is stopped, and told", () => {
  const { gaps: found } = prove(flow("loops"));
  assert.deepEqual(found.map(({ code, node }) => `${code} ${node}`), ["run_stopped jump", "run_stopped count", "endless_handover handover"]);
});

test("a channel that cannot hand over needs the branch for errors alone", () => {
  assert.deepEqual(gaps(shop({ without: ["e7"] }), { handoverSupported: false }), []);
  assert.deepEqual(gaps(shop({ without: ["e8"] }), { handoverSupported: false }), ["no_branch status error error"]);
});

test("a branch that only a certain answer leads to is walked", () => {
  const nodes = [
    { id: "many", type: "checkAgentAvailability", data: { key: "there" } },
    { id: "enough", type: "if", data: { condition: "input.there > 4" } },
    { id: "age", type: "question", data: { type: "number", text: "How old?", variable: "age" } },
    { id: "old", type: "if", data: { condition: "context.age >= 17" } },
    { id: "mood", type: "lookup", data: { lookupType: "text", cases: [{ id: "angry", value: "I am angry" }] } },
  ];
  const edges = [["wait", "many"], ["many", "enough"], ["enough", "age", "then"], ["enough", "broken", "else"], ["age", "old", "next"], ["age", "broken", "failed"], ["old", "mood", "then"], ["old", "broken", "else"], ["mood", "broken", "default"]];
  // Nobody can be angry here: the number is the text.
  assert.deepEqual(gaps(shop({ without: ["e3"], nodes, edges })), []);
  const angry = [["wait", "mood"], ["mood", "broken", "default"]];
  assert.deepEqual(gaps(shop({ without: ["e3"], nodes: nodes.slice(4), edges: angry })), ["no_branch mood angry"]);
});

const CENTRES = {
  chatwoot: { url: "https://chat.example", accountId: 1, inboxId: 5 },
  ringCentral: { realtimeUrl: "https://realtime.example", sourceId: "s", sourceAuth: "a", url: "https://rest.example", agentCategoryId: "a", botCategoryId: "b" },
  salesforce: { baseUrl: "https://salesforce.example", organizationId: "00D", deploymentId: "572", buttonId: "573" },
};
for (const [kind, settings] of Object.entries(CENTRES)) {
  test(`${kind} says how many agents there are, and leaves nobody waiting`, () => {
    const nodes = [
      { id: "many", type: "checkAgentAvailability" },
      { id: "any", type: "if", data: { condition: "input.availableAgents > 0" } },
    ];
    const document = shop({ without: ["e3"], nodes, edges: [["wait", "many"], ["many", "any"], ["any", "handover", "then"], ["any", "broken", "else"]] });
    document.nodes.find(({ id }) => id === "handover").data.provider = "centre";
    const { gaps: found, unreached, complete } = prove(document, { providers: { centre: { kind, ...settings } } });
    assert.deepEqual([found, unreached, complete], [[], ["other"], true]);
  });
}

test("the conversation to a gap is the shortest, and opens as a play", () => {
  const document = shop({ without: ["e7"] });
  const { gaps: [gap] } = prove(document);
  const play = Play.from(gap.conversation, document);
  assert.deepEqual(play.steps.map(({ text }) => text), ["> message Hello", "> message Hello", '> handoverQueued {"position":1}', "+5m"]);
  assert.equal(play.moment().view.waiting, null);
});

test("a node that no walk comes to is named", () => {
  assert.deepEqual(prove(flow("shop")).unreached, ["other"]);
});

test("where a bound is reached nothing is proved", () => {
  for (const [bounds, bound] of [[{ states: 10 }, "states"], [{ depth: 3 }, "depth"], [{ stop: () => true }, "time"]]) {
    const proof = prove(flow("shop"), {}, bounds);
    assert.equal(proof.complete, false);
    assert.equal(proof.bound, bound);
    assert.deepEqual(proof.gaps, []);
  }
  assert.equal(prove(flow("shop"), {}, { states: 10 }).states, 10);
});

test("it is the same walk every time, at once or in slices", () => {
  const once = prove(flow("queue"));
  assert.deepEqual(prove(flow("queue")), once);
  const slices = [...proving(flow("queue"))];
  assert.ok(slices.length > 5);
  for (const [at, { states }] of slices.entries()) assert.ok(states > (slices[at - 1]?.states ?? 0));
});
