/**
 * What differs between two states of a flow, part by part and field by field.
 *
 * A pure function of the two. Where a part only stands elsewhere it is moved; the order in which parts stand in the file
 * makes no difference.
 */
import type { Flow } from "handover";

export type PartKind = "flow" | "node" | "edge" | "note";
export type ChangeKind = "added" | "removed" | "changed" | "moved";

/** One value that differs; `undefined` stands for none. */
export interface FieldChange {
  path: string;
  before: unknown;
  after: unknown;
}

/** One part that differs. */
export interface PartChange {
  part: PartKind;
  id: string;
  kind: ChangeKind;
  /** The values that differ, of a part that was changed. */
  fields: FieldChange[];
}

/** Answers what has become of the parts of a flow, in the order in which they stand in it; those that are gone come last. */
export function differenceOf(before: Flow, after: Flow): PartChange[] {
  const about = ({ nodes: _, edges: _edges, notes: _notes, ...rest }: Flow) => rest;
  const flow = fieldsOf(about(before), about(after));
  return [
    ...(flow.length > 0 ? [{ part: "flow", id: "", kind: "changed", fields: flow } as const] : []),
    ...partsOf("node", before.nodes, after.nodes),
    ...partsOf("edge", before.edges, after.edges),
    ...partsOf("note", before.notes ?? [], after.notes ?? []),
  ];
}

/** Answers how many parts there are of each kind of change. */
export function countsOf(changes: PartChange[]): Record<ChangeKind, number> {
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}

function partsOf(part: PartKind, before: readonly { id: string }[], after: readonly { id: string }[]): PartChange[] {
  const old = new Map(before.map((each) => [each.id, each]));
  const now = new Set(after.map(({ id }) => id));
  const changed = after.flatMap((each): PartChange[] => {
    const earlier = old.get(each.id);
    if (earlier === undefined) return [{ part, id: each.id, kind: "added", fields: [] }];
    const fields = fieldsOf(earlier, each);
    if (fields.length === 0) return [];
    const moved = fields.every(({ path }) => path === "position" || path.startsWith("position."));
    const own = moved ? fields : fields.filter(({ path }) => !path.startsWith("position"));
    return [{ part, id: each.id, kind: moved ? "moved" : "changed", fields: own }];
  });
  const gone = before.filter(({ id }) => !now.has(id)).map(({ id }): PartChange => ({ part, id, kind: "removed", fields: [] }));
  return [...changed, ...gone];
}

/** Lists and single values are compared as a whole, objects key by key. */
function fieldsOf(before: object, after: object, path = ""): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [one, other] = [valueOf(before, key), valueOf(after, key)];
    const here = path === "" ? key : `${path}.${key}`;
    if (isObject(one) && isObject(other)) return fieldsOf(one, other, here);
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [{ path: here, before: one, after: other }];
  });
}

function valueOf(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
