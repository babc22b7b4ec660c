/** The flows of `tests/flows/findings.txt`, each of which holds something to be found, as documents. */
import { readFileSync } from "node:fs";

const text = readFileSync(new URL("../flows/findings.txt", import.meta.url), "utf8");

/** `{ title, flow, providers }` for each block of the file; `providers` is `undefined` where nobody knows them. */
export const blocks = blocksOf(text);

/** Every code that a finding can have, each once. */
export const codes = [...new Set([...text.matchAll(/^< (?:error|warning) (\w+)/gm)].map(([, code]) => code))].sort();

/** The same for a text written in the same way. */
export function blocksOf(text) {
  return text.split("\n\n").flatMap((block) => {
    const lines = block.split("\n").filter((line) => line !== "" && !line.startsWith("< "));
    const body = lines.filter((line) => !line.startsWith("//") && !line.startsWith("providers "));
    if (body.length === 0) return [];
    return [{ title: lines[0].slice(3), flow: documentOf(body), providers: providersOf(lines) }];
  });
}

function documentOf(body) {
  if (body[0].startsWith("json ")) return JSON.parse(body[0].slice(5));
  const flow = { version: 1, name: "test", nodes: [], edges: [] };
  for (const [at, line] of body.entries()) {
    const [, source, handle = "next", target] = /^(\S+)(?: (.+))? -> (\S+)$/.exec(line) ?? [];
    if (line.startsWith("intents ")) flow.intents = JSON.parse(line.slice(8));
    else if (source !== undefined) flow.edges.push({ id: `e${at}`, source, sourceHandle: handle, target });
    else {
      const [, id, type, data = "{}"] = /^(\S+) (\S+)(?: (.*))?$/.exec(line);
      flow.nodes.push({ id, type, data: JSON.parse(data) });
    }
  }
  return flow;
}

function providersOf(lines) {
  const line = lines.find((line) => line.startsWith("providers "));
  return line && JSON.parse(line.slice("providers ".length));
}
