/**
 * `handover/desk`: registers `<handover-desk>`, where an agent accepts conversations, answers them and passes them on, and
 * sees how the desk does.
 *
 * It decides nothing: what there is comes from the `desk` it is given, and what the agent does goes there. What is the
 * agent's alone (drafts, own canned replies, sound) it keeps in the browser's `localStorage`.
 */
import type { HandoverElement } from "./element.js";
import type { DeskLabels } from "./elements/labels.js";
import type { ConversationLog, Desk } from "./host.js";
import type { Attachment } from "./index.js";

export type { ConversationLog, Desk, DeskLabels };

export interface HandoverDesk extends HandoverElement<DeskLabels, DeskEvents> {
  /** The opened desk; `null` shows that it is being opened. Closing it is the page's business. */
  desk: Desk | null;
  /** Why there is no desk; anything but `null` is told to the agent. */
  problem: unknown;
  /** What is shown. The agent may change it, which fires `viewchange`; setting it does not. */
  view: DeskView;
  /** Where logs are read from. Without it there are no figures, and of what the bot has tried only the words. */
  logs: ReadLogs | null;
  /** Canned replies for every agent, beside those that agents write for themselves. */
  cannedReplies: CannedReply[];
  /** Puts a file where the visitor can fetch it. Without it agents send no files. */
  upload: Upload | null;
  /** Types of files that may be sent, as in the `accept` of a file input; empty allows all. */
  accept: string;
  /** Bytes that a file may have; 10,000,000 if not set. */
  maxFileSize: number;
  /** Files that one message may have; 5 if not set. */
  maxFiles: number;
}
export const HandoverDesk: { new (): HandoverDesk; readonly prototype: HandoverDesk };

/** The conversations, or the figures. */
export type DeskView = "conversations" | "figures";

/** Reads logs of conversations, as `readLogs` of `handover/host` does: of all, of one, or of those in which something has happened since. */
export type ReadLogs = (wanted: { conversation?: string; since?: number }) => Promise<ConversationLog[]>;

/**
 * A reply that is written once and used often. The agent types `/` and the shortcut.
 *
 * `{{visitor name}}`, `{{agent name}}` and the fields of the visitor's profile and of the request's metadata are filled in by
 * their names; a placeholder for which nothing is known is left for the agent.
 */
export interface CannedReply {
  shortcut: string;
  text: string;
}

/** Puts a file where the other side can fetch it, and answers what the message is to carry. Rejecting it lets the agent try again. */
export type Upload = (file: File, options: { signal: AbortSignal; onProgress: (share: number) => void }) => Promise<Attachment>;

export interface DeskEvents {
  /** The agent has chosen another name. */
  agentchange: { displayName: string };
  /** The agent has opened another conversation; `null` closes the one that was open. */
  ticketselect: { ticket: string | null };
  /** The agent has gone to the figures, or back. */
  viewchange: { view: DeskView };
}

declare global {
  interface HTMLElementTagNameMap {
    "handover-desk": HandoverDesk;
  }
}
