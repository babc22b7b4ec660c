/**
 * `handover/chat`: registers `<handover-chat>`, a button that opens a chat, and the chat.
 *
 * The module brings the button alone; the chat is loaded when somebody wants it. It opens no conversation by itself: `connect`
 * does, so that a page loads the engine only then.
 */
import type { HandoverElement } from "./element.js";
import type { ChatLabels } from "./elements/labels.js";
import type { Conversation } from "./host.js";
import type { Attachment } from "./index.js";

export type { ChatLabels, Conversation };

export interface HandoverChat extends HandoverElement<ChatLabels, ChatEvents> {
  /** Answers the conversation to show; called at the first opening or `resume()`, and again for a new one after the visitor has ended the last. */
  connect: Connect | null;
  /** Whether the chat is open. Setting it moves no focus and fires no event. Attribute `open`. */
  open: boolean;
  /** Whether there is a connection, for a page that knows it better than the browser; `null` leaves it to the browser. */
  online: boolean | null;
  /** Puts a file where the other side can fetch it. Without it the visitor can send no files. */
  upload: Upload | null;
  /** Types of files that may be sent, as in the `accept` of a file input; empty allows all. Attribute `accept`. */
  accept: string;
  /** Bytes that a file may have; 10,000,000 if not set. Attribute `max-file-size`. */
  maxFileSize: number;
  /** Files that one message may have; 5 if not set. Attribute `max-files`. */
  maxFiles: number;
  /** Whether the visitor is asked for a rating after the end. Set it where there is a desk, or somebody listens to the event `rating`. Attribute `rating`. */
  rating: boolean;
  /** How many messages the visitor has not seen yet. */
  readonly unread: number;
  /** Connects without opening the chat, so that it counts what comes in. */
  resume(): Promise<void>;
}
export const HandoverChat: { new (): HandoverChat; readonly prototype: HandoverChat };

/** Answers the conversation to show. `after` names the one that is over and that another is to follow; at first it is `null`. */
export type Connect = (after: string | null) => Promise<Conversation>;

/** Puts a file where the other side can fetch it, and answers what the message is to carry. Rejecting it lets the visitor try again. */
export type Upload = (file: File, options: { signal: AbortSignal; onProgress: (share: number) => void }) => Promise<Attachment>;

export interface ChatEvents {
  /** A person has opened the chat. */
  chatopen: null;
  /** A person has closed it. The conversation goes on. */
  chatclose: null;
  /** The visitor has ended the chat, and with it a handover that was under way. */
  chatend: { conversation: string };
  /** It could not be loaded or connected. */
  chaterror: { error: unknown };
  /** The number of messages that the visitor has not seen yet has changed. */
  unreadchange: { count: number };
  /** The visitor rates a talk that is over: 1 to 5 stars, perhaps a comment. The built-in desk hears of it, too; what else becomes of it is the page's. */
  rating: { conversation: string; stars: number; comment: string | null; agent: string | null };
}

declare global {
  interface HTMLElementTagNameMap {
    "handover-chat": HandoverChat;
  }
}
