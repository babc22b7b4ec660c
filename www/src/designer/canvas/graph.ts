/**
 * The canvas's view of a flow: what stands where, what leads where, and what of it is selected.
 *
 * What has not changed stays the same object, so that only what has is drawn again. It changes nothing in the flow;
 * while something is dragged, its place is the canvas's own.
 */
import type { Edge, Node } from "@xyflow/svelte";
import { wordFor } from "../../common/language.js";
import { type Flow, type FlowEdge, type FlowNode, handleOf, nameOf, type Note, notesOf, type Selection } from "../document/flow.js";
import { placesOf } from "../document/places.js";
import { type Card, cardOf, type Words } from "./card.js";

export type CardNode = Node<Card, "card">;
export type NoteNode = Node<{ note: Note }, "note">;
export type CanvasNode = CardNode | NoteNode;

/** What a card was made of: it is made again if any of it changes. */
interface Made {
  card: Card;
  words: Words;
}

const made = new WeakMap<FlowNode, Made>();

// Notes have ids of their own, which may be those of nodes; no node of a flow has an id that begins so.
const noteMark = "\u0001note ";

/** Answers the id of a note on the canvas. */
export const noteNodeId = (id: string): string => noteMark + id;

/** Answers the cards and notes on the canvas; `attributes` are those of an element that is selected or not. */
export function nodesOf(flow: Flow, words: Words, selection: Selection, previous: readonly CanvasNode[], attributes: (selected: boolean) => NonNullable<CanvasNode["domAttributes"]>): CanvasNode[] {
  const places = placesOf(flow);
  const before = new Map(previous.map((node) => [node.id, node]));
  const chosen = new Set([...selection.nodes, ...selection.notes.map(noteNodeId)]);
  const [on, off] = [attributes(true), attributes(false)];
  const standing = <Made extends CanvasNode>(made: Pick<Made, "id" | "type" | "data" | "position">, size: { width?: number; height?: number }): Made => {
    const old = before.get(made.id);
    const position = old?.dragging === true ? old.position : made.position;
    const selected = chosen.has(made.id);
    const domAttributes = selected ? on : off;
    const same = old !== undefined && old.data === made.data && old.selected === selected && old.domAttributes === domAttributes && old.position.x === position.x && old.position.y === position.y;
    if (same && old.width === size.width && old.height === size.height) return old as Made;
    return { ...old, ...made, ...size, position, selected, ariaRole: "button", domAttributes } as unknown as Made;
  };
  const cards = flow.nodes.map((node) => standing<CardNode>({ id: node.id, type: "card", data: remembered(node, flow, words), position: places.get(node.id) ?? { x: 0, y: 0 } }, {}));
  const notes = notesOf(flow).map((note) => standing<NoteNode>({ id: noteNodeId(note.id), type: "note", data: noteData(note), position: note.position }, { width: note.width ?? 220, height: note.height ?? 120 }));
  return [...notes, ...cards];
}

/** Answers the lines on the canvas; an edge whose end is missing cannot be drawn. */
export function linesOf(flow: Flow, words: Words, selection: Selection, previous: readonly Edge[]): Edge[] {
  const selected = new Set(selection.edges);
  const before = new Map(previous.map((line) => [line.id, line]));
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  return flow.edges.map((edge) => {
    const old = before.get(edge.id);
    const next = { sourceHandle: handleOf(edge), selected: selected.has(edge.id), ariaLabel: lineWords(edge, nodes, words) };
    const same = old !== undefined && old.source === edge.source && old.target === edge.target && old.sourceHandle === next.sourceHandle;
    if (same && old.selected === next.selected && old.ariaLabel === next.ariaLabel) return old;
    return { ...old, id: edge.id, source: edge.source, target: edge.target, targetHandle: "in", type: "line", ...next };
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

const noteDatas = new WeakMap<Note, NoteNode["data"]>();

function noteData(note: Note): NoteNode["data"] {
  const data = noteDatas.get(note) ?? { note };
  noteDatas.set(note, data);
  return data;
}

function lineWords(edge: FlowEdge, nodes: ReadonlyMap<string, FlowNode>, { kinds, labels }: Words): string {
  const name = (id: string) => {
    const node = nodes.get(id);
    return node === undefined ? id : nameOf(node, kinds);
  };
  return labels.line(name(edge.source), wordFor(labels.handles, handleOf(edge)), name(edge.target));
}
