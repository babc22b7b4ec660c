/**
 * What the designer shows beside the document: which view, which panel, whether the palette and the drawer are open.
 *
 * It is a state of the screen. It changes no document and is forgotten with the page.
 */
import type { Box } from "./document/arrange.js";
import { handleOf, type Point, type Selection } from "./document/flow.js";
import type { Editor } from "./editor.svelte.js";
import type { StoreDialog } from "./store/dialog.js";

/** How the flow is shown. */
export type ViewName = "canvas" | "outline";
/** What stands beside it, one at a time. */
export type PanelName = "node" | "findings" | "versions" | "tests" | "proof";
/** What stands below it. */
export type DrawerName = "play";

/** Something that is to be brought into sight, and the field that is to have the focus. */
export interface Goal {
  node: string;
  field: string | null;
}

/** A list to choose from, over the view: a kind of node to add, a node to connect with, or something to find. */
export type Picker =
  | { kind: "add"; at?: Point; after?: { node: string; handle?: string }; before?: string; into?: string; near?: Point }
  | { kind: "connect"; node: string; handle?: string; near?: Point }
  | { kind: "find" };

/** What asks for the whole attention. */
export type DialogName = "shortcuts" | StoreDialog;

/** What a view of the flow in space can do; there is none while the flow is shown otherwise. */
export interface Space {
  /** The middle of what is in sight, in the flow's own units. */
  middle(): Point;
  /** What is selected, or all nodes, as large as it is drawn. */
  boxes(selection?: Selection): Box[];
  fit(): void;
  zoomBy(factor: number): void;
  /** Gives a node the focus. */
  focus(node: string): void;
}

export class Workbench {
  view: ViewName = $state("canvas");
  palette: boolean = $state(true);
  drawer: DrawerName | null = $state(null);
  picker: Picker | null = $state.raw(null);
  dialog: DialogName | null = $state.raw(null);
  space: Space | null = $state.raw(null);
  /** Gives a node the focus, in a view that is no space. */
  focusNode: ((node: string) => void) | null = $state.raw(null);
  /** Whether what is dragged comes to rest on the grid and in line with others. */
  snap: boolean = $state(true);
  /** Whoever can show it does so and sets it to `null`. */
  goal: Goal | null = $state.raw(null);
  /** A note that is to be written; where it is shown it takes the focus and sets this to `null`. */
  writing: string | null = $state.raw(null);

  #asked: PanelName | null = $state(null);
  readonly #editor: Editor;

  /** The panel at the side: the one that was asked for, or the settings of the one node that is selected. */
  readonly panel: PanelName | null = $derived.by(() => this.#asked ?? (this.node === null ? null : "node"));
  /** The one node that is selected. */
  readonly node: string | null = $derived.by(() => {
    const { nodes, notes } = this.#editor.selection;
    return nodes.length === 1 && notes.length === 0 ? (nodes[0] ?? null) : null;
  });

  /** Handles that lead somewhere, as `source` and `handle` apart by a line break. */
  readonly #taken: ReadonlySet<string> = $derived.by(() => new Set(this.#editor.flow?.edges.map((edge) => `${edge.source}\n${handleOf(edge)}`)));

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** Whether a handle of a node leads somewhere. */
  taken(node: string, handle: string): boolean {
    return this.#taken.has(`${node}\n${handle}`);
  }

  /** Opens a panel in the place of the one that is open. */
  open(panel: Exclude<PanelName, "node">): void {
    this.#asked = panel;
  }

  /** Closes the panel; the settings of a node close with its selection. */
  close(): void {
    if (this.#asked === null) this.#editor.select({});
    this.#asked = null;
  }

  /** Opens a panel, or closes it if it is open. */
  toggle(panel: Exclude<PanelName, "node">): void {
    this.#asked = this.#asked === panel ? null : panel;
  }

  /** Selects a node, brings it into sight with its settings open, and gives one of its fields the focus. */
  show(node: string, field: string | null = null): void {
    this.#asked = null;
    this.#editor.select({ nodes: [node] });
    this.goal = { node, field };
  }

  /** Selects a node and gives it the focus where the flow is shown, its settings beside it. */
  find(node: string): void {
    this.#asked = null;
    this.#editor.select({ nodes: [node] });
    this.focus(node);
  }

  /** Gives a node the focus where the flow is shown. */
  focus(node: string): void {
    if (this.focusNode !== null) this.focusNode(node);
    else this.space?.focus(node);
  }

  /** The settings of what was just selected take the place of the panel that was open. */
  yieldPanel(): void {
    this.#asked = null;
  }
}
