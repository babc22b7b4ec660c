/**
 * Two states of a flow as one picture: everything that is in either, marked with what has become of it.
 *
 * What is still there stands where it stands now, what is gone where it stood.
 */
import type { Edge, Node } from "@xyflow/svelte";
import type { Flow } from "handover";
import { type Kinds, nameOf } from "../document/flow.js";
import { placesOf } from "../document/places.js";
import type { ChangeKind, PartChange, PartKind } from "./difference.js";

/** What a marked node shows; `change` is `null` where nothing has changed. */
export interface Mark extends Record<string, unknown> {
  name: string;
  type: string;
  group: string;
  change: ChangeKind | null;
  word: string;
}

export type MarkNode = Node<Mark, "mark">;

/** What the picture is made of. */
export interface Compared {
  before: Flow;
  after: Flow;
  changes: PartChange[];
  kinds: Kinds;
  words: Record<ChangeKind, string>;
}

/** Answers the nodes and notes of both states. */
export function markedNodes(compared: Compared): MarkNode[] {
  const { before, after, kinds, words } = compared;
  const changes = { node: changesOf(compared, "node"), note: changesOf(compared, "note") };
  const [places, oldPlaces] = [placesOf(after), placesOf(before)];
  const nodes = both(before.nodes, after.nodes).map((node): MarkNode => {
    const change = changes.node.get(node.id) ?? null;
    const data = { name: nameOf(node, kinds), type: node.type, group: kinds.get(node.type)?.tags[0] ?? "", change, word: change === null ? "" : words[change] };
    return { id: node.id, type: "mark", position: places.get(node.id) ?? oldPlaces.get(node.id) ?? { x: 0, y: 0 }, data };
  });
  const notes = both(before.notes ?? [], after.notes ?? []).map(({ id, text, position }): MarkNode => {
    const change = changes.note.get(id) ?? null;
    return { id: `note ${id}`, type: "mark", position, data: { name: text, type: "note", group: "", change, word: change === null ? "" : words[change] } };
  });
  return [...nodes, ...notes];
}

/** Answers the connections of both states; one that leads elsewhere now is shown as it is now. */
export function markedEdges(compared: Compared): Edge[] {
  const changes = changesOf(compared, "edge");
  return both(compared.before.edges, compared.after.edges).map(({ id, source, target }) => ({
    id,
    source,
    target,
    type: "smoothstep",
    class: changes.get(id) ?? "unchanged",
    ...(changes.has(id) && { zIndex: 1 }),
  }));
}

/** Answers the ids of what differs and of what changed connections join; all ids if nothing of it stands on the canvas. */
export function changedNodes({ before, after, changes }: Pick<Compared, "before" | "after" | "changes">): string[] {
  const edges = new Map(both(before.edges, after.edges).map((edge) => [edge.id, edge]));
  const ids = changes.flatMap(({ part, id }) => {
    const edge = edges.get(id);
    if (part === "node") return [id];
    if (part === "note") return [`note ${id}`];
    return part === "edge" && edge !== undefined ? [edge.source, edge.target] : [];
  });
  return ids.length > 0 ? [...new Set(ids)] : both(before.nodes, after.nodes).map(({ id }) => id);
}

function changesOf({ changes }: Compared, part: PartKind): Map<string, ChangeKind> {
  return new Map(changes.flatMap((change) => (change.part === part ? [[change.id, change.kind] as const] : [])));
}

function both<Part extends { id: string }>(before: readonly Part[], after: readonly Part[]): Part[] {
  const now = new Set(after.map(({ id }) => id));
  return [...after, ...before.filter(({ id }) => !now.has(id))];
}
