/** What every control of a form is given. */
import type { NodeField } from "handover";
import type { FlowNode } from "../document/flow.js";

export interface Control {
  /** The id of the control that the label belongs to. */
  id: string;
  node: FlowNode;
  field: NodeField;
  /** What stands in the flow; `undefined` for the default. */
  value: unknown;
  /** The ids of what describes the control. */
  describedby: string | undefined;
  invalid: boolean;
  readonly: boolean;
  /** Takes another value; `undefined` for the default. */
  change(value: unknown): void;
}
