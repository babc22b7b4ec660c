/** What the engine says about an expression that is being typed: the same as about the flow that holds it, with its place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { checkExpression, checkFlow } from "handover";

await init();

const flow = (type, data) => ({
  version: 1,
  name: "one node",
  nodes: [
    { id: "start", type: "start" },
    { id: "it", type, data },
  ],
  edges: [{ id: "e1", source: "start", target: "it" }],
});

const broken = ["1 +", "input.", "input.text ==", "'open", "(1", "[1,", "a b", "{{ 1 + }}", "é + ", "new Date()"];

test("an expression that parses has no errors, with braces or without", () => {
  for (const source of ["input.text", "{{ input.text }}", "1 + 1", "context.a?.b ?? 'none'"]) assert.deepEqual(checkExpression(source), []);
});

test("an error has the place and the words that the flow's finding has", () => {
  for (const source of broken) {
    const [error] = checkExpression(source.trim(), "expression");
    const finding = checkFlow(flow("if", { condition: source })).find(({ code }) => code === "expression_invalid");
    assert.equal(error.code, finding.code);
    assert.ok(finding.message.endsWith(`at character ${error.at + 1}: ${error.message}`), `${JSON.stringify(error)} beside ${finding.message}`);
  }
});

test("places count as JavaScript counts", () => {
  const source = "'👍' + ";
  assert.deepEqual(checkExpression(source).map(({ at }) => at), [source.length]);
});

test("every part of a text is checked, and the text around the parts is not", () => {
  const source = "1 + {{ 1 + }} and {{ input.text }} and {{ f( }}";
  assert.deepEqual(
    checkExpression(source, "template").map(({ code, at }) => [code, at]),
    [
      ["template_invalid", source.indexOf("}}")],
      ["template_invalid", source.indexOf("(")],
    ],
  );
  assert.deepEqual(checkExpression("100 % sure {", "template"), []);
});

test("a part that is not closed is pointed at where it opens", () => {
  assert.deepEqual(checkExpression("Hi {{ input.text", "template").map(({ at }) => at), [3]);
});

test("with the settings of the providers a flow is checked as an engine would", () => {
  const about = (options) => checkFlow(flow("checkAgentAvailability", { provider: "sales" }), options).map(({ level, code }) => [level, code]);
  assert.deepEqual(about(), [["warning", "unknown_provider"]]);
  assert.deepEqual(about({}), [["warning", "unknown_provider"]]);
  assert.deepEqual(about({ providers: { sales: { kind: "desk" } } }), []);
  assert.deepEqual(about({ providers: { support: { kind: "desk" } } }), [["error", "unknown_provider"]]);
  assert.deepEqual(about({ providers: { sales: { kind: "salesforceMiaw" } } }), []);
  assert.deepEqual(about({ providers: { sales: { kind: "salesforce" } } }), [["warning", "provider_needs_server"]]);
});
