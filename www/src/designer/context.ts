/** What the designer's parts share without handing it through the canvas: the words, the flow, and where conversations wait. */
import type { Flow } from "handover";
import { getContext, setContext } from "svelte";
import type { DesignerLabels } from "./labels.js";
import type { Mark } from "./live.js";

/** All are read anew whenever they change. */
export interface DesignerContext {
  readonly labels: DesignerLabels;
  readonly flow: Flow | null;
  readonly marks: Map<string, Mark>;
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
