/**
 * A flow as a text that people read, and what differs between two of them line by line.
 *
 * It is for reading alone: nothing is read back from it. Where things stand on the canvas is no part of it.
 */
import { diffLines } from "diff";
import type { Flow } from "handover";
import { type FlowNode, handleOf, type Kinds, nameOf, nodeOf } from "../document/flow.js";

/** A line of a text of which two states are compared. */
export interface Line {
  kind: "same" | "added" | "removed";
  text: string;
}

/** A run of lines that are the same and far from any other. */
export interface Gap {
  kind: "gap";
  count: number;
}

const around = 3;

/** Answers the flow as a text. */
export function textOf(flow: Flow, kinds: Kinds, tests = ""): string {
  const blocks = [
    `# ${flow.name}`,
    ...flow.nodes.map((node) => nodeText(node, flow, kinds)),
    ...(flow.intents ?? []).map((intent) => [`Intent ${intent.name}`, ...intent.phrases.map((phrase) => `  ${phrase}`)].join("\n")),
    ...(flow.notes ?? []).map(({ text }) => ["Note", ...indented(text)].join("\n")),
    ...(tests.trim() === "" ? [] : [`Tests\n\n${tests.trimEnd()}`]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Answers what differs, with a few lines around it. */
export function linesOf(before: string, after: string): (Line | Gap)[] {
  const lines = diffLines(before, after).flatMap(({ value, added, removed }) =>
    value.replace(/\n$/, "").split("\n").map((text): Line => ({ kind: added ? "added" : removed ? "removed" : "same", text })),
  );
  const near = new Set(lines.flatMap(({ kind }, at) => (kind === "same" ? [] : Array.from({ length: 2 * around + 1 }, (_, step) => at + step - around))));
  const shown: (Line | Gap)[] = [];
  for (const [at, line] of lines.entries()) {
    const last = shown.at(-1);
    if (near.has(at)) shown.push(line);
    else if (last?.kind === "gap") last.count += 1;
    else shown.push({ kind: "gap", count: 1 });
  }
  return shown;
}

/** Words a value on as many lines as it has. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value.join("\n");
  return value === undefined ? "" : JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}

function nodeText(node: FlowNode, flow: Flow, kinds: Kinds): string {
  const descriptor = kinds.get(node.type);
  const kind = descriptor?.defaultLabel ?? node.type;
  const name = nameOf(node, kinds);
  const label = (path: string) => descriptor?.fields.find(({ key }) => key === path)?.label ?? path;
  const leaves = leavesOf(node.data ?? {}).filter(([path]) => path !== "label");
  const target = (id: string) => {
    const found = nodeOf(flow, id);
    return found === undefined ? id : `${nameOf(found, kinds)} (${id})`;
  };
  return [
    name === kind ? `${kind} (${node.id})` : `${name} (${node.id}): ${kind}`,
    ...leaves.flatMap(([path, value]) => {
      const lines = valueText(value).split("\n");
      return lines.length > 1 ? [`  ${label(path)}:`, ...lines.map((line) => `    ${line}`)] : [`  ${label(path)}: ${lines[0] ?? ""}`];
    }),
    ...flow.edges.filter(({ source }) => source === node.id).map((edge) => `  ${handleOf(edge)} → ${target(edge.target)}`),
  ].join("\n");
}

function leavesOf(value: object, path = ""): [path: string, value: unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const here = path === "" ? key : `${path}.${key}`;
    return typeof inner === "object" && inner !== null && !Array.isArray(inner) ? leavesOf(inner, here) : [[here, inner]];
  });
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`);
}
