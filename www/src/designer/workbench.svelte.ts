/**
 * What the designer shows beside the document: which view, which panel, whether the palette and the drawer are open.
 *
 * It is a state of the screen. It changes no document and is forgotten with the page.
 */
import type { Editor } from "./editor.svelte.js";

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

export class Workbench {
  view: ViewName = $state("canvas");
  palette: boolean = $state(true);
  drawer: DrawerName | null = $state(null);
  /** Whoever can show it does so and sets it to `null`. */
  goal: Goal | null = $state.raw(null);

  #asked: PanelName | null = $state(null);
  readonly #editor: Editor;

  /** The panel at the side: the one that was asked for, or the settings of the one node that is selected. */
  readonly panel: PanelName | null = $derived.by(() => this.#asked ?? (this.node === null ? null : "node"));
  /** The one node that is selected. */
  readonly node: string | null = $derived.by(() => {
    const { nodes, notes } = this.#editor.selection;
    return nodes.length === 1 && notes.length === 0 ? (nodes[0] ?? null) : null;
  });

  constructor(editor: Editor) {
    this.#editor = editor;
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

  /** The settings of what was just selected take the place of the panel that was open. */
  yieldPanel(): void {
    this.#asked = null;
  }
}
