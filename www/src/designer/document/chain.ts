/**
 * Commands on a node in its place between others: what leads to it and where it leads on stay connected.
 *
 * A node leads on by its first handle that is connected; its other handles lose what they led to. A setting that names
 * a node which is taken out names the one after it.
 */
import { at, withAt } from "./data.js";
import type { Edit } from "./edit.js";
import { type Fragment, paste } from "./clipboard.js";
import { edgeFrom } from "./edges.js";
import { edgeAt, type Flow, type FlowNode, freeHandle, freeId, handlesOf, hasInput, idsOf, type Kinds, nodeOf, nothing } from "./flow.js";
import { column, freePlace, placed, placesOf } from "./places.js";

/** A place for a node: at the end of a handle, ahead of what that leads to now. */
export interface Slot {
  node: string;
  handle: string;
}

/** Takes a node out and connects what led to it with what it led on to. */
export function takeOut(flow: Flow, kinds: Kinds, id: string): Edit | null {
  const node = nodeOf(flow, id);
  if (node === undefined || !hasInput(node)) return null;
  return { flow: without(flow, kinds, node), selection: nothing, told: { key: "tookOut", values: [{ node: id }] } };
}

/** Puts a new node ahead of another: all that led there leads to the new one. */
export function addBefore(before: Flow, kinds: Kinds, { type, data, node: id }: { type: string; data?: object; node: string }): Edit | null {
  const target = nodeOf(before, id);
  if (target === undefined || !hasInput(target) || !kinds.has(type) || type === "start") return null;
  const flow = placed(before);
  const place = placesOf(flow).get(id) ?? { x: 0, y: 0 };
  const node: FlowNode = { id: freeId(idsOf(flow.nodes), type), type, position: freePlace(flow, { x: place.x - column / 2, y: place.y + 140 }), ...(data && { data }) };
  if (!hasInput(node)) return null;
  const edges = flow.edges.map((edge) => (edge.target === id ? { ...edge, target: node.id } : edge));
  const [onwards] = handlesOf(node, kinds);
  if (onwards !== undefined) edges.push(edgeFrom(idsOf(edges), node.id, onwards, id));
  return {
    flow: { ...flow, nodes: [...flow.nodes, node], edges },
    selection: { ...nothing, nodes: [node.id] },
    told: { key: "addedBefore", values: [{ node: node.id }, { node: id }] },
  };
}

/** Moves a node to another place: what stood around it is connected, and what the handle led to comes after it. */
export function moveInto(flow: Flow, kinds: Kinds, id: string, slot: Slot): Edit | null {
  const node = nodeOf(flow, id);
  const source = nodeOf(flow, slot.node);
  if (node === undefined || source === undefined || source.id === id || !hasInput(node) || !handlesOf(source, kinds).includes(slot.handle)) return null;
  const present = edgeAt(flow, slot.node, slot.handle);
  if (present?.target === id) return null;
  const left = without(flow, kinds, node);
  const next = edgeAt(left, slot.node, slot.handle);
  const onwards = onwardsOf(flow, kinds, node)?.sourceHandle ?? handlesOf(node, kinds)[0];
  // Its other handles keep what they led to: only the way on changes.
  const others = flow.edges.filter((edge) => edge.source === id && edge !== onwardsOf(flow, kinds, node));
  const edges = [...left.edges.filter((edge) => edge !== next), ...others];
  const taken = idsOf(edges);
  edges.push(edgeFrom(taken, slot.node, slot.handle, id));
  if (next !== undefined && onwards !== undefined) edges.push(edgeFrom(taken, id, onwards, next.target));
  return {
    flow: { ...flow, edges },
    selection: { ...nothing, nodes: [id] },
    told: { key: "movedNode", values: [{ node: id }, { node: slot.node }, slot.handle] },
  };
}

/** Moves a node ahead of another one: all that led to that one leads to the node. */
export function moveBefore(flow: Flow, kinds: Kinds, id: string, target: string): Edit | null {
  const node = nodeOf(flow, id);
  const next = nodeOf(flow, target);
  if (node === undefined || next === undefined || node === next || !hasInput(node) || !hasInput(next)) return null;
  const onwards = onwardsOf(flow, kinds, node)?.sourceHandle ?? handlesOf(node, kinds)[0];
  if (onwards === undefined || edgeAt(flow, id, onwards)?.target === target) return null;
  const others = flow.edges.filter((edge) => edge.source === id && edge !== onwardsOf(flow, kinds, node));
  const edges = [...without(flow, kinds, node).edges.map((edge) => (edge.target === target ? { ...edge, target: id } : edge)), ...others];
  edges.push(edgeFrom(idsOf(edges), id, onwards, target));
  return { flow: { ...flow, edges }, selection: { ...nothing, nodes: [id] }, told: { key: "movedBefore", values: [{ node: id }, { node: target }] } };
}

/** Pastes a part at the end of a handle, ahead of what that leads to now, if the part begins with one node; anywhere if it does not. */
export function pasteInto(before: Flow, kinds: Kinds, slot: Slot, fragment: Fragment): Edit | null {
  const source = placesOf(before).get(slot.node) ?? { x: 0, y: 0 };
  const edit = paste(before, fragment, kinds, { at: freePlace(before, { x: source.x + column, y: source.y }) });
  if (edit === null) return null;
  const added = (edit.selection?.nodes ?? []).flatMap((id) => nodeOf(edit.flow, id) ?? []);
  const roots = added.filter((node) => hasInput(node) && !edit.flow.edges.some((edge) => edge.target === node.id));
  const [root] = roots;
  if (root === undefined || roots.length > 1) return edit;
  const present = edgeAt(before, slot.node, slot.handle);
  const edges = edit.flow.edges.filter((edge) => edge !== present);
  const taken = idsOf(edges);
  edges.push(edgeFrom(taken, slot.node, slot.handle, root.id));
  const end = added.find((node) => freeHandle({ ...edit.flow, edges }, node, kinds) !== null);
  const handle = end === undefined ? null : freeHandle({ ...edit.flow, edges }, end, kinds);
  if (present !== undefined && end !== undefined && handle !== null) edges.push(edgeFrom(taken, end.id, handle, present.target));
  return { ...edit, flow: { ...edit.flow, edges } };
}

/** Answers the nodes whose settings name a node, as a jump does. */
export function namedBy(flow: Flow, kinds: Kinds, id: string): FlowNode[] {
  return flow.nodes.filter((node) => targetsOf(node, kinds).some((field) => at(node.data, field) === id));
}

/** Answers the settings of a node that name another one, by their keys. */
export function targetsOf(node: FlowNode, kinds: Kinds): string[] {
  return (kinds.get(node.type)?.fields ?? []).filter((field) => field.type === "node").map((field) => field.key);
}

function without(flow: Flow, kinds: Kinds, node: FlowNode): Flow {
  const next = onwardsOf(flow, kinds, node)?.target;
  const edges = flow.edges.flatMap((edge) => {
    if (edge.source === node.id) return [];
    if (edge.target !== node.id) return [edge];
    return next === undefined ? [] : [{ ...edge, target: next }];
  });
  const nodes = flow.nodes.filter((each) => each !== node).map((each) => (next === undefined ? each : renamed(each, kinds, node.id, next)));
  return { ...flow, nodes, edges };
}

function onwardsOf(flow: Flow, kinds: Kinds, node: FlowNode): Flow["edges"][number] | undefined {
  const ways = handlesOf(node, kinds).map((handle) => edgeAt(flow, node.id, handle));
  return ways.find((edge) => edge !== undefined && edge.target !== node.id);
}

function renamed(node: FlowNode, kinds: Kinds, from: string, to: string): FlowNode {
  const named = targetsOf(node, kinds).filter((field) => at(node.data, field) === from);
  if (named.length === 0) return node;
  return { ...node, data: named.reduce<object | undefined>((data, field) => withAt(data, field, to), node.data) ?? {} };
}
