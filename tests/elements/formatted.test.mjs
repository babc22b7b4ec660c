/** Simple formatting in messages: what is meant becomes nodes, what is not stays text, and no text is ever lost or takes long. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { formatted } = await source("common/formatted.ts");

/** A short way to write what came out. */
const shown = (text) => formatted(text).map(block);
const block = (each) => {
  if (each.type === "code") return `code(${each.text})`;
  if (each.type === "list") return `${each.start ?? "list"}(${each.items.map((item) => item.map(part).join("")).join(" | ")})`;
  return each.content.map(part).join("");
};
const part = (each) => {
  if (each.type === "text") return each.text;
  if (each.type === "link") return `<${each.text}=${each.href}>`;
  return each.type === "code" ? `code(${each.text})` : `${each.type}(${each.content.map(part).join("")})`;
};

const cases = [
  ["plain text", ["plain text"]],
  ["one\ntwo", ["one\ntwo"]],
  ["a **bold** word, an *italic* one, and `code`", ["a strong(bold) word, an em(italic) one, and code(code)"]],
  ["__bold__ and _italic_", ["strong(bold) and em(italic)"]],
  ["**bold with *italic* in it**", ["strong(bold with em(italic) in it)"]],
  ["`**not bold**`", ["code(**not bold**)"]],
  ["- one\n- two", ["list(one | two)"]],
  ["* one\n* **two**\n• not three", ["list(one | strong(two) | not three)"]],
  ["3. three\n4. four", ["3(three | four)"]],
  ["before\n\n- one\n- two\n\nafter", ["before", "list(one | two)", "after"]],
  ["```\nlet a = *b*;\n  c\n```", ["code(let a = *b*;\n  c)"]],
  ["see https://example.com/a_b_c?d=*e*.", ["see <https://example.com/a_b_c?d=*e=https://example.com/a_b_c?d=*e>*."]],
  ["(https://example.com/Monstera_(plant)).", ["(<https://example.com/Monstera_(plant)=https://example.com/Monstera_(plant)>)."]],
  ["**https://example.com**", ["strong(<https://example.com=https://example.com/>)"]],
  ["[the page](https://example.com/x)", ["<the page=https://example.com/x>"]],
  ["mailto:dana@example.com!", ["<mailto:dana@example.com=mailto:dana@example.com>!"]],
  // What only looks like formatting.
  ["2 * 3 * 4 and 2*3*4", ["2 * 3 * 4 and 2*3*4"]],
  ["snake_case_name and __init__x", ["snake_case_name and __init__x"]],
  ["größe_und_maß, 名前_です_か", ["größe_und_maß, 名前_です_か"]],
  ["- a dash alone", ["- a dash alone"]],
  ["24. December", ["24. December"]],
  ["```\nnever closed", ["```\nnever closed"]],
  ["**never closed, * nor this", ["**never closed, * nor this"]],
  // What must not become a link.
  ["javascript:alert(1)", ["javascript:alert(1)"]],
  ["[click](javascript:alert(1))", ["[click](javascript:alert(1))"]],
  ["[click](data:text/html,x)", ["[click](data:text/html,x)"]],
  ["[bank.com](https://evil.example)", ["[bank.com](<https://evil.example=https://evil.example/>)"]],
  ["<b>no</b> &amp; <img src=x onerror=alert(1)>", ["<b>no</b> &amp; <img src=x onerror=alert(1)>"]],
  ["", []],
  ["\n\n", []],
];

for (const [text, expected] of cases) {
  test(`formatting of ${JSON.stringify(text)}`, () => assert.deepEqual(shown(text), expected));
}

test("no word is lost", () => {
  const words = ["one", "**two**", "- three", "\n", "`four`", "_five_", "*", "https://six.example/", "[seven](https://x.example)", "```", "8. eight", "\n"];
  let seed = 7;
  const next = (limit) => (seed = (seed * 48271) % 2147483647) % limit;
  for (let round = 0; round < 2000; round += 1) {
    const text = Array.from({ length: 1 + next(12) }, () => words[next(words.length)]).join(next(2) ? " " : "");
    const out = JSON.stringify(formatted(text));
    for (const word of text.match(/[a-z]{3,}/g) ?? []) assert.ok(out.includes(word), `${word} of ${JSON.stringify(text)} in ${out}`);
  }
});

test("hostile texts take no longer than others", () => {
  for (const piece of ["**a ", "*", "_a", "[a](", "`", "__a ", "- \n", "https://", "![", "a_", "```\n"]) {
    const begin = performance.now();
    formatted(piece.repeat(Math.floor(19_999 / piece.length)));
    assert.ok(performance.now() - begin < 2000, `${JSON.stringify(piece)} took ${performance.now() - begin} ms`);
  }
  assert.deepEqual(formatted("*".repeat(20_001)), [{ type: "text", content: [{ type: "text", text: "*".repeat(20_001) }] }]);
});
