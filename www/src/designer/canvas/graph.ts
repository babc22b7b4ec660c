/**
 * The canvas's view of a flow: what stands where, what leads where, and what of it is selected.
 *
 * What has not changed stays the same object, so that only what has is drawn again. It changes nothing in the flow;
 * while something is dragged, its place is the canvas's own.
 */
import type { Edge, Node } from "@xyflow/svelte";
import type { Flow } from "handover";
import { wordFor } from "../../common/language.js";
import { type FlowEdge, type FlowNode, handleOf, nameOf, nodeOf, type Selection } from "../document/flow.js";
import { isPoint, placesOf } from "../document/places.js";
import { type Card, cardOf, type Words } from "./card.js";

export type CardNode = Node<Card, "card">;

/** What a card was made of: it is made again if any of it changes. */
interface Made {
  card: Card;
  words: Words;
}

const made = new WeakMap<FlowNode, Made>();

/** Answers the cards on the canvas. */
export function cardsOf(flow: Flow, words: Words, selection: Selection, previous: readonly CardNode[]): CardNode[] {
  const places = placesOf(flow);
  const selected = new Set(selection.nodes);
  const before = new Map(previous.map((card) => [card.id, card]));
  return flow.nodes.map((node) => {
    const old = before.get(node.id);
    const data = remembered(node, flow, words);
    const position = old?.dragging === true ? old.position : (places.get(node.id) ?? { x: 0, y: 0 });
    const next = { data, position, selected: selected.has(node.id) };
    if (old !== undefined && old.data === data && old.selected === next.selected && old.position.x === position.x && old.position.y === position.y) return old;
    return { ...old, id: node.id, type: "card", ariaRole: "button", ...next };
  });
}

/** Answers the lines on the canvas; an edge whose end is missing cannot be drawn. */
export function linesOf(flow: Flow, words: Words, selection: Selection, previous: readonly Edge[]): Edge[] {
  const selected = new Set(selection.edges);
  const before = new Map(previous.map((line) => [line.id, line]));
  return flow.edges.map((edge) => {
    const old = before.get(edge.id);
    const next = { sourceHandle: handleOf(edge), selected: selected.has(edge.id), ariaLabel: lineWords(edge, flow, words) };
    const same = old !== undefined && old.source === edge.source && old.target === edge.target && old.sourceHandle === next.sourceHandle;
    if (same && old.selected === next.selected && old.ariaLabel === next.ariaLabel) return old;
    return { ...old, id: edge.id, source: edge.source, target: edge.target, targetHandle: "in", type: "smoothstep", pathOptions: { borderRadius: 14 }, ...next };
  });
}

function remembered(node: FlowNode, flow: Flow, words: Words): Card {
  const old = made.get(node);
  const refers = words.kinds.get(node.type)?.fields.some((field) => field.type === "node") ?? false;
  if (old !== undefined && old.words === words && !refers) return old.card;
  const card = cardOf(node, flow, words);
  if (old !== undefined && old.words === words && old.card.summary === card.summary) return old.card;
  made.set(node, { card, words });
  return card;
}

function lineWords(edge: FlowEdge, flow: Flow, { kinds, labels }: Words): string {
  const name = (id: string) => {
    const node = nodeOf(flow, id);
    return node === undefined ? id : nameOf(node, kinds);
  };
  return labels.line(name(edge.source), wordFor(labels.handles, handleOf(edge)), name(edge.target));
}
