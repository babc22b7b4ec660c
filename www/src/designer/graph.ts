/**
 * The canvas's view of a flow: nodes with their place, kind, summary and handles, and the edges between them.
 *
 * It changes nothing in the flow. A node without a position gets a place in columns, by its distance from the start.
 */
import type { Edge, Node } from "@xyflow/svelte";
import type { Flow, NodeDescriptor, NodeField } from "handover";
import { wordFor } from "../common/language.js";
import { at, ownFields, type Providers } from "./form.js";
import type { DesignerLabels } from "./labels.js";

/** What a node's card shows. */
export interface Card extends Record<string, unknown> {
  label: string;
  kind: string;
  type: string;
  group: string;
  summary: string;
  handles: { id: string; label: string }[];
  hasInput: boolean;
  findings: number;
}

export type CardNode = Node<Card, "card">;

const column = 340;
const row = 190;

/** Answers the nodes of the canvas; `findings` counts them by node. */
export function cardsOf(
  flow: Flow,
  kinds: Map<string, NodeDescriptor>,
  providers: Providers,
  labels: DesignerLabels,
  findings: Map<string, number>,
): CardNode[] {
  const places = placesOf(flow);
  const targets = new Set(flow.edges.map((edge) => edge.target));
  return flow.nodes.map((node) => {
    const descriptor = kinds.get(node.type);
    const card = {
      ...titleOf(node, descriptor, labels),
      type: node.type,
      group: descriptor?.tags[0] ?? "",
      summary: descriptor === undefined ? "" : summaryOf(descriptor, node.data ?? {}, flow, providers, labels),
      handles: handlesOf(descriptor, node.data ?? {}, labels),
      hasInput: targets.has(node.id),
      findings: findings.get(node.id) ?? 0,
    };
    return {
      id: node.id,
      type: "card",
      position: places.get(node.id) ?? { x: 0, y: 0 },
      data: card,
      ariaRole: "button",
    };
  });
}

/** Answers the edges of the canvas. */
export function linesOf(flow: Flow): Edge[] {
  return flow.edges.map((edge) => ({
    id: edge.id,
    source: edge.source,
    sourceHandle: edge.sourceHandle ?? "next",
    target: edge.target,
    targetHandle: "in",
    type: "smoothstep",
    pathOptions: { borderRadius: 14 },
    selectable: false,
    focusable: false,
  }));
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

function handlesOf(descriptor: NodeDescriptor | undefined, data: object, labels: DesignerLabels): Card["handles"] {
  if (descriptor === undefined) return [];
  const named = (id: string) => ({ id, label: wordFor(labels.handles, id) });
  if (descriptor.handles !== null) return descriptor.handles.map(named);
  const cases = descriptor.fields.filter((field) => field.type === "cases").flatMap((field) => at(data, field.key) ?? []);
  return [...cases.map((each) => ({ id: String(at(each, "id")), label: String(at(each, "value") ?? at(each, "id")) })), named("default")];
}

function placesOf(flow: Flow): Map<string, { x: number; y: number }> {
  const depths = depthsOf(flow);
  const filled: number[] = [];
  return new Map(
    flow.nodes.map((node) => {
      const depth = depths.get(node.id) ?? 0;
      const place = filled[depth] ?? 0;
      filled[depth] = place + 1;
      return [node.id, node.position ?? { x: depth * column, y: place * row }];
    }),
  );
}

function depthsOf(flow: Flow): Map<string, number> {
  const depths = new Map<string, number>();
  let reached = flow.nodes.filter((node) => node.type === "start").map((node) => node.id);
  for (let depth = 0; reached.length > 0; depth += 1) {
    for (const id of reached) depths.set(id, depth);
    reached = flow.edges.filter((edge) => reached.includes(edge.source) && !depths.has(edge.target)).map((edge) => edge.target);
  }
  return depths;
}
