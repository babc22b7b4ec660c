/** Commands that add, duplicate and delete nodes. The start of a flow stays: without it there is no flow. */
import { fragmentOf, paste } from "./clipboard.js";
import type { Edit } from "./edit.js";
import { edgeFrom } from "./edges.js";
import { type Flow, type FlowNode, freeHandle, freeId, handleOf, handlesOf, hasInput, idsOf, type Kinds, nodeOf, nothing, type Point, type Selection, startsOf } from "./flow.js";
import { column, freePlace, placed, placesOf, snapped } from "./places.js";

/** What is to be added, and where. */
export interface Adding {
  type: string;
  data?: object;
  /** Where it stands; beside what it is connected to if not given. */
  at?: Point;
  /** The node after which it comes, by a handle, or by the first that is free. */
  after?: { node: string; handle?: string };
  /** The node before which it comes, by its own first handle. */
  before?: string;
  /** The edge into which it is put. */
  into?: string;
}

const apart = 40;

/** Adds a node of a kind and connects it, where that is asked for and possible. */
export function add(before: Flow, kinds: Kinds, { type, data, at, after, before: ahead, into }: Adding): Edit | null {
  if (!kinds.has(type) || (type === "start" && startsOf(before).length > 0)) return null;
  const flow = placed(before);
  const parted = flow.edges.find((edge) => edge.id === into);
  const source = nodeOf(flow, parted?.source ?? after?.node ?? "");
  const place = at === undefined ? freePlace(flow, besides(flow, source)) : snapped(at);
  const node: FlowNode = { id: freeId(idsOf(flow.nodes), type), type, position: place, ...(data && { data }) };
  const taken = idsOf(flow.edges);
  let edges = flow.edges;
  if (source !== undefined && hasInput(node)) {
    const handle = parted === undefined ? (after?.handle ?? freeHandle(flow, source, kinds)) : handleOf(parted);
    if (handle !== null && handlesOf(source, kinds).includes(handle)) {
      edges = edges.filter((edge) => edge.source !== source.id || handleOf(edge) !== handle);
      edges = [...edges, edgeFrom(taken, source.id, handle, node.id)];
    }
  }
  const [onwards] = handlesOf(node, kinds);
  const target = nodeOf(flow, parted?.target ?? ahead ?? "");
  if (target !== undefined && hasInput(target) && onwards !== undefined) edges = [...edges, edgeFrom(taken, node.id, onwards, target.id)];
  const next: Flow = { ...flow, nodes: [...flow.nodes, node], edges };
  const connected = source !== undefined && edges !== flow.edges;
  return {
    flow: next,
    selection: { ...nothing, nodes: [node.id] },
    told: connected ? { key: "addedAfter", values: [{ node: node.id }, { node: source.id }] } : { key: "added", values: [{ node: node.id }] },
  };
}

/** Deletes what is selected. Edges of a node go with it. */
export function remove(flow: Flow, selection: Selection): Edit | null {
  const starts = startsOf(flow);
  const kept = starts.every((node) => selection.nodes.includes(node.id)) ? starts[0] : undefined;
  const gone = new Set(selection.nodes.filter((id) => id !== kept?.id && nodeOf(flow, id) !== undefined));
  const notes = new Set(selection.notes);
  const cut = new Set(selection.edges);
  const edges = flow.edges.filter((edge) => !cut.has(edge.id) && !gone.has(edge.source) && !gone.has(edge.target));
  const left = flow.notes?.filter((note) => !notes.has(note.id));
  const counts: [number, number, number] = [gone.size, flow.edges.length - edges.length, (flow.notes?.length ?? 0) - (left?.length ?? 0)];
  if (counts.every((count) => count === 0)) {
    return kept === undefined ? null : { flow, told: { key: "startStays", values: [{ node: kept.id }] } };
  }
  const next: Flow = { ...flow, nodes: flow.nodes.filter((node) => !gone.has(node.id)), edges };
  if (counts[2] > 0) withNotes(next, left ?? []);
  const [first] = gone;
  const selected = { ...nothing, nodes: kept === undefined ? [] : [kept.id] };
  if (kept !== undefined) return { flow: next, selection: selected, told: { key: "removedButStart", values: counts } };
  if (gone.size === 1 && counts[2] === 0 && first !== undefined) {
    return { flow: next, selection: selected, told: { key: "removedNode", values: [{ node: first }, counts[1]] } };
  }
  return { flow: next, selection: selected, told: { key: "removed", values: counts } };
}

/** Puts a copy of the selected nodes and notes beside them, with the edges between them. */
export function duplicate(flow: Flow, selection: Selection, kinds: Kinds): Edit | null {
  const fragment = fragmentOf(placed(flow), selection);
  if (fragment === null) return null;
  const edit = paste(flow, fragment, kinds, { by: { x: apart, y: apart } });
  return edit && { ...edit, told: { key: "duplicated", values: [fragment.nodes.length, fragment.notes.length] } };
}

function besides(flow: Flow, source: FlowNode | undefined): Point {
  if (source === undefined) return { x: 0, y: 0 };
  const { x, y } = placesOf(flow).get(source.id) ?? { x: 0, y: 0 };
  return { x: x + column, y };
}

function withNotes(flow: Flow, notes: NonNullable<Flow["notes"]>): void {
  if (notes.length > 0) flow.notes = notes;
  else delete flow.notes;
}
