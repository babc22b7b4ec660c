/** `handover test`: plays the tests of a flow, and shows where each that fails first differs. */
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Flow } from "../../index.js";
import type { TestResult } from "../../play.js";
import { runTests, updateTests } from "../play/index.js";
import { parted } from "./arguments.js";
import { Complaint } from "./complaint.js";
import { findingsOf, readFlow, readOptions, readText } from "./files.js";
import type { Command, Out } from "./index.js";
import { TEST } from "./usage.js";

/** Lines shown before and after the one that differs. */
const AROUND = 3;

export const test: Command = async (args, out) => {
  const options = { options: { type: "string" }, name: { type: "string" }, update: { type: "boolean" } } as const;
  const { flow: file, second, values } = parted(args, options, 2, TEST);
  if (values.update && values.name !== undefined) throw new Complaint("`--update` writes the whole file: leave out `--name`");
  const flow = await readFlow(file);
  const setting = await readOptions(values.options);
  const errors = findingsOf(flow, setting).filter(({ level }) => level === "error");
  const path = second ?? file.replace(/(\.json)?$/, ".tests.txt");
  const text = await readText(path, ": save a test in the designer's Play, or name the file after the flow");

  const results = runTests(text, flow, setting, { flows: (name) => otherFlow(dirname(path), name) });
  const chosen = results.filter(({ name }) => name.includes(values.name ?? ""));
  if (chosen.length === 0) throw new Complaint(values.name === undefined ? `\`${path}\` holds no tests: one begins with a line \`# name\`` : `no test in \`${path}\` is called \`${values.name}\``);
  if (values.update) return update(path, text, results, out);

  const shown = relative(process.cwd(), path) || path;
  for (const result of chosen) show(result, shown, text, out);
  // An error of the document makes every test fail alike: it is told once, and with its remedy.
  for (const { message, help } of chosen.some(({ error }) => error) ? errors : []) out.line(`${out.paint.bad("error")} ${message}${help ? `. ${help}` : ""}`);
  const failed = chosen.filter(({ passed }) => !passed).length;
  const count = `${chosen.length - failed} passed, ${failed} failed`;
  out.line(`\n${failed > 0 ? out.paint.bad(count) : out.paint.good(count)}`);
  return failed > 0 ? 1 : 0;
};

async function update(path: string, text: string, results: TestResult[], out: Out): Promise<number> {
  const lines = updateTests(results);
  const updated = text.includes("\r\n") ? lines.replaceAll(/\r?\n/g, "\r\n") : lines;
  const changed = results.filter(({ passed, error }) => !passed && !error);
  if (updated !== text) await writeFile(path, updated);
  for (const { name } of changed) out.line(`${out.paint.warn("rewritten")} ${name}`);
  const broken = results.filter(({ error }) => error);
  for (const { name, error } of broken) out.line(`${out.paint.bad("left")} ${name}: line ${error?.line}: ${error?.message}`);
  out.line(`${changed.length} of ${results.length} rewritten`);
  return broken.length > 0 ? 1 : 0;
}

function show({ name, line, passed, difference, error, found }: TestResult, path: string, text: string, out: Out): void {
  const { good, bad, faint, strong } = out.paint;
  const title = name === "" ? `line ${line}` : name;
  if (passed) return out.line(`${good("✓")} ${title}`);
  out.line(`${bad("✗")} ${strong(title)}  ${faint(`${path}:${(difference ?? error)?.line ?? line}`)}`);
  const lines = text.split(/\r?\n/);
  const numbered = (mark: string, at: number, line: string) => `  ${mark} ${String(at).padStart(4)}  ${line}`;
  if (error) {
    out.line(bad(numbered("!", error.line, lines[error.line - 1] ?? "")));
    return out.line(`           ${error.message}`);
  }
  if (!difference) return;
  const at = difference.line;
  for (let before = Math.max(line, at - AROUND); before < at; before++) out.line(faint(numbered(" ", before, lines[before - 1] ?? "")));
  const now = found.split("\n");
  if (difference.expected !== null) out.line(bad(numbered("-", at, difference.expected)));
  if (difference.found !== null) out.line(good(numbered("+", at, difference.found)));
  for (const [index, after] of now.slice(at - line + 1, at - line + AROUND).entries()) if (after !== "") out.line(faint(numbered(" ", at + index + 1, after)));
}

/** The flow that a line `flow: name` means: the file of that name beside the tests. */
function otherFlow(folder: string, name: string): Flow {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8").replace(/^\ufeff/, "")) as Flow;
}
