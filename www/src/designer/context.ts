/** What the designer's parts share: the document, the screen, the words, and where conversations wait. */
import type { EngineOptions } from "handover";
import { getContext, setContext } from "svelte";
import type { Action, ActionName } from "./actions.js";
import type { Providers } from "./form.js";
import type { Editor } from "./editor.svelte.js";
import type { DesignerLabels } from "./labels.js";
import type { Mark } from "./live.js";
import type { Playing } from "./play/playing.svelte.js";
import type { Proving } from "./play/proof.svelte.js";
import type { Keeping } from "./store/keeping.svelte.js";
import type { Workbench } from "./workbench.svelte.js";

/** All are read anew whenever they change. */
export interface DesignerContext {
  readonly editor: Editor;
  readonly bench: Workbench;
  /** The play in the drawer, and the proof. */
  readonly playing: Playing;
  readonly proving: Proving;
  /** All that can be done by a key or from a menu. */
  readonly actions: ReadonlyMap<ActionName, Action>;
  readonly labels: DesignerLabels;
  readonly providers: Providers;
  readonly options: EngineOptions;
  readonly marks: ReadonlyMap<string, Mark>;
  /** Where flows are kept; `null` where the page has not asked for it. */
  readonly keeping: Keeping | null;
}

const key = Symbol("designer");

/** Shares them with all components below. */
export function shareDesignerContext(context: DesignerContext): void {
  setContext(key, context);
}

/** Answers what the designer above shares. */
export function designerContext(): DesignerContext {
  return getContext<DesignerContext>(key);
}
