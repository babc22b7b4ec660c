/**
 * The document that the designer edits, and what can be read off it: nodes, edges, handles, names and free ids.
 *
 * Every function here is pure and answers about the flow it is given; none changes it. A flow may come from anywhere,
 * so that nothing relies on what `checkFlow` would find: ids may be missing from edges' ends, kinds may be unknown.
 */
import type { Flow, NodeDescriptor } from "handover";
import { at } from "./data.js";

export type { Flow };
export type FlowNode = Flow["nodes"][number];
export type FlowEdge = Flow["edges"][number];
/** A text on the canvas, for those who read the flow. */
export type Note = NonNullable<Flow["notes"]>[number];
/** Descriptors of the kinds of nodes, by type. */
export type Kinds = ReadonlyMap<string, NodeDescriptor>;

/** A place on the canvas, in its own units. */
export interface Point {
  x: number;
  y: number;
}

/** What is selected, by ids. */
export interface Selection {
  nodes: string[];
  edges: string[];
  notes: string[];
}

export const nothing: Selection = { nodes: [], edges: [], notes: [] };

/** Answers a flow of a start node alone, which greets: who opens the chat expects to be spoken to. */
export function emptyFlow(name: string): Flow {
  return { version: 1, name, nodes: [{ id: "start", type: "start", position: { x: 0, y: 0 }, data: { greet: true } }], edges: [] };
}

/** Answers the node of that id. */
export function nodeOf(flow: Flow, id: string): FlowNode | undefined {
  return flow.nodes.find((node) => node.id === id);
}

/** Answers the note of that id. */
export function noteOf(flow: Flow, id: string): Note | undefined {
  return notesOf(flow).find((note) => note.id === id);
}

/** Answers the notes that can be shown; no check of a flow looks at them, so that anything may stand in their place. */
export function notesOf({ notes }: Flow): Note[] {
  return Array.isArray(notes) ? notes.filter(isNote) : [];
}

/** Whether a value is a point; a file from elsewhere may hold anything in its place. */
export function isPoint(value: unknown): value is Point {
  return Number.isFinite(at(value, "x")) && Number.isFinite(at(value, "y"));
}

/** Whether a value is a note. */
export function isNote(value: unknown): value is Note {
  const sized = [at(value, "width"), at(value, "height")].every((size) => size === undefined || (typeof size === "number" && size > 0));
  const color = at(value, "color");
  return isId(at(value, "id")) && typeof at(value, "text") === "string" && isPoint(at(value, "position")) && sized && (color === undefined || typeof color === "string");
}

/** Whether a value can be an id. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Answers what a node is called: its own label, or that of its kind, or its type. */
export function nameOf(node: FlowNode, kinds: Kinds): string {
  const own = at(node.data, "label");
  return typeof own === "string" && own !== "" ? own : (kinds.get(node.type)?.defaultLabel ?? node.type);
}

/** Answers the handles by which a node can be left: those of its kind, or of its own cases and `default`. */
export function handlesOf(node: FlowNode, kinds: Kinds): string[] {
  const descriptor = kinds.get(node.type);
  if (descriptor === undefined) return [];
  return descriptor.handles ?? [...casesOf(node, descriptor).map(({ id }) => id), "default"];
}

/** Answers a node's cases with what they compare with, as far as they have an id. */
export function casesOf(node: FlowNode, descriptor: NodeDescriptor): { id: string; value: string }[] {
  const lists = descriptor.fields.filter((field) => field.type === "cases").map((field) => at(node.data, field.key));
  return lists.flatMap((list) => (Array.isArray(list) ? list : [])).flatMap((each) => {
    const id = at(each, "id");
    return typeof id === "string" ? [{ id, value: String(at(each, "value") ?? id) }] : [];
  });
}

/** Answers the handle by which an edge leaves. */
export function handleOf(edge: FlowEdge): string {
  return edge.sourceHandle ?? "next";
}

/** Answers the edge that leaves a node by a handle. */
export function edgeAt(flow: Flow, source: string, handle: string): FlowEdge | undefined {
  return flow.edges.find((edge) => edge.source === source && handleOf(edge) === handle);
}

/** Answers the first handle of a node that leads nowhere yet; `null` if there is none. */
export function freeHandle(flow: Flow, node: FlowNode, kinds: Kinds): string | null {
  const taken = new Set(flow.edges.filter((edge) => edge.source === node.id).map(handleOf));
  return handlesOf(node, kinds).find((handle) => !taken.has(handle)) ?? null;
}

/** Answers the one place where a run ends because its handle leads nowhere; `null` if there is none, or more than one. */
export function looseEnd(flow: Flow, kinds: Kinds): { node: string; handle: string } | null {
  const reached = new Set(flow.nodes.filter((node) => !hasInput(node) || node.type === "signal").map(({ id }) => id));
  for (const id of reached) for (const edge of flow.edges) if (edge.source === id) reached.add(edge.target);
  const led = new Set(flow.edges.map((edge) => `${edge.source}\n${handleOf(edge)}`));
  const ends = flow.nodes.flatMap((node) => (reached.has(node.id) ? handlesOf(node, kinds).flatMap((handle) => (led.has(`${node.id}\n${handle}`) ? [] : [{ node: node.id, handle }])) : []));
  return ends.length === 1 ? (ends[0] ?? null) : null;
}

/** Whether an edge may lead to the node: a start is where a flow begins, and nothing leads to it. */
export function hasInput(node: FlowNode): boolean {
  return node.type !== "start";
}

/** Answers the nodes where a flow begins: one, unless the flow is not sound. */
export function startsOf(flow: Flow): FlowNode[] {
  return flow.nodes.filter((node) => node.type === "start");
}

/** Answers an id like `base` that is not taken, and takes it. */
export function freeId(taken: Set<string>, base: string): string {
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  taken.add(id);
  return id;
}

/** Answers the ids of nodes, of edges or of notes. */
export function idsOf(items: readonly { id: string }[] | undefined): Set<string> {
  return new Set(items?.map((item) => item.id));
}
