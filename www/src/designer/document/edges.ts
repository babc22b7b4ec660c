/** Commands that connect nodes. A handle leads to one node: connecting it anew takes it from where it led before. */
import type { Edit } from "./edit.js";
import { edgeAt, type Flow, type FlowEdge, freeId, handleOf, hasInput, idsOf, nodeOf, nothing } from "./flow.js";

/** From a handle of a node to a node. */
export interface Connection {
  source: string;
  handle: string;
  target: string;
}

/** Connects a handle to a node. */
export function connect(flow: Flow, { source, handle, target }: Connection): Edit | null {
  const to = nodeOf(flow, target);
  if (nodeOf(flow, source) === undefined || to === undefined || !hasInput(to)) return null;
  const present = edgeAt(flow, source, handle);
  if (present?.target === target) return null;
  const edge = edgeFrom(idsOf(flow.edges), source, handle, target);
  const edges = [...flow.edges.filter((each) => each !== present), edge];
  return { flow: { ...flow, edges }, told: { key: present === undefined ? "connected" : "connectedInstead", values: [{ node: source }, handle, { node: target }] } };
}

/** Takes edges out. */
export function disconnect(flow: Flow, ids: readonly string[]): Edit | null {
  const [edge, ...others] = flow.edges.filter((each) => ids.includes(each.id));
  if (edge === undefined) return null;
  const edges = flow.edges.filter((each) => !ids.includes(each.id));
  return {
    flow: { ...flow, edges },
    selection: nothing,
    told: others.length === 0 ? { key: "disconnected", values: [{ node: edge.source }, { node: edge.target }] } : { key: "removed", values: [0, others.length + 1, 0] },
  };
}

/** Moves an edge to another handle or another node. */
export function reconnect(flow: Flow, id: string, { source, handle, target }: Connection): Edit | null {
  const old = flow.edges.find((edge) => edge.id === id);
  if (old === undefined || (old.source === source && handleOf(old) === handle && old.target === target)) return null;
  const without: Flow = { ...flow, edges: flow.edges.filter((edge) => edge !== old) };
  return connect(without, { source, handle, target });
}

/** Answers a new edge whose id says where it comes from and where it leads. */
export function edgeFrom(taken: Set<string>, source: string, sourceHandle: string, target: string): FlowEdge {
  return { id: freeId(taken, `${source}-${sourceHandle}-${target}`), source, sourceHandle, target };
}
