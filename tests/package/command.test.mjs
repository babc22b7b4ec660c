/** The command `handover` of the packed package: what it prints, writes and answers. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { tests } from "../../pkg/tools/paths.mjs";
import { install } from "./installed.mjs";

const { folder, remove } = install();
after(remove);

const file = (name) => join(folder, name);
const TESTS = `# The visitor says hello
> message Hi
< say to visitor, BOT: Hello, how can I help?

# The visitor calls it off
> message Hi
< say to visitor, BOT: Hello, how can I help?
> message human
< handover requested
< say to visitor, BOT: One moment, I am getting a colleague. [Cancel]
< send 1 to desk: request 1 skills billing priority high
< | visitor: Hi
< | bot: Hello, how can I help?
< | visitor: human
< | bot: One moment, I am getting a colleague. / [Cancel]
< wake in 30s
> cancel
< send 2 to desk: end 2, cancelled
< notice to both, cancelled: The request for an agent was cancelled
< handover cancelled
< say to visitor, BOT: Fine.
`;

function handover(...args) {
  const { FORCE_COLOR, ...env } = process.env;
  const { stdout, stderr, status } = spawnSync(join(folder, "node_modules", ".bin", "handover"), args, { cwd: folder, encoding: "utf8", env: { ...env, ...colour } });
  return { stdout, stderr, status };
}
let colour = {};

beforeEach(() => {
  colour = {};
  cpSync(join(tests, "flows", "shop.json"), file("shop.json"));
  writeFileSync(file("shop.tests.txt"), TESTS);
});
const edit = (change) => {
  const flow = JSON.parse(readFileSync(file("shop.json"), "utf8"));
  change(flow);
  writeFileSync(file("shop.json"), JSON.stringify(flow));
};

test("a test that differs is shown at its line, between its neighbours", () => {
  assert.deepEqual(handover("test", "shop.json"), {
    status: 1,
    stderr: "",
    stdout: `✓ The visitor says hello
✗ The visitor calls it off  shop.tests.txt:21
      18  < send 2 to desk: end 2, cancelled
      19  < notice to both, cancelled: The request for an agent was cancelled
      20  < handover cancelled
  -   21  < say to visitor, BOT: Fine.
  +   21  < say to visitor, BOT: All right, no colleague then.

1 passed, 1 failed
`,
  });
});

test("expected lines are rewritten, and then all pass", () => {
  assert.deepEqual(handover("test", "shop.json", "--update"), { status: 0, stderr: "", stdout: "rewritten The visitor calls it off\n1 of 2 rewritten\n" });
  assert.equal(readFileSync(file("shop.tests.txt"), "utf8"), TESTS.replace("Fine.", "All right, no colleague then."));
  const { status, stdout } = handover("test", "shop.json", "shop.tests.txt");
  assert.equal(status, 0);
  assert.match(stdout, /\n2 passed, 0 failed\n$/);
});

test("one test is chosen by its name", () => {
  assert.match(handover("test", "shop.json", "--name", "hello").stdout, /^✓ The visitor says hello\n\n1 passed, 0 failed\n$/);
  const none = handover("test", "shop.json", "--name", "goodbye");
  assert.equal(none.status, 2);
  assert.match(none.stderr, /no test in `shop\.tests\.txt` is called `goodbye`/);
});

test("a line that cannot be played is told with its number", () => {
  writeFileSync(file("shop.tests.txt"), "# A\n> mesage Hi\n");
  const { status, stdout } = handover("test", "shop.json");
  assert.equal(status, 1);
  assert.match(stdout, /✗ A {2}shop\.tests\.txt:2\n {2}! {4}2 {2}> mesage Hi\n {11}.*mesage/);
});

test("the options give the engine its providers", () => {
  edit((flow) => (flow.nodes.find(({ id }) => id === "handover").data.provider = "sales"));
  assert.match(handover("check", "shop.json").stdout, /error .*`sales`[\s\S]*the flow cannot run/);
  writeFileSync(file("options.json"), '{ "providers": { "sales": { "kind": "desk" } } }');
  const { status, stdout } = handover("check", "shop.json", "--options", "options.json");
  assert.equal(status, 0);
  assert.doesNotMatch(stdout, /server/);
  writeFileSync(file("options.json"), '{ "providers": { "sales": { "kind": "salesforce" } } }');
  assert.ok(
    handover("check", "shop.json", "--options", "options.json").stdout.startsWith(
      "warning `sales` can be reached from a server only, not from a browser  handover, provider\n  Run the flow on a server; if it runs on one, there is nothing to do.\n",
    ),
  );
});

test("a sound flow is proved", () => {
  const { status, stdout } = handover("check", "shop.json");
  assert.equal(status, 0);
  assert.match(stdout, /nobody is left waiting: \d+ situations and \d+ steps between them were walked\n$/);
});

test("a gap is shown with the conversation to it", () => {
  edit((flow) => (flow.edges = flow.edges.filter(({ id }) => id !== "e7")));
  const { status, stdout } = handover("check", "shop.json");
  assert.equal(status, 1);
  assert.match(stdout, /✗ with the status `timedOut` the run ends at the node `status` by the handle `timedOut`, and the visitor hears nothing\n {2}Connect the handle `timedOut`\.\n {4}> message Hello\n/);
  assert.match(stdout, /\n {4}\+5m\n[\s\S]*somebody is left waiting: 1 gap; \d+ situations/);
});

test("a walk that gave up proves nothing", () => {
  const { status, stdout } = handover("check", "shop.json", "--states", "5");
  assert.equal(status, 1);
  assert.match(stdout, /not proved: 5 situations .* the walk gave up; allow more with --states\n$/);
});

test("whatever is wrong with the call or its files is one sentence, and exit code 2", () => {
  writeFileSync(file("broken.json"), "{ oops");
  writeFileSync(file("cut.json"), '{\n  "version": 1,\n');
  writeFileSync(file("null.json"), "null");
  writeFileSync(file("misspelt.json"), '{ "settings": { "url": "https://chat.example" }, "header": {} }');
  writeFileSync(file("mistyped.json"), '{ "settings": { "url": "https://chat.example" }, "secrets": { "a": 1 } }');
  writeFileSync(file("incomplete.json"), '{ "settings": {} }');
  for (const [args, sentence] of [
    [["test"], /which flow\? Name its file\n\nUsage: handover test/],
    [["test", "nowhere.json"], /there is no file `nowhere\.json`/],
    [["test", "broken.json"], /`broken\.json` is no JSON: /],
    [["test", "shop.json", "other.txt"], /there is no file `other\.txt`: save a test/],
    [["check", "."], /`\.` is a folder, not a file/],
    [["check", "shop.json", "more.json"], /`more\.json` is one file too many/],
    [["check", "shop.json", "--states", "many"], /`--states` takes a whole number above 0, not `many`/],
    [["check", "shop.json", "--fast"], /--fast/],
    [["tset", "shop.json"], /there is no command `tset`\n\nUsage: handover <command>/],
    [["toString"], /there is no command `toString`/],
    [["conformance", "constructor"], /there is no fake of `constructor`/],
    [["check", "cut.json"], /`cut\.json` is no JSON: .* at line 3, column 1|line 3 column 1/],
    [["check", "shop.json", "--options", "null.json"], /`null\.json` must hold an object, not null/],
    [["conformance", "chatwoot", "--system", "null.json"], /`null\.json` must hold an object, not null/],
    [["conformance", "chatwoot", "--system", "misspelt.json"], /`header` in `misspelt\.json` is none of `settings`, `headers` and `secrets`/],
    [["conformance", "chatwoot", "--system", "mistyped.json"], /`secrets` in `mistyped\.json` must be an object of texts/],
    [["conformance", "chatwoot", "--system", "incomplete.json"], /`providers\.centre\.url` must be given/],
  ]) {
    const { status, stdout, stderr } = handover(...args);
    assert.equal(status, 2, args.join(" "));
    assert.equal(stdout, "");
    assert.match(stderr, sentence);
    assert.doesNotMatch(stderr, /\n {4}at /);
  }
});

test("files as Windows writes them are read, and written so again", () => {
  for (const name of ["shop.json", "shop.tests.txt"]) writeFileSync(file(name), `\ufeff${readFileSync(file(name), "utf8").replaceAll("\n", "\r\n")}`);
  assert.equal(handover("test", "shop.json", "--update").stdout, "rewritten The visitor calls it off\n1 of 2 rewritten\n");
  const updated = readFileSync(file("shop.tests.txt"), "utf8");
  assert.equal(updated.replaceAll("\r\n", "").includes("\n"), false);
  assert.equal(handover("test", "shop.json").status, 0);
});

test("a reader who has seen enough ends it without a word", () => {
  const many = Array.from({ length: 2000 }, (_, at) => `# ${at}\n> message Hi\n< say to visitor, BOT: Hello, how can I help?\n`).join("\n");
  writeFileSync(file("many.txt"), many);
  const { stdout, stderr } = spawnSync("sh", ["-c", "node_modules/.bin/handover test shop.json many.txt | head -n 1"], { cwd: folder, encoding: "utf8" });
  assert.equal(stdout, "✓ 0\n");
  assert.equal(stderr, "");
});

test("npx finds it", () => {
  const { stdout, status } = spawnSync("npx", ["--no-install", "handover", "check", "shop.json"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0);
  assert.match(stdout, /nobody is left waiting/);
});

test("help is printed", () => {
  assert.match(handover("--help").stdout, /^Usage: handover <command>/);
  assert.match(handover("test", "--help").stdout, /--update/);
  assert.match(handover("check", "-h").stdout, /--states/);
});

test("colours come on a terminal or by force, and never with NO_COLOR", () => {
  assert.doesNotMatch(handover("test", "shop.json").stdout, /\u001b/);
  colour = { FORCE_COLOR: "1" };
  assert.match(handover("test", "shop.json").stdout, /\u001b\[31m✗/);
  colour = { NO_COLOR: "1" };
  assert.doesNotMatch(handover("test", "shop.json").stdout, /\u001b/);
});
