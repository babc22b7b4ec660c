// Node's own evaluation of the expressions in written.txt and of generated ones: the oracle for the script language.
//
//   node tests/expressions/oracle.mjs            checks that expected.jsonl is current
//   node tests/expressions/oracle.mjs --update   writes it anew
//
// A line is {"e": source, "v": result} or {"e": source, "throws": true}. `encode` says how results are written that
// JSON cannot hold.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generate } from "./generate.mjs";

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

export const scope = JSON.parse(readFileSync(file("scope.json"), "utf8"));

/** All expressions, the written ones first. */
export function expressions() {
  const written = readFileSync(file("written.txt"), "utf8").split("\n");
  const kept = written.filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return [...new Set([...kept, ...generate(1600)])];
}

/** What Node gives for an expression, or that it throws. */
export function nodeResult(source) {
  const { input, context, profile } = structuredClone(scope);
  try {
    const run = new Function("input", "context", "profile", "ci", "cc", "cp", `return (${source}\n)`);
    return { v: encode(run(input, context, profile, input, context, profile)) };
  } catch {
    return { throws: true };
  }
}

/** A result as JSON: {"$": "undefined"}, {"$": "NaN"} and the like stand for what JSON has no word for. */
export function encode(value) {
  if (value === undefined) return { $: "undefined" };
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (Array.isArray(value)) return Array.from(value, encode);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, encode(member)]));
  }
  if (typeof value === "function") return { $: "function" };
  return value;
}

function expected() {
  return expressions().map((e) => JSON.stringify({ e, ...nodeResult(e) }) + "\n").join("");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = expected();
  if (process.argv.includes("--update")) {
    writeFileSync(file("expected.jsonl"), wanted);
  } else if (readFileSync(file("expected.jsonl"), "utf8") !== wanted) {
    console.error("expected.jsonl is not current: run `node tests/expressions/oracle.mjs --update`");
    process.exit(1);
  }
}
