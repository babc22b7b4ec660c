/**
 * What can be done with a row of the outline: one list for its menu and its keys.
 *
 * An act hands a command's answer to the editor, or asks for what is missing: a kind of node, a target, a place, a text.
 */
import { addNote, disconnect, duplicate, fragmentOf, moveBefore, moveInto, pasteInto, readFragment, remove, type Slot, takeOut, writeFragment } from "../document/commands.js";
import { edgeAt, type Flow, handlesOf, hasInput, nodeOf, nothing, type Selection } from "../document/flow.js";
import type { Editor } from "../editor.svelte.js";
import { partsOf } from "../keys.js";
import type { DesignerLabels } from "../labels.js";
import type { Entries } from "../shell/menu.js";
import type { Workbench } from "../workbench.svelte.js";
import type { Row } from "./rows.js";

/** What has to be asked before an act can be done. */
export type Ask =
  | { ask: "kind"; slot: Slot }
  | { ask: "kind"; before: string }
  | { ask: "handle"; node: string }
  | { ask: "target"; slot: Slot }
  | { ask: "slot"; node: string }
  | { ask: "note"; note: string };

export type ActName = keyof DesignerLabels["forms"]["outline"]["actions"];

/** One thing that can be done. */
export interface Act {
  name: ActName;
  keys: readonly string[];
  possible(): boolean;
  /** Does it; answers what has to be asked first, `null` if the focus has gone elsewhere, nothing if it is done. */
  run(): Ask | null | undefined;
}

/** What acts are done with. */
export interface Desk {
  readonly editor: Editor;
  readonly bench: Workbench;
  readonly labels: DesignerLabels;
  show(key: string): void;
}

/** Answers what can be done with a row, in groups, as its menu lists it. */
export function actsOf(row: Row, desk: Desk): Act[][] {
  const groups = row.of === "node" ? ofNode(row, desk) : row.of === "branch" ? ofHandle({ node: row.node.id, handle: row.handle }, desk) : row.of === "link" ? ofLink(row, desk) : row.of === "note" ? ofNote(row.note.id, desk) : ofGroup(desk);
  return desk.editor.readonly ? groups.map((group) => group.filter(({ name }) => ["settings", "follow", "copy"].includes(name))).filter((group) => group.length > 0) : groups;
}

/** Answers the way out of a row after which something can be put; `null` if there is none. */
export function slotOf(row: Row, { flow, kinds }: Editor): Slot | null {
  if (row.of === "branch") return { node: row.node.id, handle: row.handle };
  if (row.of === "link") return row.handle === null ? null : { node: row.node.id, handle: row.handle };
  if (row.of !== "node" || flow === null) return null;
  const handles = handlesOf(row.node, kinds);
  const handle = handles.find((each) => edgeAt(flow, row.node.id, each) === undefined) ?? handles[0];
  return handle === undefined ? null : { node: row.node.id, handle };
}

/** Answers the entries of a menu for acts. */
export function entriesFor(acts: readonly Act[][], words: DesignerLabels["forms"]["outline"], perform: (act: Act) => void): Entries {
  return acts.map((group) =>
    group.map((act) => {
      const [key] = act.keys;
      return { label: words.actions[act.name], ...(key !== undefined && { keys: partsOf(key).join(" ") }), possible: act.possible(), ...(act.name === "remove" && { danger: true }), run: () => perform(act) };
    }),
  );
}

const none: Flow = { version: 1, name: "", nodes: [], edges: [] };

function ofNode(row: Extract<Row, { of: "node" }>, desk: Desk): Act[][] {
  const { editor, bench } = desk;
  const { id } = row.node;
  const flow = () => editor.flow ?? none;
  const inner = () => nodeOf(flow(), id);
  const movable = () => {
    const node = inner();
    return node !== undefined && hasInput(node);
  };
  const handles = () => {
    const node = inner();
    return node === undefined ? [] : handlesOf(node, editor.kinds);
  };
  const slot = () => slotOf(row, editor);
  const [before, after] = [() => neighbour(flow(), editor, id, -1), () => neighbour(flow(), editor, id, 1)];
  return [
    [
      act("settings", ["Enter"], () => true, () => shown(() => bench.show(id))),
      act("rename", ["F2"], () => true, () => shown(() => bench.show(id, "label"))),
    ],
    [
      act("addAfter", ["N"], () => slot() !== null, () => asked(slot(), (free) => ({ ask: "kind", slot: free }))),
      act("addBefore", ["B"], movable, () => ({ ask: "kind", before: id })),
      act("connect", ["C"], () => handles().length > 0, () => (handles().length === 1 ? { ask: "target", slot: { node: id, handle: handles()[0] ?? "" } } : { ask: "handle", node: id })),
    ],
    [
      act("moveUp", ["Alt+ArrowUp"], () => before() !== null && moveBefore(flow(), editor.kinds, id, before() ?? "") !== null, () => done(editor.run(moveBefore(flow(), editor.kinds, id, before() ?? "")))),
      act("moveDown", ["Alt+ArrowDown"], () => after() !== null && moveBehind(flow(), editor, id, after() ?? "") !== null, () => done(editor.run(moveBehind(flow(), editor, id, after() ?? "")))),
      act("moveTo", ["V"], movable, () => ({ ask: "slot", node: id })),
      act("takeOut", ["Shift+Delete"], movable, () => done(editor.run(takeOut(flow(), editor.kinds, id)))),
    ],
    clipboard(desk, { ...nothing, nodes: [id] }, slot),
    [act("addNote", ["M"], () => true, () => noted(editor))],
  ];
}

function ofHandle(slot: Slot, desk: Desk): Act[][] {
  const { editor } = desk;
  const edge = () => (editor.flow === null ? undefined : edgeAt(editor.flow, slot.node, slot.handle));
  return [
    [
      act("addHere", ["N"], () => true, () => ({ ask: "kind", slot })),
      act("connect", ["C"], () => true, () => ({ ask: "target", slot })),
      act("disconnect", ["Delete"], () => edge() !== undefined, () => done(editor.run(disconnect(editor.flow ?? none, [edge()?.id ?? ""])))),
    ],
    [pasteAct(desk, () => slot), act("addNote", ["M"], () => true, () => noted(editor))],
  ];
}

function ofLink(row: Extract<Row, { of: "link" }>, desk: Desk): Act[][] {
  const follow = act("follow", ["Enter"], () => true, () => shown(() => desk.show(`node ${row.target}`)));
  // A setting leads there, not a connection: it is changed where it is set.
  if (row.handle === null) return [[follow, act("settings", [], () => true, () => shown(() => desk.bench.show(row.node.id)))]];
  return [[follow], ...ofHandle({ node: row.node.id, handle: row.handle }, desk)];
}

function ofNote(id: string, desk: Desk): Act[][] {
  return [[act("edit", ["Enter", "F2"], () => true, () => ({ ask: "note", note: id }))], clipboard(desk, { ...nothing, notes: [id] })];
}

function ofGroup({ editor }: Desk): Act[][] {
  return [[act("addNote", ["M"], () => true, () => noted(editor))]];
}

/** What can be done with whatever is selected, or with this alone if it is not part of the selection. */
function clipboard(desk: Desk, own: Selection, slot: () => Slot | null = () => null): Act[] {
  const { editor, labels } = desk;
  const flow = () => editor.flow ?? none;
  const chosen = () => {
    const { nodes, notes } = editor.selection;
    return own.nodes.some((id) => nodes.includes(id)) || own.notes.some((id) => notes.includes(id)) ? editor.selection : own;
  };
  const copied = () => fragmentOf(flow(), chosen());
  const copy = async (): Promise<boolean> => {
    const fragment = copied();
    if (fragment === null) return false;
    await navigator.clipboard.writeText(writeFragment(fragment));
    return true;
  };
  return [
    act("duplicate", ["Mod+D"], () => duplicate(flow(), chosen(), editor.kinds) !== null, () => done(editor.run(duplicate(flow(), chosen(), editor.kinds)))),
    act("copy", [], () => copied() !== null, () => shown(() => void copy().then(() => editor.announce(labels.copied), () => editor.refuse(labels.clipboardRefused)))),
    act("cut", [], () => copied() !== null, () => shown(() => void copy().then(() => editor.run(remove(flow(), chosen())), () => editor.refuse(labels.clipboardRefused)))),
    pasteAct(desk, slot),
    act("remove", ["Delete", "Backspace"], () => remove(flow(), chosen()) !== null, () => done(editor.run(remove(flow(), chosen())))),
  ];
}

function pasteAct({ editor, labels }: Desk, slot: () => Slot | null): Act {
  const insert = (text: string): void => {
    const fragment = readFragment(text);
    const place = slot();
    if (fragment === null) editor.refuse(labels.pasteRefused);
    else if (editor.flow !== null && place !== null) editor.run(pasteInto(editor.flow, editor.kinds, place, fragment));
  };
  return act("paste", [], () => slot() !== null, () => shown(() => void navigator.clipboard.readText().then(insert, () => editor.refuse(labels.clipboardRefused))));
}

/** Adds a note and asks for its text. */
export function noted(editor: Editor): Ask | null {
  const edit = addNote(editor.flow ?? none, { x: 0, y: -200 });
  return editor.run(edit) ? { ask: "note", note: edit.selection?.notes[0] ?? "" } : null;
}

/** Answers the node that stands right before or after another one in a run without branches between; `null` if there is none. */
function neighbour(flow: Flow, { kinds }: Editor, id: string, way: 1 | -1): string | null {
  const node = nodeOf(flow, id);
  if (node === undefined) return null;
  if (way === 1) {
    const [only] = handlesOf(node, kinds);
    return (only === undefined ? undefined : edgeAt(flow, id, only)?.target) ?? null;
  }
  const [edge, ...others] = flow.edges.filter((each) => each.target === id);
  return edge === undefined || others.length > 0 ? null : edge.source;
}

function moveBehind(flow: Flow, { kinds }: Editor, id: string, other: string) {
  const node = nodeOf(flow, other);
  const [handle] = node === undefined ? [] : handlesOf(node, kinds);
  return handle === undefined ? null : moveInto(flow, kinds, id, { node: other, handle });
}

function act(name: ActName, keys: readonly string[], possible: Act["possible"], run: Act["run"]): Act {
  return { name, keys, possible, run };
}

function done(ran: boolean): undefined | null {
  return ran ? undefined : null;
}

function asked<Missing>(missing: Missing | null, ask: (missing: Missing) => Ask): Ask | null {
  return missing === null ? null : ask(missing);
}

function shown(show: () => void): null {
  show();
  return null;
}

