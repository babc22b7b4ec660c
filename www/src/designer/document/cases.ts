/** Commands on the cases of a node, each of which is a handle of its own: what a case led to goes with it. */
import { at, withAt } from "./data.js";
import type { Edit } from "./edit.js";
import { type Flow, freeId, handleOf, nodeOf } from "./flow.js";

/** Adds a case at the end, with a handle of its own. */
export function addCase(flow: Flow, id: string, key: string, label: string, value = ""): Edit | null {
  const list = listAt(flow, id, key);
  if (list === null) return null;
  const taken = new Set(["default", ...list.flatMap((each) => [at(each, "id")].filter((known) => typeof known === "string"))]);
  return written(flow, id, key, label, [...list, { id: freeId(taken, value === "" ? "case" : value), value }]);
}

/** Deletes a case and its connection, which another case of the same id keeps. */
export function removeCase(flow: Flow, id: string, key: string, place: number, label: string): Edit | null {
  const list = listAt(flow, id, key);
  const gone = list?.[place];
  if (list === null || gone === undefined) return null;
  const left = list.filter((each) => each !== gone);
  const handle = at(gone, "id");
  const edit = written(flow, id, key, label, left);
  const edges = left.some((each) => at(each, "id") === handle) ? flow.edges : flow.edges.filter((edge) => edge.source !== id || handleOf(edge) !== handle);
  return { ...edit, flow: { ...edit.flow, edges }, told: { key: "caseRemoved", values: [label, String(at(gone, "value") ?? handle ?? "")] } };
}

function listAt(flow: Flow, id: string, key: string): readonly unknown[] | null {
  const node = nodeOf(flow, id);
  const list = at(node?.data, key) ?? [];
  return node === undefined || !(Array.isArray(list) || list === "") ? null : list === "" ? [] : list;
}

function written(flow: Flow, id: string, key: string, label: string, list: readonly unknown[]): Edit {
  const nodes = flow.nodes.map((node) => (node.id === id ? { ...node, data: withAt(node.data, key, list) ?? {} } : node));
  return { flow: { ...flow, nodes }, told: { key: "fieldSet", values: [label, { node: id }] } };
}
