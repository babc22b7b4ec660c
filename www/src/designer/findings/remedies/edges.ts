/** Remedies for connections: those that lead nowhere, leave by a handle that is not there, or by one that is taken. */
import { type Flow, type FlowEdge, freeId, handleOf, handlesOf, idsOf, nodeOf } from "../../document/flow.js";
import { meant, type Patient, type Remedy, remedy } from "./remedy.js";

/** For an edge from or to nothing. */
export function dangling({ flow, finding }: Patient): Remedy[] {
  const end = finding.field === "source" ? "source" : "target";
  return [remedy({ name: "removeEdge", values: [] }, () => withoutEdge(flow, finding.edge, (edge) => nodeOf(flow, edge[end]) === undefined))];
}

/** For a second edge by one handle. */
export function taken({ flow, finding }: Patient): Remedy[] {
  const edge = flow.edges.findLast((each) => each.id === finding.edge);
  const other = edge && flow.edges.find((each) => each !== edge && each.source === edge.source && handleOf(each) === handleOf(edge));
  if (edge === undefined || other === undefined) return [];
  const only = (kept: FlowEdge, gone: FlowEdge) => remedy({ name: "keepEdgeTo", values: [{ node: kept.target }] }, () => without(flow, gone));
  return other.target === edge.target ? [remedy({ name: "removeEdge", values: [] }, () => without(flow, edge))] : [only(other, edge), only(edge, other)];
}

/** For an edge whose handle the node does not have. */
export function unknownHandle({ flow, kinds, finding }: Patient): Remedy[] {
  const edge = flow.edges.find((each) => each.id === finding.edge);
  const source = edge && nodeOf(flow, edge.source);
  if (edge === undefined || source === undefined) return [];
  const used = new Set(flow.edges.filter((each) => each !== edge && each.source === source.id).map((each) => each.sourceHandle));
  const free = handlesOf(source, kinds).filter((handle) => !used.has(handle));
  const near = meant(finding);
  const offered = near === null ? free : free.filter((handle) => handle === near);
  const use = (handle: string) =>
    remedy({ name: "useHandle", values: [handle] }, () => ({ ...flow, edges: flow.edges.map((each) => (each === edge ? { ...each, sourceHandle: handle } : each)) }));
  return [...offered.slice(0, 3).map(use), remedy({ name: "removeEdge", values: [] }, () => without(flow, edge))];
}

/** For two edges of one id: the later one gets another. */
export function repeatedId({ flow, finding }: Patient): Remedy[] {
  const edge = flow.edges.findLast((each) => each.id === finding.edge);
  if (edge === undefined) return [];
  const id = freeId(idsOf(flow.edges), edge.id);
  return [remedy({ name: "newId", values: [id] }, () => ({ ...flow, edges: flow.edges.map((each) => (each === edge ? { ...each, id } : each)) }))];
}

function withoutEdge(flow: Flow, id: string | null, fits: (edge: FlowEdge) => boolean): Flow | null {
  const edge = flow.edges.findLast((each) => each.id === id && fits(each));
  return edge === undefined ? null : without(flow, edge);
}

function without(flow: Flow, edge: FlowEdge): Flow {
  return { ...flow, edges: flow.edges.filter((each) => each !== edge) };
}
