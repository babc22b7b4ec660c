/**
 * Parts of a flow as text: what is copied is JSON that can be pasted into another tab, a message or an editor.
 *
 * What is pasted comes from anywhere. A text that is no part of a flow is refused, and what is read has the shape of
 * nodes, edges and notes and nothing beside. A whole flow is a part as well; its start is left out where there is one already.
 */
import { at, withAt } from "./data.js";
import type { Edit } from "./edit.js";
import { edgeFrom } from "./edges.js";
import { type Flow, type FlowEdge, type FlowNode, freeId, handleOf, idsOf, isId, isNote, isPoint, type Kinds, type Note, notesOf, nothing, type Point, type Selection, startsOf } from "./flow.js";
import { apart, placed, placesOf, snapped } from "./places.js";

/** Nodes, the edges between them, and notes. */
export interface Fragment {
  nodes: FlowNode[];
  edges: FlowEdge[];
  notes: Note[];
}

/** Answers what is selected, with the edges inside; `null` if it holds nothing that could stand elsewhere. */
export function fragmentOf(flow: Flow, { nodes: chosen, notes: noted }: Selection): Fragment | null {
  const ids = new Set(chosen);
  const nodes = placed(flow).nodes.filter((node) => ids.has(node.id) && node.type !== "start");
  const inside = idsOf(nodes);
  const edges = flow.edges.filter((edge) => inside.has(edge.source) && inside.has(edge.target));
  const notes = notesOf(flow).filter((note) => noted.includes(note.id));
  return nodes.length + notes.length === 0 ? null : { nodes, edges, notes };
}

/** Writes a part of a flow as text. */
export function writeFragment({ nodes, edges, notes }: Fragment): string {
  return JSON.stringify({ nodes, edges, ...(notes.length > 0 && { notes }) }, null, 2);
}

/** Reads a part of a flow, or a whole one; `null` for any other text. */
export function readFragment(text: string): Fragment | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  const nodes = at(read, "nodes");
  const edges = at(read, "edges") ?? [];
  const notes = at(read, "notes") ?? [];
  if (!isList(nodes, isNode) || !isList(edges, isEdge) || !isList(notes, isNote) || nodes.length + notes.length === 0) return null;
  return {
    nodes: nodes.map(({ id, type, position, data }) => ({ id, type, ...(position && { position }), ...(data && { data }) })),
    edges: edges.map(({ id, source, sourceHandle, target }) => ({ id, source, sourceHandle: sourceHandle ?? null, target })),
    notes: notes.map(({ id, text, position, width, height, color }) => ({ id, text, position, ...(width && { width }), ...(height && { height }), ...(color && { color }) })),
  };
}

/** Puts a part into the flow, under new ids, its middle at a point or moved by a distance, and beside what lies there already. */
export function paste(before: Flow, fragment: Fragment, kinds: Kinds, where: { at: Point } | { by: Point }): Edit | null {
  const flow = placed(before);
  const wanted = fragment.nodes.filter((node) => node.type !== "start" || startsOf(flow).length === 0);
  const local = placesOf({ version: 1, name: "", ...fragment });
  const by = { ...("by" in where ? where.by : distance(fragment, wanted, local, where.at)) };
  const moved = (place: Point | undefined) => snapped({ x: (place?.x ?? 0) + by.x, y: (place?.y ?? 0) + by.y });
  const key = ({ x, y }: Point) => `${x} ${y}`;
  const filled = new Set([...flow.nodes, ...notesOf(flow)].flatMap(({ position }) => (isPoint(position) ? [key(position)] : [])));
  while ([...wanted.map(({ id }) => local.get(id)), ...fragment.notes.map(({ position }) => position)].some((place) => filled.has(key(moved(place))))) {
    by.x += apart;
    by.y += apart;
  }

  const nodeIds = renamed(flow.nodes, wanted);
  const noteIds = renamed(notesOf(flow), fragment.notes);
  const nodes = wanted.map((node) => ({ ...followed(node, nodeIds, kinds), id: nodeIds.get(node.id) ?? node.id, position: moved(local.get(node.id)) }));
  const notes = fragment.notes.map((note) => ({ ...note, id: noteIds.get(note.id) ?? note.id, position: moved(note.position) }));
  if (nodes.length + notes.length === 0) return null;

  const taken = idsOf(flow.edges);
  const edges = fragment.edges.flatMap((edge) => {
    const [source, target] = [nodeIds.get(edge.source), nodeIds.get(edge.target)];
    return source === undefined || target === undefined ? [] : [edgeFrom(taken, source, handleOf(edge), target)];
  });
  const next: Flow = { ...flow, nodes: [...flow.nodes, ...nodes], edges: [...flow.edges, ...edges] };
  if (notes.length > 0) next.notes = [...notesOf(flow), ...notes];
  return {
    flow: next,
    selection: { ...nothing, nodes: nodes.map((node) => node.id), notes: notes.map((note) => note.id) },
    told: { key: "pasted", values: [nodes.length, notes.length] },
  };
}

function renamed(present: readonly { id: string }[] | undefined, added: readonly { id: string }[]): Map<string, string> {
  const taken = idsOf(present);
  return new Map(added.map(({ id }) => [id, freeId(taken, id.replace(/-\d+$/, "") || id)]));
}

// A setting that names a node inside the part leads to its copy.
function followed(node: FlowNode, ids: ReadonlyMap<string, string>, kinds: Kinds): FlowNode {
  let { data } = node;
  for (const field of kinds.get(node.type)?.fields ?? []) {
    const target = field.type === "node" ? at(data, field.key) : undefined;
    const id = typeof target === "string" ? ids.get(target) : undefined;
    if (id !== undefined) data = withAt(data, field.key, id);
  }
  return data === undefined ? node : { ...node, data };
}

function distance(fragment: Fragment, nodes: readonly FlowNode[], places: ReadonlyMap<string, Point>, to: Point): Point {
  const points = [...nodes.map((node) => places.get(node.id)), ...fragment.notes.map((note) => note.position)].filter(isPoint);
  const middle = (axis: "x" | "y") => (points.reduce((least, point) => Math.min(least, point[axis]), Infinity) + points.reduce((most, point) => Math.max(most, point[axis]), -Infinity)) / 2;
  return points.length === 0 ? to : { x: to.x - middle("x"), y: to.y - middle("y") };
}

function isList<Item>(value: unknown, is: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(is);
}

function isNode(value: unknown): value is FlowNode {
  const data = at(value, "data");
  const position = at(value, "position");
  return isId(at(value, "id")) && isId(at(value, "type")) && (data === undefined || (typeof data === "object" && data !== null && !Array.isArray(data))) && (position === undefined || isPoint(position));
}

function isEdge(value: unknown): value is FlowEdge {
  const handle = at(value, "sourceHandle");
  return isId(at(value, "source")) && isId(at(value, "target")) && (handle === undefined || handle === null || isId(handle));
}
