/**
 * Finds out which way a run takes, without the engine's doing.
 *
 * A traced flow is the flow with a marker on every edge, and one behind every handle that has no
 * edge: a Say whose card only says where it stands. Whoever plays it gets the same effects with
 * the markers among them, and takes them out again. It is for looking only: the numbers of the
 * effects and the transcripts are other ones than in the flow itself.
 */
import type { Effect, EngineOptions, Flow } from "../../index.js";
import type { Trace } from "../../play.js";
import { nodeKinds } from "../core.js";

/** The key of a marker's card. */
const MARK = "handover/play";
/** Kinds below which an edge is more than a way: without one the conversation begins anew. */
const BEGINS_ANEW: ReadonlySet<string> = new Set(["handoverToAgent", "waitForInput"]);
const FUEL = 1_000;
const MOST_FUEL = 1_000_000;

interface Mark {
  edge: string | null;
  from: string;
  handle: string;
  to: string | null;
}

type Node = Flow["nodes"][number];
type Edge = Flow["edges"][number];

/** The flow with its markers. */
export function traced(flow: Flow): Flow {
  const handles = handlesByKind();
  const taken = new Set(flow.nodes.map(({ id }) => id));
  const nodes: Node[] = [...flow.nodes];
  const edges: Edge[] = [];
  const mark = (note: Mark) => {
    let id = `${MARK} ${nodes.length} ${note.from}`;
    while (taken.has(id)) id += "'";
    nodes.push({ id, type: "say", data: { data: { [MARK]: note }, destination: "visitor" } });
    return id;
  };
  const used = new Set<string>();
  for (const edge of flow.edges) {
    const source = flow.nodes.find(({ id }) => id === edge.source);
    const handle = edge.sourceHandle ?? (source && handlesOf(source, handles)[0]) ?? "next";
    used.add(`${edge.source}\n${handle}`);
    const marker = mark({ edge: edge.id, from: edge.source, handle, to: edge.target });
    edges.push({ ...edge, target: marker }, { id: `${marker} on`, source: marker, target: edge.target });
  }
  for (const node of flow.nodes.filter(({ type }) => !BEGINS_ANEW.has(type))) {
    for (const handle of handlesOf(node, handles).filter((handle) => !used.has(`${node.id}\n${handle}`))) {
      const marker = mark({ edge: null, from: node.id, handle, to: null });
      edges.push({ id: `${marker} end`, source: node.id, sourceHandle: handle, target: marker });
    }
  }
  return { ...flow, nodes, edges };
}

/** Options under which a traced flow gets as far as the flow itself. */
export function tracedOptions(options: EngineOptions): EngineOptions {
  return { ...options, fuel: Math.min(MOST_FUEL, (options.fuel ?? FUEL) * 2) };
}

/** Parts the effects of a traced flow into those of the flow and the way that it took. */
export function untrace(effects: Effect[]): { effects: Effect[]; trace: Trace } {
  const trace: Trace = { nodes: [], edges: [], end: null };
  const rest = effects.flatMap((effect): Effect[] => {
    const mark = markOf(effect);
    if (mark === null) return [effect.type === "fault" ? { ...effect, node: unmarked(effect.node) } : effect];
    if (trace.nodes.at(-1) !== mark.from) trace.nodes.push(mark.from);
    if (mark.to !== null) trace.nodes.push(mark.to);
    if (mark.edge !== null) trace.edges.push(mark.edge);
    trace.end = mark.to === null ? { node: mark.from, handle: mark.handle } : null;
    return [];
  });
  return { effects: rest, trace };
}

/** The names of a node's handles. */
export function handlesOf(node: Node, kinds = handlesByKind()): string[] {
  const named = kinds.get(node.type);
  if (named !== null) return named ?? [];
  const cases = (node.data as { cases?: unknown } | undefined)?.cases;
  const ids = Array.isArray(cases) ? cases.map((one: { id?: unknown } | null) => one?.id) : [];
  return [...ids.filter((id): id is string => typeof id === "string").map((id) => id.trim()), "default"];
}

function handlesByKind(): Map<string, string[] | null> {
  return new Map(nodeKinds().map(({ type, handles }) => [type, handles]));
}

/** The node that a marker stands behind; any other node is itself. */
function unmarked(id: string | null): string | null {
  return id?.startsWith(`${MARK} `) ? id.split(" ").slice(2).join(" ") : id;
}

function markOf(effect: Effect): Mark | null {
  if (effect.type !== "say" || effect.data === null) return null;
  return (effect.data as Record<string, Mark | undefined>)[MARK] ?? null;
}
