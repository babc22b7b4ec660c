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
    return await readFile(path, "utf8");
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
  return path === undefined ? {} : ((await readJson(path)) as EngineOptions);
}

/** All findings about a flow that is to run with these options; without providers an engine has the built-in desk. */
export function findingsOf(flow: Flow, { providers = {} }: EngineOptions): Finding[] {
  return checkFlow(flow, { providers: Object.keys(providers).length > 0 ? providers : { desk: { kind: "desk" } } });
}

async function readJson(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Complaint(`\`${path}\` is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
