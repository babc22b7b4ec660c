/**
 * The flow as an outline: what a run meets one after the other stands one below the other, and what branches is indented.
 *
 * Each node stands there once in full, where a run from the start meets it first; any other mention is a link to it. What no
 * run reaches comes after, and the notes at the end. It knows no kind by name and changes nothing.
 */
import { at } from "../document/data.js";
import { targetsOf } from "../document/chain.js";
import { type Flow, type FlowNode, handleOf, handlesOf, type Kinds, type Note, startsOf } from "../document/flow.js";

/** One line of the outline. */
export type Row = Line &
  (
    | { of: "node"; node: FlowNode }
    | { of: "branch"; node: FlowNode; handle: string; target: string | null }
    /** A connection, or a setting such as a jump's target, that leads to a node which stands elsewhere. */
    | { of: "link"; node: FlowNode; handle: string | null; target: string }
    | { of: "group"; group: "unreached" | "notes" }
    | { of: "note"; note: Note }
  );

/** Its place in the tree. */
export interface Line {
  key: string;
  level: number;
  /** The key of the row that it belongs to; `null` at the top. */
  parent: string | null;
  /** Its place among those that belong to the same row, from 1, and how many those are. */
  place: number;
  size: number;
  /** Whether rows belong to it, shown or not. */
  branches: boolean;
}

/** Answers the rows of the whole flow, from top to bottom. */
export function rowsOf(flow: Flow, kinds: Kinds): Row[] {
  const drawn = new Drawing(flow, kinds);
  for (const start of startsOf(flow)) drawn.chain(start.id, null, 0);
  for (const entry of flow.nodes) if (kinds.get(entry.type)?.tags.includes("entry")) drawn.chain(entry.id, null, 0);
  const unreached = flow.nodes.filter((node) => !drawn.has(node.id));
  if (unreached.length > 0) {
    drawn.group("unreached", () => {
      // What nothing leads to comes first: the rest then stands below it.
      for (const node of unreached) if (!drawn.isLedTo(node.id)) drawn.chain(node.id, "group unreached", 1);
      for (const node of unreached) drawn.chain(node.id, "group unreached", 1);
    });
  }
  const notes = flow.notes ?? [];
  if (notes.length > 0) drawn.group("notes", () => notes.forEach((note) => drawn.note(note)));
  return drawn.finished();
}

/** Answers the rows that are shown while some are closed. */
export function shownRows(rows: readonly Row[], closed: ReadonlySet<string>): Row[] {
  const hidden = new Set<string>();
  return rows.filter(({ key, parent }) => {
    const shown = parent === null || !(closed.has(parent) || hidden.has(parent));
    if (!shown) hidden.add(key);
    return shown;
  });
}

function push<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** Where a stretch of nodes begins: at a node, below a row, led to by a handle unless it begins by itself. */
interface Beginning {
  id: string;
  parent: string | null;
  level: number;
  from: { node: FlowNode; handle: string } | null;
}

/** A row before its place among the others is known. */
type Drawn = Row extends infer Each ? (Each extends Row ? Omit<Each, "place" | "size" | "branches"> : never) : never;

class Drawing {
  readonly #kinds: Kinds;
  readonly #nodes: ReadonlyMap<string, FlowNode>;
  readonly #edges = new Map<string, string>();
  readonly #targets = new Set<string>();
  readonly #rows: Drawn[] = [];
  readonly #drawn = new Set<string>();

  constructor(flow: Flow, kinds: Kinds) {
    this.#kinds = kinds;
    // Of two nodes with one id the first one counts, as it does for the engine.
    this.#nodes = new Map([...flow.nodes].reverse().map((node) => [node.id, node]));
    for (const edge of flow.edges) {
      this.#edges.set(`${edge.source}\n${handleOf(edge)}`, edge.target);
      if (edge.target !== edge.source) this.#targets.add(edge.target);
    }
  }

  has(id: string): boolean {
    return this.#drawn.has(id);
  }

  isLedTo(id: string): boolean {
    return this.#targets.has(id);
  }

  /** Draws a node and what follows it. Branches wait on a stack of their own, so that a flow may be as deep as it likes. */
  chain(id: string, parent: string | null, level: number): void {
    const waiting: Beginning[] = [{ id, parent, level, from: null }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) waiting.push(...this.#stretch(next).reverse());
  }

  group(group: "unreached" | "notes", fill: () => void): void {
    this.#rows.push({ of: "group", key: `group ${group}`, group, level: 0, parent: null });
    fill();
  }

  note(note: Note): void {
    this.#rows.push({ of: "note", key: `note ${note.id}`, note, level: 1, parent: "group notes" });
  }

  /** Answers the rows in the order in which they stand, each with its place among its siblings. */
  finished(): Row[] {
    const children = new Map<string | null, Drawn[]>();
    for (const row of this.#rows) push(children, row.parent, row);
    const places = new Map([...children.values()].flatMap((rows) => rows.map((row, place) => [row, place] as const)));
    const rows: Row[] = [];
    const waiting = [...(children.get(null) ?? [])].reverse();
    for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
      const own = children.get(row.key) ?? [];
      const siblings = children.get(row.parent) ?? [];
      rows.push({ ...row, place: (places.get(row) ?? 0) + 1, size: siblings.length, branches: own.length > 0 });
      waiting.push(...[...own].reverse());
    }
    return rows;
  }

  /** Draws nodes one below the other up to where the run branches, ends or meets what is drawn; answers where it branches to. */
  #stretch({ id: first, parent, level, from: led }: Beginning): Beginning[] {
    let id = first;
    let from = led;
    for (;;) {
      const node = this.#nodes.get(id);
      if (node === undefined) return [];
      if (this.#drawn.has(id)) {
        if (from !== null) this.#rows.push({ of: "link", key: `link ${from.node.id} ${from.handle}`, node: from.node, handle: from.handle, target: id, level, parent });
        return [];
      }
      this.#drawn.add(id);
      const key = `node ${id}`;
      this.#rows.push({ of: "node", key, node, level, parent });
      this.#jumps(node, key, level + 1);
      const handles = handlesOf(node, this.#kinds);
      const [only] = handles;
      if (handles.length !== 1 || only === undefined) return [...new Set(handles)].flatMap((handle) => this.#branch(node, handle, key, level + 1));
      const target = this.#edges.get(`${id}\n${only}`);
      if (target === undefined) return [];
      from = { node, handle: only };
      id = target;
    }
  }

  #branch(node: FlowNode, handle: string, parent: string, level: number): Beginning[] {
    const target = this.#edges.get(`${node.id}\n${handle}`) ?? null;
    const key = `branch ${node.id} ${handle}`;
    this.#rows.push({ of: "branch", key, node, handle, target, level, parent });
    return target === null ? [] : [{ id: target, parent: key, level: level + 1, from: { node, handle } }];
  }

  #jumps(node: FlowNode, parent: string, level: number): void {
    for (const field of targetsOf(node, this.#kinds)) {
      const target = at(node.data, field);
      if (typeof target === "string" && this.#nodes.has(target)) this.#rows.push({ of: "link", key: `jump ${node.id} ${field}`, node, handle: null, target, level, parent });
    }
  }
}
