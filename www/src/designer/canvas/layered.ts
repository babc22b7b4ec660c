/**
 * A layout in layers, from the start to the ends of a flow: where each node goes, by the library dagre.
 *
 * It is loaded when somebody asks for it. It moves nothing: a command does.
 */
import { Graph, layout } from "@dagrejs/dagre";
import type { Box } from "../document/arrange.js";
import { type Flow, handleOf, handlesOf, type Kinds, type Point, startsOf } from "../document/flow.js";
import { snapped } from "../document/places.js";

/** Above this many nodes the quick way is taken, which finds slightly longer lines. */
const many = 150;

/** Answers a place for each of the boxes; their upper left corner stays where it is. */
export function layered(flow: Flow, boxes: readonly Box[], kinds: Kinds): Map<string, Point> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", align: "UL", nodesep: 40, edgesep: 20, ranksep: 100, ranker: boxes.length > many ? "tight-tree" : "network-simplex" });
  graph.setDefaultEdgeLabel(() => ({}));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  for (const id of inOrder(flow)) {
    const box = byId.get(id);
    if (box !== undefined) graph.setNode(id, { width: box.width, height: box.height });
  }
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const rank = (source: string, handle: string) => {
    const node = nodes.get(source);
    return node === undefined ? 0 : handlesOf(node, kinds).indexOf(handle);
  };
  const edges = flow.edges.filter((edge) => byId.has(edge.source) && byId.has(edge.target) && edge.source !== edge.target);
  // The upper handle's branch is to be the upper one.
  for (const edge of edges.sort((one, other) => rank(one.source, handleOf(one)) - rank(other.source, handleOf(other)))) {
    graph.setEdge(edge.source, edge.target, {}, edge.id);
  }
  layout(graph);

  const corners = boxes.map((box) => {
    const { x = 0, y = 0 } = graph.node(box.id) ?? {};
    return { id: box.id, x: x - box.width / 2, y: y - box.height / 2 };
  });
  const least = (axis: "x" | "y", points: readonly Point[]) => points.reduce((found, point) => Math.min(found, point[axis]), Infinity);
  const by = { x: least("x", boxes) - least("x", corners), y: least("y", boxes) - least("y", corners) };
  return new Map(corners.map(({ id, x, y }) => [id, snapped({ x: x + by.x, y: y + by.y })]));
}

// What is reached first is laid out first, so that ways back are the ones that lead backwards.
function inOrder(flow: Flow): Set<string> {
  const below = new Map<string, string[]>();
  for (const { source, target } of flow.edges) below.set(source, [...(below.get(source) ?? []), target]);
  const reached = new Set(startsOf(flow).map((node) => node.id));
  for (const id of reached) for (const target of below.get(id) ?? []) reached.add(target);
  for (const node of flow.nodes) reached.add(node.id);
  return reached;
}
