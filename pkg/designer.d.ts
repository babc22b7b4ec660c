/**
 * `handover/designer`: registers `<handover-designer>`, where a flow is drawn, checked, played and kept.
 *
 * It loads the engine by itself when it comes into a document; a page that has the engine's file elsewhere calls `init(source)` before.
 */
import type { HandoverElement } from "./element.js";
import type { DesignerLabels } from "./elements/labels.js";
import type { StoredConversation } from "./host.js";
import type { EngineOptions, Flow } from "./index.js";

export type { DesignerLabels };

export interface HandoverDesigner extends HandoverElement<DesignerLabels, DesignerEvents> {
  /** The flow as it is now. Setting another one opens it, with a history of its own; where flows are kept, as one more of them. `null` shows that there is none. */
  flow: Flow | null;
  /** The text of the flow's tests, as `handover/play` and `npx handover test` read it. Another flow comes without any; those set after it are its own. */
  tests: string;
  /** Whether the flow is only shown. Attribute `readonly`. */
  readonly: boolean;
  /** The name of the browser's database in which flows are kept; `null` keeps nothing. `flow`, if set before, becomes the first one there. Attribute `storage`. */
  storage: string | null;
  /** The id of the kept flow that is open. Setting it opens another; one that is not there changes nothing. */
  flowId: string | null;
  /** The engine's option `providers`: whose kind decides which section of a handover's settings counts, and with their settings whether the flow needs a server. */
  providers: NonNullable<EngineOptions["providers"]>;
  /** The engine's other options, with which the flow is played. */
  options: EngineOptions;
  /** The conversations of this flow, as `watchConversations` reports them; the nodes where they wait are marked. */
  conversations: StoredConversation[];
}
export const HandoverDesigner: { new (): HandoverDesigner; readonly prototype: HandoverDesigner };

export interface DesignerEvents {
  /** The flow has been changed in the designer. The object is replaced, never changed. */
  change: Flow;
  /** Another of the kept flows is open. */
  flowopen: { id: string };
  /** Another node is selected; `null` means none, or more than one. */
  nodeselect: { node: string | null };
}

declare global {
  interface HTMLElementTagNameMap {
    "handover-designer": HandoverDesigner;
  }
}
