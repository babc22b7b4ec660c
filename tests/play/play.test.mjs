/** A play: what it says of a moment, going back, another course of things, and the flow edited under it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { tests } from "../../pkg/tools/paths.mjs";
import { Play, START, parseStep } from "../../pkg/dist/play.js";
import init, { Engine } from "../../pkg/dist/node.js";

before(() => init());
const flow = (name) => JSON.parse(readFileSync(join(tests, "flows", `${name}.json`), "utf8"));
const play = (name, ...lines) => {
  const played = new Play(flow(name));
  for (const line of lines) played.take(parseStep(line));
  return played;
};
const minutes = (count) => START + count * 60_000;

test("a wait says for whom, since when, until when and what then", () => {
  const shop = play("shop", "> message Hi");
  assert.deepEqual(shop.moment().waiting, { node: "wait", for: "visitor", since: START, until: null, then: null });
  shop.take(parseStep("+1m"));
  shop.take(parseStep("> message human"));
  const error = { status: "error", node: "status", handle: "error", target: "broken" };
  assert.deepEqual(shop.moment().waiting, { node: "handover", for: "provider", since: minutes(1), until: minutes(1.5), then: error });
  shop.take(parseStep("> handoverQueued"));
  shop.take(parseStep("+1m"));
  const late = { status: "timedOut", node: "status", handle: "timedOut", target: "late" };
  assert.deepEqual(shop.moment().waiting, { node: "handover", for: "agent", since: minutes(1), until: minutes(6), then: late });
  shop.take(parseStep('> handoverAccepted {"agent":{"displayName":"Dana"}}'));
  const back = { status: null, node: "handover", handle: null, target: null };
  assert.deepEqual(shop.moment().waiting, { node: "handover", for: "assigned", since: minutes(2), until: minutes(3), then: back });
  shop.take(parseStep("> agentMessage Good morning."));
  assert.deepEqual(shop.moment().waiting, { node: "handover", for: "human", since: minutes(2), until: null, then: null });
});

test("what a deadline is said to lead to is what comes when it has come", () => {
  const shop = play("shop", "> message Hi", "> message human", "> handoverQueued");
  const { then } = shop.moment().waiting;
  shop.pass(shop.untilDeadline());
  assert.equal(shop.moment().view.handover.status, then.status);
  assert.equal(shop.steps.at(-1).calls[0].trace.nodes.at(-1), then.target);
});

test("going back shows what there was, and another course of things drops what came later", () => {
  const shop = play("shop", "> message Hi", "> message human", "> handoverQueued", "+2m", "> agentMessage Hello");
  const active = shop.moment();
  shop.at = 2;
  assert.equal(shop.moment().view.handover.status, "requested");
  assert.equal(shop.moment(5).view.owner, "human");
  assert.equal(shop.steps.length, 5);
  assert.deepEqual(shop.moment(5), active);
  const other = shop.give({ type: "handoverFailed", message: "closed" });
  assert.equal(other.dropped, 3);
  assert.deepEqual(shop.steps.map(({ text }) => text), ["> message Hi", "> message human", '> handoverFailed {"message":"closed"}']);
  assert.ok(other.lines.includes("< say to visitor, BOT: I cannot reach my colleagues: closed"));
  assert.throws(() => (shop.at = 4), { code: "test_invalid" });
});

test("a step that cannot be taken changes nothing", () => {
  const shop = play("shop", "> message Hi", "> message human");
  const [lines, moment] = [shop.print("a"), shop.moment()];
  assert.throws(() => shop.take(parseStep("> mesage Hello")), { code: "input_invalid" });
  assert.throws(() => shop.take(parseStep('set: nobody {"text": ["a"]}')), /no node `nobody`/);
  assert.throws(() => shop.take(parseStep('set: handover {"queueTimeout": "soon"}')), { code: "flow_invalid" });
  assert.throws(() => shop.take(parseStep("flow: other")), /no other flow is known/);
  assert.equal(shop.print("a"), lines);
  assert.deepEqual(shop.moment(), moment);
});

test("time that passes without anything is one step, which ends where something comes of it", () => {
  const shop = play("shop", "> message Hi", "> message human");
  for (let second = 0; second < 29; second++) shop.pass(1_000);
  assert.equal(shop.steps.at(-1).text, "+29s");
  shop.pass(1_000);
  shop.pass(500);
  assert.deepEqual(shop.steps.slice(2).map(({ text, calls }) => [text, calls.length]), [["+30s", 1], ["+500ms", 0]]);
  assert.equal(shop.moment().now, minutes(0) + 30_500);
});

test("the way of a run is told by nodes and edges, and where it ended for want of an edge", () => {
  const shop = play("shop", "> message Hi");
  assert.deepEqual(shop.steps[0].calls[0].trace, { nodes: ["start", "hello", "wait"], edges: ["e1", "e2"], end: null });
  shop.take(parseStep("> message human"));
  shop.take(parseStep("> cancel"));
  assert.deepEqual(shop.steps[2].calls[0].trace, { nodes: ["handover", "status", "calledOff"], edges: ["e4", "e6"], end: { node: "calledOff", handle: "next" } });
});

test("the engine that tells the way orders what the flow's own does", () => {
  for (const name of ["example", "queue", "inject", "silence"]) {
    const played = play(name, "> start", "> message Talk to a person", '> answer {"send":1,"status":200,"body":"{\\"agents\\":1}"}', "> handoverQueued", "+3s", "> disconnected", "+1m", "> agentMessage Hi", "> agentInject opening hours", "+10m", "> handoverResolved", "> message again");
    const ways = played.steps.flatMap(({ calls }) => calls).filter(({ trace }) => trace.nodes.length > 0);
    assert.ok(ways.length > 0, name);
    for (const { trace } of ways) for (const edge of trace.edges) assert.ok(flow(name).edges.some(({ id }) => id === edge), edge);
  }
});

test("the tokens are what the flow's own expressions see", () => {
  const dump = { data: { input: { $cs: { script: "input" } }, context: { $cs: { script: "context" } } } };
  const nodes = [
    { id: "start", type: "start" },
    { id: "keep", type: "setContext", data: { assignments: [{ path: "last", value: "{{input.text}}" }] } },
    { id: "dump", type: "say", data: dump },
    { id: "human", type: "handoverToAgent", data: { sendQueueEvent: true, sendActiveEvent: true, queueTimeout: 5, desk: { allowInject: true } } },
    { id: "below", type: "say", data: { ...dump, destination: "visitor" } },
  ];
  const edges = [["start", "keep"], ["keep", "dump"], ["dump", "human"], ["human", "below"]].map(([source, target]) => ({ id: source, source, target }));
  const intents = [{ name: "greet", phrases: ["hi there"] }];
  const played = new Play({ version: 1, name: "tokens", nodes, edges, intents });
  let compared = 0;
  for (const line of ["> start {\"channel\":\"web\",\"profile\":{\"name\":\"Ada\"}}", "> message Hi there", '> handoverQueued {"position":2}', "+1m", "> agentMessage Hello", "> agentInject opening", '> handoverUpdate {"data":{"a":1}}', '> handoverResolved {"summary":"done"}', '> message {"text":"more","data":{"b":2},"intent":"other"}']) {
    const { calls } = played.take(parseStep(line));
    const said = calls.flatMap(({ output }) => output.effects).findLast((effect) => effect.type === "say" && effect.data?.input);
    if (!said) continue;
    compared++;
    const { tokens } = played.moment();
    const { status } = tokens.input.handover ?? {};
    assert.deepEqual({ ...tokens.input, handover: null }, JSON.parse(JSON.stringify({ ...said.data.input, handover: null })), line);
    if (said.data.input.handover && line !== '> message {"text":"more","data":{"b":2},"intent":"other"}') assert.equal(status, said.data.input.handover.status, line);
    assert.deepEqual(tokens.context, said.data.context, line);
  }
  assert.ok(compared >= 6, `${compared} runs`);
  assert.deepEqual(played.moment().tokens.profile, { name: "Ada" });
});

test("the same steps go another way in an edited flow", () => {
  const shop = play("shop", "> message Hi", "> message human", "> handoverQueued", "+5m");
  const edited = flow("shop");
  edited.nodes.find(({ id }) => id === "late").data.text = ["Too late."];
  const again = shop.replay(edited);
  assert.ok(again.steps.at(-1).lines.includes("< say to visitor, BOT: Too late."));
  assert.ok(shop.steps.at(-1).lines.includes("< say to visitor, BOT: Nobody is free at the moment."));
});

test("a play is opened from its text, whole or up to a line", () => {
  const options = { bot: { displayName: "Robin" } };
  const shop = new Play(flow("shop"), options);
  for (const line of ["> message Hi", "> message human", "> cancel"]) shop.take(parseStep(line));
  const text = shop.print("  called\noff ");
  assert.match(text, /^# called off\noptions: \{"bot":\{"displayName":"Robin"\}\}\n> message Hi\n< say to visitor, BOT Robin: Hello/);
  assert.equal(Play.from(text, flow("shop")).print("called off"), text);
  const line = text.split("\n").indexOf("> message human") + 1;
  assert.equal(Play.from(text, flow("shop"), {}, { line }).moment().view.handover.status, "requested");
});

test("plays do not outgrow the memory they are given back", () => {
  const engine = new Engine(flow("shop"));
  for (let round = 0; round < 50; round++) play("shop", "> message Hi", "> message human").free();
  assert.equal(engine.size, 0);
});

test("a step that cannot be taken changes nothing", () => {
  const shop = play("shop", "> message Hi", "+1s");
  const before = [shop.print("x"), shop.at];
  for (const take of [
    () => shop.pass(Number.NaN),
    () => shop.pass(-1),
    () => shop.pass(0.5),
    () => shop.take({ type: "leap", time: Infinity }),
    () => shop.take({ type: "wait" }),
    () => shop.moment(3),
  ]) {
    assert.throws(take, { name: "HandoverError", code: "test_invalid" }, String(take));
    assert.deepEqual([shop.print("x"), shop.at], before, String(take));
  }
});
