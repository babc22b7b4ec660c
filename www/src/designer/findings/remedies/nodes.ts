/** Remedies for nodes as a whole: repeated ids, unknown kinds, missing or surplus starts, and nodes that no run reaches. */
import { namedBy, takeOut } from "../../document/chain.js";
import { connect, edgeFrom } from "../../document/edges.js";
import { type Flow, type FlowNode, freeId, hasInput, idsOf, looseEnd, nodeOf, nothing } from "../../document/flow.js";
import { remove as removeSelected } from "../../document/nodes.js";
import { column, placed, placesOf } from "../../document/places.js";
import { meant, type Patient, type Remedy, remedy } from "./remedy.js";

/** For a node that is better gone. Nothing is offered where another node's setting still names it. */
export function remove({ flow, kinds, finding }: Patient): Remedy[] {
  const node = nodeOf(flow, finding.node ?? "");
  if (node === undefined || namedBy(flow, kinds, node.id).some((other) => other !== node)) return [];
    return [remedy({ name: "removeNode", values: [{ node: node.id }] }, () => removeSelected(flow, { ...nothing, nodes: [node.id] })?.flow ?? null, nothing)];
}

/** For a node that no run reaches: it comes where the flow ends, if that is one place, or it is better gone. */
export function unreached(patient: Patient): Remedy[] {
  const { flow, kinds, finding } = patient;
  const node = nodeOf(flow, finding.node ?? "");
  const end = looseEnd(flow, kinds);
  if (node === undefined || end === null || !hasInput(node)) return remove(patient);
  const join = () => connect(flow, { source: end.node, handle: end.handle, target: node.id })?.flow ?? null;
  return [remedy({ name: "connectAfter", values: [{ node: end.node }] }, join), ...remove(patient)];
}

/** For a node that does nothing where it stands. */
export function bypass({ flow, kinds, finding }: Patient): Remedy[] {
  const id = finding.node ?? "";
  return [remedy({ name: "takeOut", values: [{ node: id }] }, () => takeOut(flow, kinds, id)?.flow ?? null, nothing)];
}

/** For two nodes of one id: the later one gets another, and the edges stay with the first. */
export function repeatedId({ flow, finding }: Patient): Remedy[] {
  const node = flow.nodes.findLast((each) => each.id === finding.node);
  if (node === undefined) return [];
  const id = freeId(idsOf(flow.nodes), node.id);
  return [remedy({ name: "newId", values: [id] }, () => withNode(flow, node, { ...node, id }))];
}

/** For a node or an edge without an id. */
export function missingId({ flow, finding }: Patient): Remedy[] {
  const [, list, place] = /^(nodes|edges)\.(\d+)\.id$/.exec(finding.field ?? "") ?? [];
  const items: readonly { id: unknown; type?: string }[] = list === "edges" ? flow.edges : flow.nodes;
  const item = items[Number(place)];
  if (item === undefined) return [];
  const wanted = ["number", "string"].includes(typeof item.id) && item.id !== "" ? String(item.id) : (item.type ?? "edge");
  const id = freeId(new Set(items.flatMap((each) => (typeof each.id === "string" ? [each.id] : []))), wanted);
  const named = items.map((each) => (each === item ? { ...each, id } : each));
  return [remedy({ name: "newId", values: [id] }, () => ({ ...flow, [list === "edges" ? "edges" : "nodes"]: named }))];
}

/** For a node of a kind that there is not. */
export function unknownKind(patient: Patient): Remedy[] {
  const { flow, kinds, finding } = patient;
  const node = nodeOf(flow, finding.node ?? "");
  const near = meant(finding);
  const use = near === null || node === undefined ? [] : [remedy({ name: "useKind", values: [kinds.get(near)?.defaultLabel ?? near] }, () => withNode(flow, node, { ...node, type: near }))];
  return [...use, ...remove(patient)];
}

/** For a flow without a start: one that leads to the node that nothing leads to, or to the first. */
export function noStart({ flow: before }: Patient): Remedy[] {
  const change = (): Flow => {
    const flow = placed(before);
    const reached = new Set(flow.edges.map((edge) => edge.target));
    const first = flow.nodes.find((node) => !reached.has(node.id) && node.type !== "signal") ?? flow.nodes.find((node) => node.type !== "signal");
    const place = placesOf(flow).get(first?.id ?? "") ?? { x: column, y: 0 };
    const start: FlowNode = { id: freeId(idsOf(flow.nodes), "start"), type: "start", position: { x: place.x - column, y: place.y } };
    const edges = first === undefined ? flow.edges : [...flow.edges, edgeFrom(idsOf(flow.edges), start.id, "next", first.id)];
    return { ...flow, nodes: [start, ...flow.nodes], edges };
  };
  return [remedy({ name: "addStart", values: [] }, change)];
}

/** For a signal node whose signals another one takes: one of the sources that are free. */
export function repeatedSignal(patient: Patient): Remedy[] {
  const { flow, kinds, finding } = patient;
  const node = nodeOf(flow, finding.node ?? "");
  const options = kinds.get(node?.type ?? "")?.fields.find((field) => field.key === finding.field)?.options ?? [];
  if (node === undefined) return [];
  const own = (each: FlowNode) => (each.data as Record<string, unknown> | undefined)?.["source"] ?? "any";
  const used = new Set(flow.nodes.filter((each) => each.type === node.type).map(own));
  const use = ({ value, label }: { value: string; label: string }) =>
    remedy({ name: "useOption", values: [label] }, () => withNode(flow, node, { ...node, data: { ...node.data, source: value } }));
  return [...options.filter(({ value }) => value !== "any" && !used.has(value)).slice(0, 2).map(use), ...remove(patient)];
}

/** Puts another node in the place of one. */
export function withNode(flow: Flow, node: FlowNode, other: FlowNode): Flow {
  return { ...flow, nodes: flow.nodes.map((each) => (each === node ? other : each)) };
}
