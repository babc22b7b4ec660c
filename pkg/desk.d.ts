/**
 * `handover/desk`: registers `<handover-desk>`, where an agent accepts conversations, answers them and gives them back.
 *
 * It keeps nothing and decides nothing: what there is comes from the `desk` it is given, and what the agent does goes there.
 */
import type { HandoverElement } from "./element.js";
import type { DeskLabels } from "./elements/labels.js";
import type { Desk } from "./host.js";

export type { Desk, DeskLabels };

export interface HandoverDesk extends HandoverElement<DeskLabels, DeskEvents> {
  /** The opened desk; `null` shows that it is being opened. Closing it is the page's business. */
  desk: Desk | null;
  /** Why there is no desk; anything but `null` is told to the agent. */
  problem: unknown;
}
export const HandoverDesk: { new (): HandoverDesk; readonly prototype: HandoverDesk };

export interface DeskEvents {
  /** The agent has chosen another name. */
  agentchange: { displayName: string };
  /** The agent has opened another conversation; `null` closes the one that was open. */
  ticketselect: { ticket: string | null };
}

declare global {
  interface HTMLElementTagNameMap {
    "handover-desk": HandoverDesk;
  }
}
