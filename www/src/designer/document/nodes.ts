/** Commands that add, duplicate and delete nodes. The start of a flow stays: without it there is no flow. */
import { fragmentOf, paste } from "./clipboard.js";
import type { Edit } from "./edit.js";
import { edgeFrom } from "./edges.js";
import { edgeAt, type Flow, type FlowEdge, type FlowNode, freeHandle, freeId, handleOf, handlesOf, hasInput, idsOf, type Kinds, nodeOf, notesOf, nothing, type Point, type Selection, startsOf } from "./flow.js";
import { apart, column, freePlace, placed, placesOf, snapped } from "./places.js";

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

/** Adds a node of a kind and connects it, where that is asked for and possible. Behind a handle that is taken it goes into that edge. */
export function add(before: Flow, kinds: Kinds, adding: Adding): Edit | null {
  const { type, data, at } = adding;
  if (!kinds.has(type) || (type === "start" && startsOf(before).length > 0)) return null;
  const flow = placed(before);
  const id = freeId(idsOf(flow.nodes), type);
  const node: FlowNode = { id, type, ...(data && { data }) };
  const { source, handle, parted, target } = wayOf(flow, kinds, node, adding);
  const position = at === undefined ? freePlace(flow, besides(flow, parted?.source ?? adding.after?.node)) : snapped(at);

  const taken = idsOf(flow.edges);
  const edges = flow.edges.filter((edge) => edge !== parted);
  if (source !== undefined && handle !== undefined) edges.push(edgeFrom(taken, source, handle, id));
  const [onwards] = handlesOf(node, kinds);
  if (target !== undefined && onwards !== undefined) edges.push(edgeFrom(taken, id, onwards, target));
  return {
    flow: { ...flow, nodes: [...flow.nodes, { id, type, position, ...(data && { data }) }], edges },
    selection: { ...nothing, nodes: [id] },
    told: source === undefined ? { key: "added", values: [{ node: id }] } : { key: "addedAfter", values: [{ node: id }, { node: source }] },
  };
}

/** How a new node is reached, which edge it parts, and where it leads. */
interface Way {
  source?: string;
  handle?: string;
  parted?: FlowEdge;
  target?: string;
}

function wayOf(flow: Flow, kinds: Kinds, node: FlowNode, { after, before, into }: Adding): Way {
  const ahead = nodeOf(flow, before ?? "");
  const way: Way = ahead !== undefined && hasInput(ahead) ? { target: ahead.id } : {};
  const parted = flow.edges.find((edge) => edge.id === into);
  const source = nodeOf(flow, parted?.source ?? after?.node ?? "");
  if (source === undefined || !hasInput(node)) return way;
  if (parted !== undefined) return { source: source.id, handle: handleOf(parted), parted, target: parted.target };
  const handles = handlesOf(source, kinds);
  // Which of several taken handles is meant nobody can know, and a node that leads nowhere would cut off what follows.
  const only = handles.length === 1 && handlesOf(node, kinds).length > 0 ? handles[0] : undefined;
  const handle = after?.handle ?? freeHandle(flow, source, kinds) ?? only;
  if (handle === undefined || !handles.includes(handle)) return way;
  const present = edgeAt(flow, source.id, handle);
  return { source: source.id, handle, ...(present && { parted: present, target: present.target }) };
}

/** Deletes what is selected. Edges of a node go with it. */
export function remove(flow: Flow, selection: Selection): Edit | null {
  const starts = startsOf(flow);
  const kept = starts.every((node) => selection.nodes.includes(node.id)) ? starts[0] : undefined;
  const gone = new Set(selection.nodes.filter((id) => id !== kept?.id && nodeOf(flow, id) !== undefined));
  const notes = new Set(selection.notes);
  const cut = new Set(selection.edges);
  const edges = flow.edges.filter((edge) => !cut.has(edge.id) && !gone.has(edge.source) && !gone.has(edge.target));
  const left = notesOf(flow).filter((note) => !notes.has(note.id));
  const counts: [number, number, number] = [gone.size, flow.edges.length - edges.length, notesOf(flow).length - left.length];
  if (counts.every((count) => count === 0)) {
    return kept === undefined ? null : { flow, told: { key: "startStays", values: [{ node: kept.id }] } };
  }
  const next: Flow = { ...flow, nodes: flow.nodes.filter((node) => !gone.has(node.id)), edges };
  if (counts[2] > 0) withNotes(next, left);
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

function besides(flow: Flow, source: string | undefined): Point {
  if (source === undefined) return { x: 0, y: 0 };
  const { x, y } = placesOf(flow).get(source) ?? { x: 0, y: 0 };
  return { x: x + column, y };
}

function withNotes(flow: Flow, notes: NonNullable<Flow["notes"]>): void {
  if (notes.length > 0) flow.notes = notes;
  else delete flow.notes;
}
