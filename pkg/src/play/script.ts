/**
 * Texts of plays: a whole conversation, and files of tests.
 *
 * What stands in a file is kept line by line; only the outcomes are written anew. A test ends where
 * the next one begins, and takes the empty lines between them along.
 */
import type { EngineOptions, Flow } from "../../index.js";
import type { PlaySettings, Test, TestResult } from "../../play.js";
import { isOutcome, parseStep } from "./line.js";
import { Player } from "./player.js";

/** Parts a file of tests. */
export function parseTests(text: string): Test[] {
  const lines = split(text);
  const begins = lines.flatMap((line, at) => (isName(line) && (at === 0 || lines[at - 1] === "") ? [at] : []));
  // Whatever stands before the first name is a test without one, unless nothing does.
  const head = lines.slice(0, begins[0]).some((line) => line !== "") ? [0] : [];
  const starts = [...head.filter((at) => at !== begins[0]), ...begins];
  return starts.map((at, index) => {
    const own = lines.slice(at, starts[index + 1]);
    return { name: isName(own[0] ?? "") ? (own[0] as string).slice(2).trim() : "", line: at + 1, text: own.map((line) => `${line}\n`).join("") };
  });
}

/** Plays a text and writes its outcomes anew. */
export function playText(text: string, player: Player): { found: string; error: TestResult["error"] } {
  const found: string[] = [];
  for (const [at, line] of split(text).entries()) {
    if (isOutcome(line)) continue;
    found.push(line);
    try {
      const step = parseStep(line);
      if (step) found.push(...player.perform(step).lines);
    } catch (error) {
      return { found: joined(found), error: { line: at + 1, message: error instanceof Error ? error.message : String(error) } };
    }
  }
  return { found: joined(found), error: null };
}

/** Plays one test and compares. */
export function runTest(test: Test, flow: Flow | null, options: EngineOptions = {}, settings: PlaySettings = {}): TestResult {
  const player = new Player(flow, options, settings);
  try {
    const { found, error } = playText(test.text, player);
    const place = error && { ...error, line: test.line + error.line - 1 };
    const difference = error ? null : differing(test.text, found, test.line);
    return { ...test, passed: !error && !difference, found, difference, error: place };
  } finally {
    player.free();
  }
}

export function runTests(text: string, flow: Flow, options: EngineOptions = {}, settings: PlaySettings = {}): TestResult[] {
  return parseTests(text).map((test) => runTest(test, flow, options, settings));
}

/** The file as its tests go now; what could not be played to its end stays as it is. */
export function updateTests(results: TestResult[]): string {
  return results.map(({ text, found, error }) => (error ? text : found)).join("");
}

/** The file with a test more, or with the one of this name in its place. */
export function putTest(text: string, test: string): string {
  const tests = parseTests(text);
  const name = parseTests(test)[0]?.name;
  const own = `${test.trimEnd()}\n`;
  if (!tests.some((one) => one.name === name)) return text.trim() === "" ? own : `${text.trimEnd()}\n\n${own}`;
  const last = tests.at(-1);
  return tests.map((one) => (one.name !== name ? one.text : one === last ? own : `${own}\n`)).join("");
}

/** The file without the test that begins at a line. */
export function dropTest(text: string, line: number): string {
  const rest = parseTests(text).filter((test) => test.line !== line);
  return rest.length === 0 ? "" : `${rest.map((test) => test.text).join("").trimEnd()}\n`;
}

function differing(expected: string, found: string, first: number): TestResult["difference"] {
  const [left, right] = [split(expected), split(found)];
  const at = Array.from({ length: Math.max(left.length, right.length) }).findIndex((_, line) => left[line] !== right[line]);
  return at < 0 ? null : { line: first + at, expected: left[at] ?? null, found: right[at] ?? null };
}

function isName(line: string): boolean {
  return line.startsWith("# ");
}

/** The lines, without what ends them. */
function split(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function joined(lines: string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
