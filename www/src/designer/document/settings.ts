/** Commands on the settings of nodes, on the name of the flow, on its tests, and on all of it at once. */
import { at, withAt } from "./data.js";
import type { Edit, Told } from "./edit.js";
import { type Flow, type FlowNode, nodeOf, nothing } from "./flow.js";

/** Sets one value in a node's data; `undefined` takes it out, so that the default counts. `label` is what the field is called. */
export function setField(flow: Flow, id: string, path: string, value: unknown, label: string): Edit | null {
  const node = nodeOf(flow, id);
  if (node === undefined || Object.is(at(node.data, path), value)) return null;
  return {
    flow: withNode(flow, id, (each) => withData(each, withAt(each.data, path, value))),
    told: { key: value === undefined ? "fieldReset" : "fieldSet", values: [label, { node: id }] },
    joins: `field ${id} ${path}`,
  };
}

/** Gives a node a name of its own; an empty one takes it away. */
export function setLabel(flow: Flow, id: string, label: string): Edit | null {
  const edit = setField(flow, id, "label", label === "" ? undefined : label, "");
  return edit && { ...edit, told: { key: "renamedNode", values: [{ node: id }] } };
}

/** Gives the flow another name. */
export function rename(flow: Flow, name: string): Edit | null {
  if (name === flow.name) return null;
  return { flow: { ...flow, name }, told: { key: "renamedFlow", values: [name] }, joins: "name" };
}

/** Puts another document in the place of the flow, as from a file or an earlier version. */
export function replace(flow: Flow, other: Flow, told: Told, tests?: string): Edit | null {
  if (other === flow) return null;
  return { flow: other, ...(tests !== undefined && { tests }), selection: nothing, told };
}

/** Changes the flow's tests and leaves the flow as it is. */
export function setTests(flow: Flow, tests: string, told: Told): Edit {
  return { flow, tests, told };
}

function withNode(flow: Flow, id: string, change: (node: FlowNode) => FlowNode): Flow {
  return { ...flow, nodes: flow.nodes.map((node) => (node.id === id ? change(node) : node)) };
}

function withData({ data: _, ...node }: FlowNode, data: object | undefined): FlowNode {
  return data === undefined ? node : { ...node, data };
}
