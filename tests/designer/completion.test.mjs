/** What is offered while an expression is typed, and that all of it is of the language that the engine speaks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { evaluate, nodeKinds } from "handover";
import { source } from "../elements/source.mjs";

await init();
const { completionAt, completed } = await source("designer/script/complete.ts");
const language = await source("designer/script/language.ts");
const { knownPaths, contextPaths } = await source("designer/script/known.ts");
const { partsOf, partAt } = await source("designer/script/parts.ts");
const { closing } = await source("designer/script/brackets.ts");

const scope = { input: { text: "hello", list: [1, { a: 2 }], "odd key": 1 }, context: { user: { name: "Ada", age: 36 } }, profile: {} };
const flow = {
  nodes: [
    { id: "q", type: "question", data: { variable: "topic" } },
    { id: "s", type: "setContext", data: { assignments: [{ path: "cc.order.id", value: "{{input.text}}" }] } },
    { id: "i", type: "if", data: { condition: "context.visits > 3 && cc.user.tags.includes('a')" } },
  ],
};
const knowledge = { scope, paths: knownPaths(nodeKinds(), flow) };

/** The labels offered where `|` stands. */
const offered = (text, kind = "expression", asked = false) => at(text, kind, asked)?.suggestions.map(({ label }) => label) ?? null;
const at = (text, kind, asked) => completionAt(text.replace("|", ""), text.indexOf("|"), kind, knowledge, asked);
/** The text after the first suggestion of that label is taken, with `|` for the caret. */
function taking(text, label, kind = "expression", asked = false) {
  const completion = at(text, kind, asked);
  const { source, caret } = completed(text.replace("|", ""), completion, completion.suggestions.find((each) => each.label === label));
  return `${source.slice(0, caret)}|${source.slice(caret)}`;
}

test("keys of the test conversation come first, then what is known of every conversation", () => {
  assert.deepEqual(offered("input.|").slice(0, 2), ["text", "list"]);
  assert.ok(offered("input.|").includes("handover"));
  assert.deepEqual(offered("context.user.|"), ["name", "age", "tags"]);
  assert.deepEqual(offered("cc.user.n|"), ["name"]);
  assert.deepEqual(offered("input.handover.agent.|"), ["displayName", "id", "avatarImage"]);
  assert.equal(offered("input.|").includes("odd key"), false);
});

test("the value of a key is told", () => {
  const [name] = at("context.user.na|").suggestions;
  assert.equal(name.detail, '"Ada"');
});

test("what a flow keeps in the context is known", () => {
  assert.deepEqual(contextPaths(flow), ["order.id", "topic", "user.tags", "visits"]);
  assert.ok(offered("context.|").includes("topic"));
  assert.deepEqual(offered("context.order.|"), ["id"]);
});

test("methods follow the value", () => {
  assert.deepEqual(offered("input.text.toU|"), ["toUpperCase"]);
  assert.ok(offered("input.list.fi|").includes("filter"));
  assert.ok(!offered("input.list.|").includes("toUpperCase"));
  assert.ok(offered("input.list.map(x => x).|").includes("filter"));
  assert.deepEqual(offered("'a'.startsW|"), ["startsWith"]);
  assert.deepEqual(offered("context.user.age.toF|"), ["toFixed"]);
  assert.deepEqual(offered("Math.ro|"), ["round"]);
});

test("tokens are found by their name and put in by their path", () => {
  assert.equal(taking("status|", "Handover Status"), "input.handover.status|");
  assert.equal(taking("{{ stat|", "Handover Status", "template"), "{{ input.handover.status| }}");
  assert.equal(taking("Hello |", "Agent Name", "template", true), "Hello {{ input.handover.agent.displayName| }}");
});

test("a method is put in with its brackets, and the caret between them", () => {
  assert.equal(taking("input.text.inc|", "includes"), "input.text.includes(|)");
  assert.equal(taking("input.text.inc|('a')", "includes"), "input.text.includes|('a')");
});

test("what stands behind the caret is replaced as far as it is the same word", () => {
  assert.equal(taking("input.te|xt + 1", "text"), "input.text| + 1");
});

test("nothing is offered in quotes, in numbers, in the text around, or where nothing was typed", () => {
  for (const text of ["'input.|'", "1.|", "|", "input.text == '|"]) assert.equal(offered(text), null, text);
  for (const text of ["input.|", "Hello |", "}} input.|"]) assert.equal(offered(text, "template"), null, text);
  assert.ok(offered("|", "expression", true).includes("input"));
  assert.ok(offered("{{|}}", "template").includes("input"));
  assert.deepEqual(offered("`${input.te|}`"), ["text"]);
});

test("parts of a text are those that the engine sees", () => {
  assert.deepEqual(partsOf("a {{ '}}' }} b {{ {a: {}} }} {{ `${'}'}` }} {{ open").map(({ from, to, closed }) => [from, to, closed]), [[4, 10, true], [17, 26, true], [31, 41, true], [46, 51, false]]);
  assert.deepEqual(partsOf("no } parts { }}"), []);
  assert.equal(partAt("a {{ b }} c", 1), null);
  assert.equal(partAt("a {{ b }} c", 4).from, 4);
});

test("what is open is closed from the inside out", () => {
  assert.equal(closing("f([1, { a: 'x"), "'}])");
  assert.equal(closing("`a ${f('}')"), "}`");
  assert.equal(closing("f('(', \"[\")"), "");
});

/** Whether the engine has the name there: it says so in words when it does not. */
function known(expression) {
  try {
    evaluate(expression, {});
    return true;
  } catch ({ message }) {
    return !/is not a method of|is not available|not part of the language|is not known|is not reachable|needs a regular expression|write `|use `(?:slice|map|toSpliced)/.test(message);
  }
}

test("every method and function of the language is offered, and no other", () => {
  const names = (value) => Object.getOwnPropertyNames(value).filter((name) => name !== "constructor" && !name.startsWith("__"));
  const checks = [
    [language.textMethods, (name) => `'a'.${name}()`, names(String.prototype)],
    [language.listMethods, (name) => `[1].${name}()`, names(Array.prototype)],
    [language.numberMethods, (name) => `(1).${name}()`, names(Number.prototype)],
    ...Object.entries(language.members).map(([space, all]) => [all.filter((name) => /^[a-z]/.test(name)), (name) => `${space}.${name}()`, names(globalThis[space]).filter((name) => typeof globalThis[space][name] === "function")]),
  ];
  for (const [offered, expression, all] of checks) {
    assert.deepEqual(offered.filter((name) => !known(expression(name))), [], "offered and not there");
    const methods = all.filter((name) => !["length", "hasOwnProperty", "propertyIsEnumerable"].includes(name));
    assert.deepEqual(methods.filter((name) => known(expression(name)) && !offered.includes(name)), [], "there and not offered");
  }
  for (const [space, all] of Object.entries(language.members)) for (const name of all.filter((each) => /^[A-Z]/.test(each))) assert.equal(typeof evaluate(`${space}.${name}`, {}), "number");
  assert.deepEqual(language.globals.filter((name) => !known(name in language.members ? `[1].map(x => ${name} ? 1 : 1)` : `${name}('1')`)).filter((name) => !(name in language.members)), []);
});
