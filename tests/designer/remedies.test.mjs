/** Every remedy does away with what was found and brings no new error; every code has one, or is known to have none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { checkExpression, checkFlow, nodeKinds } from "handover";
import { source } from "../elements/source.mjs";
import { blocks, blocksOf, codes } from "./found.mjs";

await init();
const { remediesOf } = await source("designer/findings/remedies/index.ts");
const kinds = new Map(nodeKinds().map((kind) => [kind.type, kind]));

/** What only a person can mend: an expression has to be written, what is no flow is none, and where a flow runs does not stand in it. */
const unmendable = ["empty_condition", "not_an_object", "provider_needs_server"];

const checking = (providers) => (flow) => checkFlow(flow, providers && { providers });
const remedies = (flow, finding, providers) =>
  remediesOf({
    flow,
    finding,
    kinds,
    providers: providers ?? {},
    check: checking(providers),
    parses: (text, kind) => checkExpression(text, kind).length === 0,
    sentence: (status) => `About ${status}.`,
  });

/** How often the same is found; a place in a list may have moved. */
const count = (findings, { code, node, edge, message }) => findings.filter((each) => each.code === code && each.node === node && each.edge === edge && each.message === message).length;
const errors = (findings) => findings.filter(({ level }) => level === "error").map(({ code, node, edge }) => `${code} ${node} ${edge}`).sort();

/** Where the same finding wants another remedy than in the file of all findings. */
const more = blocksOf(`// Something is not closed.
a start
b if {"condition":"input.text.includes('a'"}
c lookup {"lookupType":"expression","expression":"{{ [1, 2 }}"}
d say {"text":["Hello {{ input.text", "and {{ context.a[0 }} there", "one brace {{ input.text }"]}
e setContext {"assignments":[{"path":"a","value":{"$cs":{"script":"(1 + 2"}}}]}
a -> b
b then -> c
c default -> d
d -> e

// A loop over two ways back, and one over a jump.
a start
b say
c if {"condition":"context.a"}
d say
e say
f if {"condition":"context.b"}
g goTo {"target":"b"}
h waitForInput
a -> b
b -> c
c then -> d
c else -> e
d -> b
e -> f
f then -> g
f else -> h
h -> b

// A handover tried again by a jump.
a start
b handoverToAgent {"queueTimeout":3}
c lookup {"lookupType":"handoverStatus"}
d goTo {"target":"b"}
a -> b
b -> c
c default -> d

// Two connections by one handle to the same node, an unnamed handle with one that is free.
json {"version":1,"name":"x","nodes":[{"id":"s","type":"start"},{"id":"o","type":"once"},{"id":"a","type":"say"}],"edges":[{"id":"1","source":"s","target":"o"},{"id":"2","source":"s","target":"o"},{"id":"3","source":"o","sourceHandle":"first","target":"a"},{"id":"4","source":"o","target":"a"}]}

// A case is there and leads nowhere, and a Lookup stands behind a jump.
a start
b handoverToAgent {"queueTimeout":3,"cancelIntent":"stop"}
c goTo {"target":"d"}
d lookup {"lookupType":"handoverStatus","cases":[{"id":"oops","value":"error"}]}
a -> b
b -> c

// Nothing stands below, or something without a Lookup.
a start
b question
c handoverToAgent {"queueTimeout":3}
d say
e handoverToAgent {"queueTimeout":3}
a -> b
b -> c
c -> d
b failed -> e

// Values that can be taken for the right ones.
a start {"greet":"Yes"}
b say {"text":{"en":"Hi","de":"Hallo"},"quickReplies":{"title":"Yes","payload":"y"},"selection":["loop"],"destination":"Visitor"}
c checkAgentAvailability {"skills":{"a":1},"key":"a b"}
d endSession {"params":{"PHONE_GATEWAY_TRANSFER":{"phoneNumber":"0049 (30) 123-456","sipUri":"sip: x"},"LIVE_AGENT_HANDOFF":{"uuiHeaders":["a\\nb",1],"xHeaders":{"X-A":"a\\nb","B":"c","X-C":1}}}}
a -> b
b -> c
c -> d

// What is to be deleted is named by a jump, or leads on.
a start
b goTo {"target":"c"}
c say
d closeHandover
e goTo {"target":"d","mode":"wait"}
f question
a -> d
d -> f
f -> e

// Starts and signals.
a say
b question
c signal {"source":"dialogflowCx"}
d signal {"source":"dialogflowCx"}
b -> a
c -> a
`);

const mended = new Map();
for (const { title, flow, providers } of [...blocks, ...more]) {
  test(`remedies: ${title}`, () => {
    const check = checking(providers);
    const before = check(flow);
    for (const finding of before) {
      const found = remedies(flow, finding, providers);
      mended.set(finding.code, (mended.get(finding.code) ?? 0) + found.length);
      for (const remedy of found) {
        const about = `${remedy.words.name} for ${finding.code} of ${finding.node ?? finding.edge ?? finding.field}`;
        const untouched = structuredClone(flow);
        const edit = remedy.edit("it");
        assert.ok(edit, `${about} is possible`);
        assert.deepEqual(flow, untouched, `${about} makes a new flow`);
        const after = check(edit.flow);
        assert.ok(count(after, finding) < count(before, finding), `${about}: still ${finding.message}`);
        const known = errors(before);
        const added = errors(after).filter((error) => !known.includes(error) || errors(after).filter((each) => each === error).length > known.filter((each) => each === error).length);
        assert.deepEqual(added, [], `${about} brings ${JSON.stringify(after)}`);
      }
    }
  });
}

test("a jump to a node that is taken out leads to the one after it", () => {
  const { flow } = more.find(({ title }) => title.startsWith("What is to be deleted"));
  const finding = checkFlow(flow).find(({ code }) => code === "close_outside_handover");
  const [remedy] = remedies(flow, finding);
  const after = remedy.edit("it").flow;
  assert.equal(after.nodes.find(({ id }) => id === "e").data.target, "f");
  assert.ok(after.edges.some(({ source, target }) => source === "a" && target === "f"));
});

/** What the first remedy of each finding of a code makes of a flow. */
function firstOf(title, code, fits = () => true) {
  const { flow, providers } = [...more, ...blocks].find((block) => block.title.startsWith(title));
  const finding = checkFlow(flow, providers && { providers }).find((each) => each.code === code && fits(each));
  return remedies(flow, finding, providers)[0].edit("it").flow;
}
const dataOf = (flow, id) => flow.nodes.find((node) => node.id === id).data;

test("what is open is closed, and values become what they were meant to be", () => {
  const open = "Something is not closed";
  assert.equal(dataOf(firstOf(open, "expression_invalid", ({ node }) => node === "b"), "b").condition, "input.text.includes('a')");
  assert.equal(dataOf(firstOf(open, "expression_invalid", ({ node }) => node === "c"), "c").expression, "{{ [1, 2] }}");
  assert.equal(dataOf(firstOf(open, "template_invalid", ({ field }) => field === "text.0"), "d").text[0], "Hello {{ input.text}}");
  assert.equal(dataOf(firstOf(open, "template_invalid", ({ field }) => field === "text.1"), "d").text[1], "and {{ context.a[0 ]}} there");
  assert.equal(dataOf(firstOf(open, "template_invalid", ({ field }) => field === "text.2"), "d").text[2], "one brace {{ input.text }}");
  const taken = "Values that can be taken";
  assert.equal(dataOf(firstOf(taken, "wrong_type", ({ field }) => field === "greet"), "a").greet, true);
  assert.deepEqual(dataOf(firstOf(taken, "wrong_type", ({ field }) => field === "text"), "b").text, ["Hi", "Hallo"]);
  assert.equal(dataOf(firstOf(taken, "unknown_option", ({ field }) => field === "destination"), "b").destination, "visitor");
  assert.equal(dataOf(firstOf(taken, "invalid_path"), "c").key, "a_b");
  assert.deepEqual(dataOf(firstOf(taken, "end_session_refused"), "d").params, {
    PHONE_GATEWAY_TRANSFER: { phoneNumber: "+4930123456" },
    LIVE_AGENT_HANDOFF: { uuiHeaders: ["a b"], xHeaders: { "X-A": "a b" } },
  });
});

test("a handover is tried again the first time, and not afterwards", () => {
  const after = firstOf("A handover that fails", "retry_loop");
  const led = (source, handle) => after.edges.find((edge) => edge.source === source && edge.sourceHandle === handle)?.target;
  const once = after.nodes.find(({ type }) => type === "once").id;
  assert.deepEqual([led("d", "next"), led(once, "first"), led(once, "afterwards")], [once, "b", undefined]);
});

test("a node that no run reaches comes where the flow ends, if that is one place", () => {
  const [one, two] = blocksOf(`// One end.
a start
b say
c say
a -> b

// Two ends.
a start
b question
c say
a -> b
`).map(({ flow }) => remedies(flow, checkFlow(flow).find(({ code }) => code === "unreachable_node")));
  assert.deepEqual(one.map(({ words }) => words.name), ["connectAfter", "removeNode"]);
  assert.deepEqual(one[0].edit("it").flow.edges.at(-1), { id: "b-next-c", source: "b", sourceHandle: "next", target: "c" });
  assert.deepEqual(two.map(({ words }) => words.name), ["removeNode"]);
});

test("a branch that is added says something, and the connection that was there stays", () => {
  const { flow } = more.find(({ title }) => title.startsWith("Nothing stands below"));
  const finding = checkFlow(flow).find(({ code, node }) => code === "no_branch_for_error" && node === "c");
  const after = remedies(flow, finding)[0].edit("it").flow;
  const led = (source, handle) => after.edges.find((edge) => edge.source === source && edge.sourceHandle === handle)?.target;
  const node = (id) => after.nodes.find((each) => each.id === id);
  const lookup = led("c", "next");
  assert.deepEqual(node(lookup).data, { lookupType: "handoverStatus", cases: [{ id: "error", value: "error" }] });
  assert.deepEqual(node(led(lookup, "error")).data, { text: ["About error."] });
  assert.equal(led(lookup, "default"), "d");
});

test("a remedy for what is next to it leaves the rest of the flow as it was", () => {
  const { flow } = blocks.find(({ title }) => title.startsWith("Every field of the wrong type"));
  for (const finding of checkFlow(flow)) {
    for (const remedy of remedies(flow, finding)) {
      const after = remedy.edit("it").flow;
      assert.deepEqual(after.edges, flow.edges);
      assert.deepEqual(after.nodes.filter(({ id }) => id !== finding.node), flow.nodes.filter(({ id }) => id !== finding.node));
    }
  }
});

test("every code that a machine can mend has a remedy", () => {
  const without = [...mended].filter(([, remedies]) => remedies === 0).map(([code]) => code);
  assert.deepEqual(without.sort(), unmendable);
  assert.deepEqual([...mended.keys()].sort(), codes);
});
