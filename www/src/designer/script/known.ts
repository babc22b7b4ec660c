/**
 * Which values an expression may meet, whatever the test conversation holds at present: what the engine sets, what the
 * descriptors offer as tokens, and what the flow itself puts into the context.
 *
 * They are paths such as `input.handover.status`; whether there is a value at the moment is another question.
 */
import type { Handover, NodeDescriptor } from "handover";
import type { Flow } from "../document/flow.js";

/** A path, and what a person calls it where there is a word for it. */
export interface KnownPath {
  path: string;
  label?: string;
}

const handover: Record<keyof Handover, string[]> = {
  status: [],
  error: ["reason", "code", "message"],
  data: ["position", "estimatedWaitTime", "alternativeText"],
  inactivityCount: [],
  provider: [],
  agent: ["id", "displayName", "avatarImage"],
  summary: [],
  resolution: [],
};

const input: Record<string, Record<string, string[]>> = {
  text: {},
  data: {},
  intent: {},
  attachments: {},
  availableAgents: {},
  handover,
  signal: { source: [], reason: [], metadata: [], params: [] },
  currentTime: { year: [], month: [], day: [], weekday: [], hour: [], minute: [], second: [], ISODate: [] },
};

/** Answers the paths that are known, the tokens with their names first. */
export function knownPaths(kinds: Iterable<NodeDescriptor>, flow: Flow | null): KnownPath[] {
  const tokens = [...kinds].flatMap((kind) => kind.tokens).map(({ script, label }) => ({ path: script, label }));
  const own = Object.entries(input).flatMap(([key, inner]) => [key, ...Object.entries(inner).flatMap(([name, deeper]) => [`${key}.${name}`, ...deeper.map((last) => `${key}.${name}.${last}`)])]);
  const kept = flow === null ? [] : contextPaths(flow).map((path) => `context.${path}`);
  const all = new Map<string, KnownPath>(tokens.map((token) => [token.path, token]));
  for (const path of [...own.map((each) => `input.${each}`), ...kept]) if (!all.has(path)) all.set(path, { path });
  return [...all.values()];
}

/** Answers the paths of the context that a flow writes or reads, without `context.` ahead. */
export function contextPaths(flow: Flow): string[] {
  const found = new Set<string>();
  for (const node of flow.nodes) collect(node.data, "", found);
  return [...found].sort();
}

const read = /\b(?:context|cc)\.([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*)(\s*\()?/gu;
const written = /^(?:context\.|cc\.)?([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*)$/u;

// Where the answer to a question goes, or a value that is set, is a path of the context by itself.
function collect(value: unknown, key: string, found: Set<string>): void {
  if (typeof value === "string") {
    for (const [, path = "", called] of value.matchAll(read)) {
      const known = called === undefined ? path : path.slice(0, Math.max(0, path.lastIndexOf(".")));
      if (known !== "") found.add(known);
    }
    const [, path] = key === "variable" || key === "path" ? (written.exec(value.trim()) ?? []) : [];
    if (path !== undefined) found.add(path);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) collect(inner, name, found);
  }
}
