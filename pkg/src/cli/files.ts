/**
 * Reads what the commands are given: flows, options and tests.
 *
 * Whatever is wrong with a file is told with its name, and for JSON with the line.
 */
import { readFile } from "node:fs/promises";
import type { EngineOptions, Finding, Flow } from "../../index.js";
import { checkFlow } from "../node.js";
import { Complaint } from "./complaint.js";

/** Reads a text file; `missing` says what to do if there is none. */
export async function readText(path: string, missing = ""): Promise<string> {
  try {
    // An editor of Windows may begin a file with a mark of its own.
    return (await readFile(path, "utf8")).replace(/^\ufeff/, "");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why: Record<string, string> = { ENOENT: `there is no file \`${path}\``, EISDIR: `\`${path}\` is a folder, not a file`, EACCES: `\`${path}\` may not be read` };
    throw new Complaint((code && why[code] ? why[code] : `\`${path}\` cannot be read: ${message}`) + (code === "ENOENT" ? missing : ""));
  }
}

/** Reads a flow document, whatever is in it. */
export async function readFlow(path: string): Promise<Flow> {
  return (await readJson(path)) as Flow;
}

/** Reads the engine's options; none without a path. */
export async function readOptions(path: string | undefined): Promise<EngineOptions> {
  return path === undefined ? {} : ((await readObject(path)) as EngineOptions);
}

/** Reads a file that holds one object. */
export async function readObject(path: string): Promise<Record<string, unknown>> {
  const value = await readJson(path);
  if (!isObject(value)) throw new Complaint(`\`${path}\` must hold an object, not ${Array.isArray(value) ? "an array" : JSON.stringify(value)}`);
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** All findings about a flow that is to run with these options; without providers an engine has the built-in desk. */
export function findingsOf(flow: Flow, { providers }: EngineOptions): Finding[] {
  return checkFlow(flow, { providers: Object.keys(providers ?? {}).length > 0 ? providers : { desk: { kind: "desk" } } });
}

async function readJson(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Complaint(`\`${path}\` is no JSON: ${placed(error instanceof Error ? error.message : String(error), text)}`);
  }
}

/** With the line, where JavaScript says how many characters in it found the fault. */
function placed(message: string, text: string): string {
  const [found, position] = / in JSON at position (\d+)/.exec(message) ?? [];
  const end = /^Unexpected end/.test(message) ? text.length : Number(position);
  if (Number.isNaN(end) || / \(line /.test(message)) return message;
  const lines = text.slice(0, end).split("\n");
  return `${message.replace(found ?? " of JSON input", "")} at line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}
