/** Remedies for the cases of a node and for what they compare with: repeated, misspelt or without an id. */
import { at } from "../../document/data.js";
import { type Flow, freeId, handleOf, nodeOf } from "../../document/flow.js";
import { inData } from "./fields.js";
import { withNode } from "./nodes.js";
import { lastOf, meant, parentOf, type Patient, type Remedy, remedy } from "./remedy.js";
import { changedAt } from "./values.js";

/** For a value that nothing ever has, such as a misspelt status or intent. */
export function unknownValue(patient: Patient): Remedy[] {
  const { finding } = patient;
  const near = meant(finding);
  const path = finding.field ?? "";
  const use = near === null ? [] : [inData(patient, { name: "makeValue", values: [near] }, path, () => near)];
  if (finding.code === "unknown_intent") return [...use, ...addIntent(patient)];
  return [...use, ...removeCase(patient)];
}

/** For a case that never comes to pass: it goes, and its connection with it. */
export function removeCase({ flow, finding }: Patient): Remedy[] {
  const path = parentOf(finding.field ?? "");
  const node = nodeOf(flow, finding.node ?? "");
  const list = at(node?.data, parentOf(path));
  const id = at(node?.data, `${path}.id`);
  if (node === undefined || !Array.isArray(list)) return [];
  const change = (): Flow => {
    const next = withNode(flow, node, { ...node, data: changedAt(node.data, path, () => undefined) as object });
    const others = list.filter((each) => at(each, "id") === id).length > 1;
    return others ? next : { ...next, edges: next.edges.filter((edge) => edge.source !== node.id || handleOf(edge) !== id) };
  };
  return [remedy({ name: "removeCase", values: [] }, change)];
}

/** For a case without an id of its own. */
export function missingId(patient: Patient): Remedy[] {
  const { flow, finding } = patient;
  const path = finding.field ?? "";
  const list = at(nodeOf(flow, finding.node ?? "")?.data, parentOf(path));
  if (!Array.isArray(list)) return [];
  const id = freeId(idsIn(list), `case-${Number(lastOf(path)) + 1}`);
  return [inData(patient, { name: "newId", values: [id] }, path, (present) => ({ ...(typeof present === "object" ? present : { value: present }), id }))];
}

/** For cases of one id: the later ones get others, and the connection stays with the first. */
export function repeatedId(patient: Patient): Remedy[] {
  const path = patient.finding.field ?? "";
  const change = (list: unknown) => {
    if (!Array.isArray(list)) return list;
    const seen = new Set<unknown>();
    const taken = idsIn(list);
    return list.map((each: unknown) => {
      const id = at(each, "id");
      if (typeof id !== "string" || !seen.has(id)) {
        seen.add(id);
        return each;
      }
      return { ...(each as object), id: freeId(taken, id) };
    });
  };
  return [inData(patient, { name: "newIds", values: [] }, path, change)];
}

function addIntent({ flow, finding }: Patient): Remedy[] {
  const intent = at(nodeOf(flow, finding.node ?? "")?.data, finding.field ?? "");
  if (typeof intent !== "string" || intent.trim() === "") return [];
  const name = intent.trim();
  return [remedy({ name: "addIntent", values: [name] }, () => ({ ...flow, intents: [...(flow.intents ?? []), { name, phrases: [name] }] }))];
}

function idsIn(list: readonly unknown[]): Set<string> {
  return new Set(["default", ...list.flatMap((each) => [at(each, "id")].filter((id) => typeof id === "string"))]);
}
