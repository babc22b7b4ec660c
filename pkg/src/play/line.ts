/**
 * Steps as lines of text, and lines as steps.
 *
 * A line is read as it stands and one by one; what it means for the lines around it is for
 * others to say. What cannot be read is refused with a sentence that quotes it.
 */
import type { EngineOptions, Input, Millis } from "../../index.js";
import type { Step } from "../../play.js";
import { HandoverError } from "../core.js";
import { printDuration } from "./print.js";

/** The name of the conversation where a line names none. */
export const CONVERSATION = "c1";

const UNITS: Readonly<Record<string, Millis>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const NAME = /^[\p{Alphabetic}\p{N}-]*$/u;

/** Reads a line; `null` for one that takes no step. */
export function parseStep(line: string): Step | null {
  if (line === "" || line.startsWith("#") || isOutcome(line)) return null;
  const after = (mark: string) => (line.startsWith(mark) ? line.slice(mark.length) : null);
  let rest: string | null;
  if ((rest = after("> ")) !== null) {
    const { name, text } = named(rest);
    return { type: "give", conversation: name, input: parseInput(text) };
  }
  if ((rest = after("+")) !== null) return { type: "pass", time: parseDuration(rest) };
  if ((rest = after("~-")) !== null) return { type: "leap", time: -parseDuration(rest) };
  if ((rest = after("~")) !== null) return { type: "leap", time: parseDuration(rest) };
  if ((rest = after("? ")) !== null) {
    const { name, text } = named(rest);
    return { type: "ask", conversation: name, question: text };
  }
  if ((rest = after("flow: ")) !== null) return { type: "flow", name: rest };
  if ((rest = after("options: ")) !== null) return { type: "options", options: parseObject(rest) as EngineOptions };
  if ((rest = after("set: ")) !== null) {
    const [node, data] = cut(rest);
    if (data === "") throw invalid(`\`set:\` names a node and its fields, as in \`set: handover {"queueTimeout": 2}\`, not \`${rest}\``);
    return { type: "set", node, data: parseObject(data) };
  }
  throw invalid(`a line begins with \`> \`, \`+\`, \`~\`, \`? \`, \`#\`, \`< \`, \`= \`, \`set: \`, \`flow: \` or \`options: \`, not as in \`${line}\``);
}

/** Writes a step as its line. */
export function printStep(step: Step): string {
  switch (step.type) {
    case "give":
      return `> ${prefix(step.conversation)}${printInput(step.input)}`;
    case "ask":
      return `? ${prefix(step.conversation)}${step.question}`;
    case "pass":
      return `+${printDuration(step.time)}`;
    case "leap":
      return step.time < 0 ? `~-${printDuration(-step.time)}` : `~${printDuration(step.time)}`;
    case "set":
      return `set: ${step.node} ${JSON.stringify(step.data)}`;
    case "flow":
      return `flow: ${step.name}`;
    case "options":
      return `options: ${JSON.stringify(step.options)}`;
  }
}

/** Whether a line tells what came of the steps before it. */
export function isOutcome(line: string): boolean {
  return line.startsWith("< ") || line.startsWith("= ");
}

/** Reads a time such as `30s`. */
export function parseDuration(text: string): Millis {
  const [, digits, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  const length = unit === undefined ? undefined : UNITS[unit];
  if (digits === undefined || length === undefined) throw invalid(`a time is a number of \`ms\`, \`s\`, \`m\` or \`h\`, such as \`30s\`, not \`${text}\``);
  return Number(digits) * length;
}

export function invalid(message: string): HandoverError {
  return new HandoverError("test_invalid", message);
}

function parseInput(line: string): Input {
  const [kind, rest] = cut(line);
  if (kind === "desk") return { type: "frame", provider: "desk", body: rest };
  // What is no input is refused by the engine, which says why.
  if (rest.startsWith("{")) return { type: kind, ...parseObject(rest) } as Input;
  return (rest === "" ? { type: kind } : { type: kind, text: rest }) as Input;
}

function printInput({ type, ...fields }: Input): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (given.length === 0) return type;
  const { provider, body, headers } = fields as { provider?: string; body?: string; headers?: object };
  if (type === "frame" && provider === "desk" && headers === undefined && body && isOneLine(body)) return `desk ${body}`;
  const [key, value] = given[0] as [string, unknown];
  if (given.length === 1 && key === "text" && typeof value === "string" && isOneLine(value) && !value.startsWith("{")) return `${type} ${value}`;
  return `${type} ${JSON.stringify(Object.fromEntries(given))}`;
}

/** Whether a text comes back as it was from the end of a line. */
function isOneLine(text: string): boolean {
  return text !== "" && text === text.trim() && !/[\r\n]/.test(text);
}

function parseObject(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(`\`${text}\` is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(`\`${text}\` is no JSON object`);
  return value;
}

function named(line: string): { name: string; text: string } {
  const at = line.indexOf(": ");
  const name = line.slice(0, at);
  return at >= 0 && NAME.test(name) ? { name, text: line.slice(at + 2) } : { name: CONVERSATION, text: line };
}

function prefix(conversation: string): string {
  return conversation === CONVERSATION ? "" : `${conversation}: `;
}

/** What stands before the first space, and what stands behind it. */
function cut(line: string): [string, string] {
  const at = line.indexOf(" ");
  return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
}
