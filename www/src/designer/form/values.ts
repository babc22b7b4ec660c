/**
 * From what is typed into a field to the value in the flow, and back.
 *
 * What cannot be read is a problem and no value: it stays in the field and out of the flow. A blank field means the default.
 */
import type { NodeField } from "handover";

/** The largest number that the engine takes. */
export const largest = 4_294_967_295;

/** What is wrong with what was typed. */
export type Problem = { code: "number" } | { code: "range" } | { code: "ambiguous"; readings: [string, string] } | { code: "json"; line: number; column: number };

/** What was typed, read. `undefined` stands for the default. */
export type Reading = { value: unknown } | { problem: Problem };

/** Reads a number from 0 on; in a section it may also be a text with `{{ }}`. */
export function readNumber(text: string, field: NodeField): Reading {
  const typed = text.trim();
  if (typed === "") return { value: undefined };
  if (typed.includes("{{") && field.key.includes(".")) return { value: typed };
  const readings = readingsOf(typed);
  if (readings !== null) return { problem: { code: "ambiguous", readings } };
  const number = /^[-+]?(?:\d+[.,]?\d*|[.,]\d+)$/.test(typed) ? Number(typed.replace(",", ".")) : NaN;
  if (Number.isNaN(number)) return { problem: { code: "number" } };
  return number < 0 || number > largest ? { problem: { code: "range" } } : { value: number };
}

/** What a number with three digits after its only mark can mean, each as it is written without doubt. */
function readingsOf(typed: string): [string, string] | null {
  const [, whole, part] = /^([-+]?[1-9]\d{0,2})[.,](\d{3})$/.exec(typed) ?? [];
  if (whole === undefined || part === undefined) return null;
  const fraction = String(Number(`${whole}.${part}`));
  return [whole + part, part.endsWith("0") ? fraction : `${fraction}0`];
}

/** Reads JSON; blank is the default. */
export function readJson(text: string): Reading {
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { problem: { code: "json", ...placeIn(text, wrongFrom(text)) } };
  }
}

/** Writes a value as JSON that a person can edit. */
export function printJson(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

/** Whether two values are written alike. */
export function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Answers what stands in the flow for a value: nothing, if it is the default or blank. */
export function stored(field: NodeField, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const written = ["text", "expression", "template", "number"].includes(field.type);
  if (written) return value === "" ? undefined : value;
  if (field.type === "json") return value;
  if (Array.isArray(value) && (value.length === 0 || (value.length === 1 && value[0] === ""))) return undefined;
  return same(value, field.defaultValue) || value === "" ? undefined : value;
}

/** Whether a field's own control can show a value without loss; what it cannot show is shown as JSON. */
export function fits({ type }: NodeField, value: unknown): boolean {
  if (value === undefined || value === null || type === "json") return true;
  switch (type) {
    case "toggle":
      return typeof value === "boolean" || value === "";
    case "textArray":
      return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
    case "cases":
      return Array.isArray(value) ? value.every((each) => typeof each === "object" && each !== null && !Array.isArray(each)) : value === "";
    default:
      return isScalar(value);
  }
}

/** Answers the line and the column of a place in a text, both from 1. */
export function placeIn(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

const token = /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?![\w.]))/y;

/** Where a text ceases to be JSON; browsers each say it in words of their own. */
function wrongFrom(text: string): number {
  const open: string[] = [];
  let expected: "value" | "first" | "key" | "colon" | "next" = "value";
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(text);
    const here = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (found === null) return here;
    const [, sign, string] = found;
    const container = open.at(-1);
    const closes = (sign === "}" && container === "{") || (sign === "]" && container === "[");
    if (closes && (expected === "next" || expected === "first")) {
      open.pop();
      expected = "next";
    } else if (expected === "colon") {
      if (sign !== ":") return here;
      expected = "value";
    } else if (expected === "next") {
      if (sign !== "," || container === undefined) return here;
      expected = container === "{" ? "key" : "value";
    } else if (expected === "key" || (expected === "first" && container === "{")) {
      if (string === undefined) return here;
      expected = "colon";
    } else if (sign === "{" || sign === "[") {
      open.push(sign);
      expected = "first";
    } else if (sign !== undefined) return here;
    else expected = "next";
    at = token.lastIndex;
    if (open.length === 0 && expected === "next" && text.slice(at).trim() === "") return at;
  }
}
