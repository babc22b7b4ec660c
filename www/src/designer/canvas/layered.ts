/**
 * A layout in layers, from the start to the ends of a flow: where each node goes, by the library dagre.
 *
 * It is loaded when somebody asks for it. It moves nothing: a command does.
 */
import { Graph, layout } from "@dagrejs/dagre";
import type { Box } from "../document/arrange.js";
import { type Flow, type FlowEdge, handleOf, handlesOf, type Kinds, type Point, startsOf } from "../document/flow.js";
import { snapped } from "../document/places.js";

/** Above this many nodes the quick way is taken, which finds slightly longer lines. */
const many = 150;

/** Answers a place for each of the boxes; their upper left corner stays where it is. */
export function layered(flow: Flow, boxes: readonly Box[], kinds: Kinds): Map<string, Point> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", align: "UL", nodesep: 40, edgesep: 20, ranksep: 100, ranker: boxes.length > many ? "tight-tree" : "network-simplex" });
  graph.setDefaultEdgeLabel(() => ({}));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const order = new Map([...inOrder(flow, kinds)].map((id, at) => [id, at]));
  for (const id of order.keys()) {
    const box = byId.get(id);
    if (box !== undefined) graph.setNode(id, { width: box.width, height: box.height });
  }
  const constraints: { left: string; right: string }[] = [];
  for (const [source, edges] of byHandle(flow, kinds)) {
    const drawn = edges.filter((edge) => byId.has(source) && byId.has(edge.target) && edge.target !== source);
    for (const [at, edge] of drawn.entries()) {
      graph.setEdge(source, edge.target, {}, edge.id);
      const before = drawn[at - 1]?.target;
      // Only along one order of all nodes: two that each must be above the other would be lost.
      if (before !== undefined && (order.get(before) ?? 0) < (order.get(edge.target) ?? 0)) constraints.push({ left: before, right: edge.target });
    }
  }
  layout(graph, boxes.length > many ? {} : { constraints });

  const corners = boxes.map((box) => {
    const { x = 0, y = 0 } = graph.node(box.id) ?? {};
    return { id: box.id, x: x - box.width / 2, y: y - box.height / 2 };
  });
  const least = (axis: "x" | "y", points: readonly Point[]) => points.reduce((found, point) => Math.min(found, point[axis]), Infinity);
  const by = { x: least("x", boxes) - least("x", corners), y: least("y", boxes) - least("y", corners) };
  return new Map(corners.map(({ id, x, y }) => [id, snapped({ x: x + by.x, y: y + by.y })]));
}

// What is reached first is laid out first, so that ways back are the ones that lead backwards.
function inOrder(flow: Flow, kinds: Kinds): Set<string> {
  const below = byHandle(flow, kinds);
  const reached = new Set(startsOf(flow).map((node) => node.id));
  for (const id of reached) for (const { target } of below.get(id) ?? []) reached.add(target);
  for (const node of flow.nodes) reached.add(node.id);
  return reached;
}

// The edges of each node from its upper handle to its lowest.
function byHandle(flow: Flow, kinds: Kinds): Map<string, FlowEdge[]> {
  const edges = new Map<string, FlowEdge[]>();
  for (const edge of flow.edges) {
    const same = edges.get(edge.source);
    if (same === undefined) edges.set(edge.source, [edge]);
    else same.push(edge);
  }
  for (const node of flow.nodes) {
    const handles = handlesOf(node, kinds);
    edges.get(node.id)?.sort((one, other) => handles.indexOf(handleOf(one)) - handles.indexOf(handleOf(other)));
  }
  return edges;
}
