/**
 * Lines along which things on the canvas stand in line: found while something is dragged, so that it comes to rest there.
 *
 * Plain geometry in the flow's own units; it draws nothing.
 */
import type { Point } from "../document/flow.js";

/** Something as large as it is drawn. */
export interface Area extends Point {
  width: number;
  height: number;
}

/** A line across the canvas, from one thing to the other. */
export interface Guide {
  axis: "x" | "y";
  at: number;
  from: number;
  to: number;
}

/** How far what is dragged is to be moved to stand in line, and along which lines it then does. */
export interface Alignment {
  by: Point;
  guides: Guide[];
}

/** Answers the nearest alignment within a distance, on each axis by itself. */
export function alignmentOf(moved: Area, others: readonly Area[], distance: number): Alignment {
  const x = nearest(moved, others, distance, "x");
  const y = nearest(moved, others, distance, "y");
  const place: Area = { ...moved, x: moved.x + (x ?? 0), y: moved.y + (y ?? 0) };
  return { by: { x: x ?? 0, y: y ?? 0 }, guides: [...(x === null ? [] : guidesOn(place, others, "x")), ...(y === null ? [] : guidesOn(place, others, "y"))] };
}

function nearest(moved: Area, others: readonly Area[], distance: number, axis: "x" | "y"): number | null {
  let best: number | null = null;
  const own = stops(moved, axis);
  for (const other of others) {
    const theirs = stops(other, axis);
    for (const [index, stop] of own.entries()) {
      const by = (theirs[index] ?? stop) - stop;
      if (Math.abs(by) <= distance && (best === null || Math.abs(by) < Math.abs(best))) best = by;
    }
  }
  return best;
}

function guidesOn(place: Area, others: readonly Area[], axis: "x" | "y"): Guide[] {
  const across = axis === "x" ? "y" : "x";
  const size = axis === "x" ? "height" : "width";
  const found = new Map<number, Guide>();
  const own = stops(place, axis);
  for (const other of others) {
    const theirs = stops(other, axis);
    for (const [index, at] of own.entries()) {
      if (Math.abs((theirs[index] ?? Infinity) - at) > 0.5) continue;
      const guide = found.get(at) ?? { axis, at, from: place[across], to: place[across] + place[size] };
      found.set(at, { ...guide, from: Math.min(guide.from, other[across]), to: Math.max(guide.to, other[across] + other[size]) });
    }
  }
  return [...found.values()];
}

// Beginning, middle and end: like is lined up with like.
function stops(area: Area, axis: "x" | "y"): [number, number, number] {
  const size = axis === "x" ? area.width : area.height;
  return [area[axis], area[axis] + size / 2, area[axis] + size];
}
