/**
 * Where the arrow keys lead from node to node: forwards and backwards along the edges, and up and down among what stands there.
 *
 * It moves nothing and knows no focus.
 */
import type { Box } from "../document/arrange.js";
import { type Flow, handleOf, handlesOf, type Kinds, nodeOf, startsOf } from "../document/flow.js";

/** Answers the node that a key leads to; the start for one that comes from nowhere, `null` where it leads nowhere. */
export function walked(flow: Flow, kinds: Kinds, boxes: readonly Box[], from: string | null, key: string): string | null {
  const node = from === null ? undefined : nodeOf(flow, from);
  if (node === undefined) return startsOf(flow)[0]?.id ?? flow.nodes[0]?.id ?? null;
  const rank = handlesOf(node, kinds);
  if (key === "ArrowRight") {
    const [edge] = flow.edges.filter((each) => each.source === from).sort((one, other) => rank.indexOf(handleOf(one)) - rank.indexOf(handleOf(other)));
    return edge?.target ?? beside(boxes, node.id, "x", 1);
  }
  if (key === "ArrowLeft") return flow.edges.find((edge) => edge.target === from)?.source ?? beside(boxes, node.id, "x", -1);
  return beside(boxes, node.id, "y", key === "ArrowDown" ? 1 : -1);
}

// The nearest in that direction, where what stands aside counts as further away.
function beside(boxes: readonly Box[], id: string, axis: "x" | "y", sign: 1 | -1): string | null {
  const own = boxes.find((box) => box.id === id);
  if (own === undefined) return null;
  const across = axis === "x" ? "y" : "x";
  let best: { id: string; far: number } | null = null;
  for (const box of boxes) {
    const along = (box[axis] - own[axis]) * sign;
    const far = along + 2 * Math.abs(box[across] - own[across]);
    if (box.id !== id && box.of === "nodes" && along > 0 && (best === null || far < best.far)) best = { id: box.id, far };
  }
  return best?.id ?? null;
}
