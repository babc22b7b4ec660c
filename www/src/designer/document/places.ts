/**
 * Where things stand on the canvas: the places of nodes that have none, and free places for new ones.
 *
 * The measures are those of a card as it is drawn, roughly; nothing here asks a browser. A command that places something
 * gives every node its place first, so that none moves by itself.
 */
import { type Flow, isPoint, notesOf, type Point, startsOf } from "./flow.js";

/** The grid on which things snap. */
export const grid = 20;

/** From one card to the next in the direction of a run, and across it. */
export const column = 340;
export const row = 180;

/** From what is copied to its copy, in both directions. */
export const apart = 40;

const width = 240;
const gap = 40;
const height = 120;

/** Answers the nearest point of the grid. */
export function snapped({ x, y }: Point): Point {
  return { x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid };
}

/** Answers the place of every node: its own, or one in columns by its distance from the start. */
export function placesOf(flow: Flow): Map<string, Point> {
  const places = new Map(flow.nodes.flatMap((node) => (isPoint(node.position) ? [[node.id, node.position] as const] : [])));
  if (places.size === flow.nodes.length) return places;
  const depths = depthsOf(flow);
  const filled: number[] = [];
  for (const node of flow.nodes) {
    const depth = depths.get(node.id) ?? 0;
    const place = filled[depth] ?? 0;
    filled[depth] = place + 1;
    if (!places.has(node.id)) places.set(node.id, { x: depth * column, y: place * row });
  }
  return places;
}

/** Answers the flow with a place for every node; the same flow if each has one. */
export function placed(flow: Flow): Flow {
  if (flow.nodes.every((node) => isPoint(node.position))) return flow;
  const places = placesOf(flow);
  return { ...flow, nodes: flow.nodes.map((node) => (isPoint(node.position) ? node : { ...node, position: places.get(node.id) ?? { x: 0, y: 0 } })) };
}

/** Answers the free place nearest to a point, looking downwards. */
export function freePlace(flow: Flow, wanted: Point): Point {
  const place = snapped(wanted);
  const near = [...placesOf(flow).values(), ...notesOf(flow).map(({ position }) => position)].filter(({ x }) => Math.abs(x - place.x) < width + gap);
  const taken = (y: number) => near.some((other) => Math.abs(other.y - y) < height);
  while (taken(place.y)) place.y += grid;
  return place;
}

function depthsOf(flow: Flow): Map<string, number> {
  const below = new Map<string, string[]>();
  for (const { source, target } of flow.edges) below.set(source, [...(below.get(source) ?? []), target]);
  const depths = new Map(startsOf(flow).map((node) => [node.id, 0]));
  for (const [id, depth] of depths) {
    for (const target of below.get(id) ?? []) if (!depths.has(target)) depths.set(target, depth + 1);
  }
  return depths;
}
