/**
 * Remedies for loops in which nobody gets a word in: a wait on the way back, or a way that is gone only once.
 *
 * Which connection closes a loop only the engine knows, so that it is asked whether the finding is gone.
 */
import { withAt, at } from "../../document/data.js";
import { edgeFrom } from "../../document/edges.js";
import { type Flow, type FlowEdge, type FlowNode, freeId, idsOf } from "../../document/flow.js";
import { column, freePlace, placed, placesOf } from "../../document/places.js";
import { type Patient, type Remedy, remedy } from "./remedy.js";

/** For a run that comes back to a node without waiting: it waits for input on the way back. */
export function waitInLoop(patient: Patient): Remedy[] {
  return [remedy({ name: "waitInLoop", values: [] }, () => broken(patient, (flow, edge) => parted(flow, edge, "waitForInput", "next"), waitingJump))];
}

/** For a handover that is tried again for ever: it is tried again only once. */
export function tryOnce(patient: Patient): Remedy[] {
  return [remedy({ name: "tryOnce", values: [] }, () => broken(patient, (flow, edge) => parted(flow, edge, "once", "first"), onceAhead))];
}

/** Changes the first way back that mends it, or all of them if none does alone; `null` if that is of no use either. */
function broken({ flow: before, finding, check }: Patient, onEdge: (flow: Flow, edge: FlowEdge) => Flow, onJump: (flow: Flow, node: FlowNode) => Flow): Flow | null {
  const flow = placed(before);
  const id = finding.node ?? "";
  const mended = (next: Flow) => !check(next).some((each) => each.code === finding.code && each.node === id);
  const behind = reachedFrom(flow, id);
  const edges = flow.edges.filter((edge) => edge.target === id && behind.has(edge.source));
  const jumps = flow.nodes.filter((node) => behind.has(node.id) && targetOf(node) === id);
  const ways = [...edges.map((edge) => (next: Flow) => onEdge(next, edge)), ...jumps.map((node) => (next: Flow) => onJump(next, node))];
  for (const way of ways) {
    const next = way(flow);
    if (mended(next)) return next;
  }
  const all = ways.reduce((next, way) => way(next), flow);
  return mended(all) ? all : null;
}

function waitingJump(flow: Flow, node: FlowNode): Flow {
  return { ...flow, nodes: flow.nodes.map((each) => (each.id === node.id ? { ...each, data: withAt(each.data, "mode", "wait") ?? {} } : each)) };
}

// What leads to the jump is gone only once.
function onceAhead(flow: Flow, node: FlowNode): Flow {
  return flow.edges.filter((edge) => edge.target === node.id).reduce((next, edge) => parted(next, edge, "once", "first"), flow);
}

function parted(flow: Flow, edge: FlowEdge, type: string, handle: string): Flow {
  const places = placesOf(flow);
  const [from, to] = [places.get(edge.source) ?? { x: 0, y: 0 }, places.get(edge.target) ?? { x: 0, y: 0 }];
  const position = freePlace(flow, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + column / 2 });
  const node: FlowNode = { id: freeId(idsOf(flow.nodes), type), type, position };
  const edges = flow.edges.map((each) => (each.id === edge.id && each.source === edge.source ? { ...each, target: node.id } : each));
  return { ...flow, nodes: [...flow.nodes, node], edges: [...edges, edgeFrom(idsOf(edges), node.id, handle, edge.target)] };
}

function reachedFrom(flow: Flow, id: string): Set<string> {
  const next = new Map<string, string[]>();
  const lead = (from: string, to: string) => next.set(from, [...(next.get(from) ?? []), to]);
  for (const { source, target } of flow.edges) lead(source, target);
  for (const node of flow.nodes) {
    const target = targetOf(node);
    if (target !== null) lead(node.id, target);
  }
  const reached = new Set([id]);
  for (const each of reached) for (const other of next.get(each) ?? []) reached.add(other);
  return reached;
}

function targetOf(node: FlowNode): string | null {
  const target = node.type === "goTo" ? at(node.data, "target") : null;
  return typeof target === "string" ? target : null;
}
