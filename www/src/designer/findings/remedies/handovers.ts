/**
 * Remedies for handovers: branches for the statuses that they can have, limits to waiting, and exits from silence.
 *
 * What is added is complete: a branch says something to the visitor, so that a run through it is noticed.
 */
import { edgeFrom } from "../../document/edges.js";
import { casesOf, edgeAt, type Flow, type FlowEdge, type FlowNode, freeId, idsOf, nodeOf, nothing } from "../../document/flow.js";
import { column, freePlace, placed, placesOf } from "../../document/places.js";
import { at, withAt } from "../../document/data.js";
import { setting } from "./fields.js";
import { type Patient, type Remedy, remedy } from "./remedy.js";

/** The statuses for which a branch can be missing, by the finding's code. */
const statuses: Record<string, string> = {
  no_branch_for_error: "error",
  no_branch_for_cancelled: "cancelled",
  no_branch_for_timed_out: "timedOut",
  no_branch_for_queue: "queue",
  no_branch_for_active: "active",
};

/** For a status without a branch: a case for it in the Lookup below, which is added too if there is none. */
export function missingBranch(patient: Patient): Remedy[] {
  const { flow: before, kinds, finding, sentence } = patient;
  const status = statuses[finding.code];
  const handover = nodeOf(before, finding.node ?? "");
  const descriptor = kinds.get("lookup");
  if (status === undefined || handover === undefined || descriptor === undefined || !kinds.has("say")) return [];
  const change = (): Flow => {
    const { flow, lookup } = withLookup(placed(before), handover.id);
    const cases = casesOf(lookup, descriptor);
    const present = cases.find(({ value }) => value === status);
    const list = at(lookup.data, "cases");
    const handle = present?.id ?? freeId(new Set(["default", ...cases.map(({ id }) => id)]), status);
    const data = present === undefined ? withAt(lookup.data, "cases", [...(Array.isArray(list) ? list : []), { id: handle, value: status }]) : lookup.data;
    const text = sentence(status);
    const say: FlowNode = { id: freeId(idsOf(flow.nodes), status), type: "say", position: beside(flow, lookup.id), data: { text: [text] } };
    const nodes = flow.nodes.map((node) => (node.id === lookup.id ? { ...node, data: data ?? {} } : node));
    return { ...flow, nodes: [...nodes, say], edges: [...flow.edges, edgeFrom(idsOf(flow.edges), lookup.id, handle, say.id)] };
  };
  return [remedy({ name: "addBranch", values: [status] }, change)];
}

/** For a queue in which a visitor may wait for ever. */
export function queueTimeout(patient: Patient): Remedy[] {
  const minutes = 5;
  return [setting(patient, { name: "setMinutes", values: [minutes] }, "queueTimeout", minutes)];
}

/** For a timer without a time, or with one that is none. */
export function minutes(patient: Patient): Remedy[] {
  const minutes = 5;
  return [setting(patient, { name: "setMinutes", values: [minutes] }, "minutes", String(minutes))];
}

/** For a timer that is reached only when the handover is over. */
export function eventsAbove(patient: Patient): Remedy[] {
  const { flow, kinds, finding } = patient;
  const above = handoversAbove(flow, finding.node ?? "");
  const fields = kinds.get("handoverToAgent")?.fields ?? [];
  return ["sendActiveEvent", "sendQueueEvent"].flatMap((key) => {
    const label = fields.find((field) => field.key === key)?.label;
    if (label === undefined || above.length === 0) return [];
    const change = (): Flow => ({ ...flow, nodes: flow.nodes.map((node) => (above.includes(node) ? { ...node, data: withAt(node.data, key, true) ?? {} } : node)) });
    return [remedy({ name: "switchOn", values: [label] }, change)];
  });
}

/** For a timer that goes on for ever: after some silence the handover is closed. */
export function silenceExit({ flow: before, kinds, finding }: Patient): Remedy[] {
  const times = 3;
  const timer = nodeOf(before, finding.node ?? "");
  if (timer === undefined || !kinds.has("if") || !kinds.has("closeHandover")) return [];
  const change = (): Flow => {
    const flow = placed(before);
    const ids = idsOf(flow.nodes);
    const place = placesOf(flow).get(timer.id) ?? { x: 0, y: 0 };
    const silent: FlowNode = { id: freeId(ids, "silent"), type: "if", position: freePlace(flow, { x: place.x - column / 2, y: place.y + 160 }), data: { condition: `input.handover.inactivityCount >= ${times}` } };
    const close: FlowNode = { id: freeId(ids, "close"), type: "closeHandover", position: freePlace(flow, { x: place.x + column / 2, y: place.y + 160 }) };
    const edges = flow.edges.map((edge) => (edge.target === timer.id ? { ...edge, target: silent.id } : edge));
    const taken = idsOf(edges);
    return { ...flow, nodes: [...flow.nodes, silent, close], edges: [...edges, edgeFrom(taken, silent.id, "then", close.id), edgeFrom(taken, silent.id, "else", timer.id)] };
  };
  return [remedy({ name: "addExit", values: [times] }, change, { ...nothing, nodes: [timer.id] })];
}

/** The Lookup by status that comes first below a handover; one is put below it if there is none. */
function withLookup(flow: Flow, handover: string): { flow: Flow; lookup: FlowNode } {
  const found = below(flow, handover).find((node) => node.type === "lookup" && at(node.data, "lookupType") === "handoverStatus");
  if (found !== undefined) return { flow, lookup: found };
  const present = edgeAt(flow, handover, "next");
  const lookup: FlowNode = { id: freeId(idsOf(flow.nodes), "status"), type: "lookup", position: beside(flow, handover), data: { lookupType: "handoverStatus", cases: [] } };
  const edges: FlowEdge[] = flow.edges.filter((edge) => edge !== present);
  const taken = idsOf(edges);
  edges.push(edgeFrom(taken, handover, "next", lookup.id));
  if (present !== undefined) edges.push(edgeFrom(taken, lookup.id, "default", present.target));
  return { flow: { ...flow, nodes: [...flow.nodes, lookup], edges }, lookup };
}

/** What can follow a node before the next handover, nearest first. */
function below(flow: Flow, id: string): FlowNode[] {
  return walked(flow, id, (edge) => [edge.source, edge.target]);
}

function handoversAbove(flow: Flow, id: string): FlowNode[] {
  return walked(flow, id, (edge) => [edge.target, edge.source]).filter((node) => node.type === "handoverToAgent");
}

// A handover is the end of a walk: what lies beyond it belongs to that one.
function walked(flow: Flow, from: string, way: (edge: FlowEdge) => [string, string]): FlowNode[] {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const steps = [...flow.edges.map(way), ...flow.nodes.flatMap((node) => jump(node).map((target) => way({ id: "", source: node.id, target })))];
  const next = new Map<string, string[]>();
  for (const [one, other] of steps) next.set(one, [...(next.get(one) ?? []), other]);
  const reached = new Set(next.get(from));
  for (const id of reached) {
    if (nodes.get(id)?.type !== "handoverToAgent") for (const other of next.get(id) ?? []) reached.add(other);
  }
  return [...reached].flatMap((id) => nodes.get(id) ?? []);
}

function jump(node: FlowNode): string[] {
  const target = node.type === "goTo" ? at(node.data, "target") : undefined;
  return typeof target === "string" ? [target] : [];
}

function beside(flow: Flow, id: string): { x: number; y: number } {
  const { x, y } = placesOf(flow).get(id) ?? { x: 0, y: 0 };
  return freePlace(flow, { x: x + column, y });
}
