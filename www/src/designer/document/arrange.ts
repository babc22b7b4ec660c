/** Commands that move what stands on the canvas: freely, in line with each other, at equal distances, or all to new places. */
import type { Edit, Told } from "./edit.js";
import { type Flow, notesOf, type Point, type Selection } from "./flow.js";
import { placed, placesOf } from "./places.js";

/** New places, by id. */
export interface Places {
  nodes?: ReadonlyMap<string, Point>;
  notes?: ReadonlyMap<string, Point>;
}

/** Something that stands on the canvas, as large as it is drawn. */
export interface Box extends Point {
  id: string;
  of: "nodes" | "notes";
  width: number;
  height: number;
}

/** The line on which things are aligned. */
export type Edge = "left" | "center" | "right" | "top" | "middle" | "bottom";

/** Moves nodes and notes to places of their own, as at the end of a drag. */
export function moveTo(flow: Flow, places: Places): Edit | null {
  return shifted(flow, places, { key: "moved", values: [(places.nodes?.size ?? 0) + (places.notes?.size ?? 0)] });
}

/** Moves what is selected by a distance. Repeated at once, it is one step of the history. */
export function moveBy(flow: Flow, { nodes, notes }: Selection, by: Point): Edit | null {
  const from = placesOf(flow);
  const along = (point: Point | undefined) => ({ x: (point?.x ?? 0) + by.x, y: (point?.y ?? 0) + by.y });
  const edit = moveTo(flow, {
    nodes: new Map(nodes.filter((id) => from.has(id)).map((id) => [id, along(from.get(id))])),
    notes: new Map(notesOf(flow).filter((note) => notes.includes(note.id)).map((note) => [note.id, along(note.position)])),
  });
  return edit && { ...edit, joins: `move ${nodes.join(" ")} ${notes.join(" ")}` };
}

/** Lines boxes up at the outermost of them, or at their common middle. */
export function align(flow: Flow, boxes: readonly Box[], edge: Edge): Edit | null {
  if (boxes.length < 2) return null;
  const left = Math.min(...boxes.map((box) => box.x));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const top = Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const place = ({ x, y, width, height }: Box): Point =>
    ({
      left: { x: left, y },
      center: { x: (left + right - width) / 2, y },
      right: { x: right - width, y },
      top: { x, y: top },
      middle: { x, y: (top + bottom - height) / 2 },
      bottom: { x, y: bottom - height },
    })[edge];
  return shifted(flow, placesBy(boxes, place), { key: "aligned", values: [boxes.length] });
}

/** Makes the gaps between boxes equal; the outermost stay where they are. */
export function distribute(flow: Flow, boxes: readonly Box[], axis: "x" | "y"): Edit | null {
  if (boxes.length < 3) return null;
  const size = axis === "x" ? "width" : "height";
  const sorted = [...boxes].sort((one, other) => one[axis] - other[axis]);
  const start = Math.min(...boxes.map((box) => box[axis]));
  const end = Math.max(...boxes.map((box) => box[axis] + box[size]));
  const gap = (end - start - boxes.reduce((sum, box) => sum + box[size], 0)) / (boxes.length - 1);
  let next = start;
  const places = new Map<Box, number>();
  for (const box of sorted) {
    places.set(box, next);
    next += box[size] + gap;
  }
  return shifted(flow, placesBy(boxes, (box) => ({ x: box.x, y: box.y, [axis]: places.get(box) ?? box[axis] })), { key: "distributed", values: [boxes.length] });
}

/** Puts nodes where a layout has them. */
export function arrange(flow: Flow, nodes: ReadonlyMap<string, Point>): Edit | null {
  return shifted(flow, { nodes }, { key: "arranged", values: [nodes.size] });
}

function placesBy(boxes: readonly Box[], place: (box: Box) => Point): Places {
  const of = (kind: Box["of"]) => new Map(boxes.filter((box) => box.of === kind).map((box) => [box.id, rounded(place(box))]));
  return { nodes: of("nodes"), notes: of("notes") };
}

function shifted(before: Flow, { nodes, notes }: Places, told: Told): Edit | null {
  const flow = placed(before);
  const move = <Item extends { id: string; position?: Point }>(item: Item, places: Places["nodes"]): Item => {
    const position = places?.get(item.id);
    if (position === undefined || (position.x === item.position?.x && position.y === item.position.y)) return item;
    return { ...item, position: rounded(position) };
  };
  const next: Flow = { ...flow, nodes: flow.nodes.map((node) => move(node, nodes)) };
  const present = notesOf(flow);
  const after = present.map((note) => move(note, notes));
  if (after.length > 0) next.notes = after;
  const same = next.nodes.every((node, index) => node === flow.nodes[index]) && after.every((note, index) => note === present[index]);
  return same ? null : { flow: next, told };
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}
