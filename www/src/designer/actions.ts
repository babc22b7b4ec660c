/**
 * Everything that can be done by a key, from a menu or from the bar of a selection: one list for all of them.
 *
 * An action asks a command what it would do and hands the answer to the editor; one that is not possible now is greyed out.
 * It decides nothing about the document itself.
 */
import type { DesignerContext } from "./context.js";
import { addNote, align, type AlignEdge, arrange, distribute, duplicate, fragmentOf, moveBy, paste, readFragment, remove, writeFragment } from "./document/commands.js";
import { type Flow, notesOf, type Point } from "./document/flow.js";
import { grid } from "./document/places.js";
import { fetched } from "./fetched.js";
import type { DesignerLabels } from "./labels.js";

export type ActionName = keyof DesignerLabels["actions"];

/** Something that can be done. */
export interface Action {
  name: ActionName;
  /** The keys for it, as `keys.ts` reads them; the first is shown. */
  keys: readonly string[];
  /** Whether it can be done now. */
  possible(): boolean;
  /** Does it; `key` is the one that was pressed, if any. */
  run(key?: string): void;
  /** Whether it is on, for what is switched. */
  on?(): boolean;
}

/** Answers all actions, in the order in which they are listed. */
export function actionsOf(context: DesignerContext): ReadonlyMap<ActionName, Action> {
  const { editor, bench } = context;
  const flow = () => editor.flow ?? empty;
  const editable = () => editor.flow !== null && !editor.readonly;
  const chosen = () => editor.selection.nodes.length + editor.selection.notes.length;
  const boxes = () => bench.space?.boxes(editor.selection) ?? [];
  const aligned = (name: ActionName, edge: AlignEdge): Action => ({
    name,
    keys: [],
    possible: () => editable() && chosen() > 1 && bench.space !== null,
    run: () => editor.run(align(flow(), boxes(), edge)),
  });
  const spread = (name: ActionName, axis: "x" | "y"): Action => ({
    name,
    keys: [],
    possible: () => editable() && chosen() > 2 && bench.space !== null,
    run: () => editor.run(distribute(flow(), boxes(), axis)),
  });
  const moved = (name: ActionName, key: string, by: Point): Action => ({
    name,
    keys: [key, `Shift+${key}`],
    possible: () => editable() && chosen() > 0,
    run: (pressed = key) => {
      const steps = pressed === key ? 1 : 5;
      editor.run(moveBy(flow(), editor.selection, { x: by.x * steps, y: by.y * steps }));
    },
  });
  // Until the clipboard has it, something else may be selected.
  const cut = async (): Promise<void> => {
    const { selection } = editor;
    await copy();
    editor.run(remove(flow(), selection));
  };
  const copy = async (): Promise<void> => {
    const text = copied(context);
    if (text !== null) await navigator.clipboard.writeText(text);
  };
  const refused = () => editor.refuse(context.labels.clipboardRefused);

  const actions: Action[] = [
    { name: "undo", keys: ["Mod+Z"], possible: () => editable() && editor.canUndo, run: () => editor.undo() },
    { name: "redo", keys: ["Mod+Shift+Z", "Mod+Y"], possible: () => editable() && editor.canRedo, run: () => editor.redo() },
    { name: "add", keys: ["N"], possible: editable, run: () => (bench.picker = { kind: "add", ...(bench.node !== null && { after: { node: bench.node } }) }) },
    { name: "connect", keys: ["C"], possible: () => editable() && bench.node !== null, run: () => (bench.picker = bench.node === null ? null : { kind: "connect", node: bench.node }) },
    { name: "addNote", keys: ["M"], possible: editable, run: () => noted(context) },
    { name: "duplicate", keys: ["Mod+D"], possible: () => editable() && duplicate(flow(), editor.selection, editor.kinds) !== null, run: () => editor.run(duplicate(flow(), editor.selection, editor.kinds)) },
    { name: "copy", keys: ["Mod+C"], possible: () => copied(context) !== null, run: () => void copy().then(() => editor.announce(context.labels.copied), refused) },
    { name: "cut", keys: ["Mod+X"], possible: () => editable() && copied(context) !== null, run: () => void cut().catch(refused) },
    { name: "paste", keys: ["Mod+V"], possible: editable, run: () => void readClipboard().then((text) => pasted(context, text), refused) },
    { name: "remove", keys: ["Delete", "Backspace"], possible: () => editable() && remove(flow(), editor.selection) !== null, run: () => editor.run(remove(flow(), editor.selection)) },
    { name: "selectAll", keys: ["Mod+A"], possible: () => editor.flow !== null, run: () => editor.select({ nodes: flow().nodes.map((node) => node.id), notes: notesOf(flow()).map((note) => note.id) }) },
    { name: "find", keys: ["Mod+F", "/"], possible: () => editor.flow !== null, run: () => (bench.picker = { kind: "find" }) },
    moved("moveLeft", "ArrowLeft", { x: -grid, y: 0 }),
    moved("moveRight", "ArrowRight", { x: grid, y: 0 }),
    moved("moveUp", "ArrowUp", { x: 0, y: -grid }),
    moved("moveDown", "ArrowDown", { x: 0, y: grid }),
    aligned("alignLeft", "left"),
    aligned("alignCenter", "center"),
    aligned("alignRight", "right"),
    aligned("alignTop", "top"),
    aligned("alignMiddle", "middle"),
    aligned("alignBottom", "bottom"),
    spread("distributeAcross", "x"),
    spread("distributeDown", "y"),
    { name: "arrange", keys: ["L"], possible: () => editable() && bench.space !== null && flow().nodes.length > 1, run: () => void arranged(context) },
    { name: "snap", keys: [], possible: editable, run: () => (bench.snap = !bench.snap), on: () => bench.snap },
    { name: "fit", keys: ["0"], possible: () => bench.space !== null, run: () => bench.space?.fit() },
    { name: "zoomIn", keys: ["+", "="], possible: () => bench.space !== null, run: () => bench.space?.zoomBy(1.25) },
    { name: "zoomOut", keys: ["-"], possible: () => bench.space !== null, run: () => bench.space?.zoomBy(0.8) },
    { name: "shortcuts", keys: ["?"], possible: () => true, run: () => (bench.dialog = "shortcuts") },
  ];
  return new Map(actions.map((action) => [action.name, action]));
}

/** Answers what is selected as text; `null` if it holds nothing that could stand elsewhere. */
export function copied({ editor }: DesignerContext): string | null {
  const fragment = editor.flow === null ? null : fragmentOf(editor.flow, editor.selection);
  return fragment && writeFragment(fragment);
}

/** Puts a text into the flow, if it is part of one, and says so if it is not. */
export function pasted({ editor, bench, labels }: DesignerContext, text: string): boolean {
  const fragment = readFragment(text);
  if (fragment === null || editor.flow === null) {
    editor.refuse(labels.pasteRefused);
    return false;
  }
  return editor.run(paste(editor.flow, fragment, editor.kinds, { at: bench.space?.middle() ?? { x: 0, y: 0 } }));
}

// Whoever has added a note goes on to write it.
function noted({ editor, bench }: DesignerContext): void {
  if (editor.flow === null || !editor.run(addNote(editor.flow, bench.space?.middle() ?? { x: 0, y: 0 }))) return;
  bench.writing = editor.selection.notes[0] ?? null;
}

const empty: Flow = { version: 1, name: "", nodes: [], edges: [] };

// Outside a secure context there is no clipboard to ask; the keys for it work all the same.
async function readClipboard(): Promise<string> {
  return navigator.clipboard.readText();
}

async function arranged(context: DesignerContext): Promise<void> {
  const { editor, bench } = context;
  const part = await fetched(context, import("./canvas/layered.js"));
  const { flow, selection } = editor;
  if (part === null || flow === null || bench.space === null) return;
  const some = selection.nodes.length > 1 ? new Set(selection.nodes) : null;
  const boxes = bench.space.boxes().filter((box) => some?.has(box.id) ?? true);
  if (editor.run(arrange(flow, part.layered(flow, boxes, editor.kinds))) && some === null) bench.space.fit();
}
