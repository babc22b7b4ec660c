/**
 * What a node's card says: its name, its kind, its main setting in a line, and its handles in words.
 *
 * It knows no kind of node by name, and nothing of where the card stands.
 */
import type { Flow, NodeDescriptor, NodeField } from "handover";
import { wordFor } from "../../common/language.js";
import { at } from "../document/data.js";
import { casesOf, type FlowNode, hasInput, type Kinds } from "../document/flow.js";
import { ownFields, type Providers } from "../form.js";
import type { DesignerLabels } from "../labels.js";

/** What a node's card shows. */
export interface Card extends Record<string, unknown> {
  label: string;
  kind: string;
  type: string;
  group: string;
  summary: string;
  handles: Handle[];
  hasInput: boolean;
}

/** A way out of a node, and what it is called. */
export interface Handle {
  id: string;
  label: string;
}

/** What cards are worded with. */
export interface Words {
  readonly kinds: Kinds;
  readonly providers: Providers;
  readonly labels: DesignerLabels;
}

/** Answers a node's card. */
export function cardOf(node: FlowNode, flow: Flow, { kinds, providers, labels }: Words): Card {
  const descriptor = kinds.get(node.type);
  return {
    ...titleOf(node, descriptor, labels),
    type: node.type,
    group: descriptor?.tags[0] ?? "",
    summary: descriptor === undefined ? "" : summaryOf(descriptor, node.data ?? {}, flow, providers, labels),
    handles: handleWords(node, descriptor, labels),
    hasInput: hasInput(node),
  };
}

/** Answers the handles of a node in words. */
export function handleWords(node: FlowNode, descriptor: NodeDescriptor | undefined, labels: DesignerLabels): Handle[] {
  if (descriptor === undefined) return [];
  const named = (id: string) => ({ id, label: wordFor(labels.handles, id) });
  if (descriptor.handles !== null) return descriptor.handles.map(named);
  return [...casesOf(node, descriptor).map(({ id, value }) => ({ id, label: value })), named("default")];
}

/** Answers a node's own label, if it has one, and that of its kind. */
export function titleOf(node: Flow["nodes"][number], descriptor: NodeDescriptor | undefined, labels: DesignerLabels): { label: string; kind: string } {
  const kind = descriptor?.defaultLabel ?? `${labels.unknownKind}: ${node.type}`;
  const own = at(node.data ?? {}, "label");
  return { label: typeof own === "string" && own !== "" ? own : kind, kind };
}

/** Words a value in one line; a node is called by its label. */
export function wordOf(field: NodeField, value: unknown, labels: DesignerLabels, flow: Flow | null): string {
  if (value === null || value === undefined || value === "") return labels.notSet;
  if (typeof value === "boolean") return value ? labels.on : labels.off;
  if (field.type === "select") return field.options?.find((option) => option.value === value)?.label ?? String(value);
  if (field.type === "node") return String(at(flow?.nodes.find((node) => node.id === value)?.data ?? {}, "label") ?? value);
  if (field.type === "cases" && Array.isArray(value)) return value.map((each) => String(at(each, "value") ?? "")).join(", ");
  if (Array.isArray(value) && value.every((each) => typeof each !== "object")) return value.join(", ") || labels.notSet;
  if (typeof value === "object") return JSON.stringify(value);
  return field.unit === null ? String(value) : `${String(value)} ${field.unit}`;
}

function summaryOf(descriptor: NodeDescriptor, data: object, flow: Flow, providers: Providers, labels: DesignerLabels): string {
  const own = ownFields(descriptor, data, providers).filter(({ value }) => typeof value !== "boolean");
  const main = own.find(({ field }) => ["template", "textArray", "expression", "text", "node"].includes(field.type)) ?? own[0];
  if (main === undefined) return descriptor.summary;
  if (main.field.type === "textArray" && Array.isArray(main.value)) return String(main.value[0] ?? "");
  return wordOf(main.field, main.value, labels, flow);
}
