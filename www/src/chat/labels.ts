/** The words of `<handover-chat>` in English; a page replaces any of them through the element's `labels`. */
import type { Language } from "../common/language.js";

export const words = ({ number, plural }: Language) => ({
  open: "Open chat",
  unread: (count: number) => plural(count, { one: "# new message", other: "# new messages" }),
  dialog: "Chat",
  title: "How can we help?",
  close: "Close chat",
  log: "Conversation",
  message: "Message",
  placeholder: "Write a message",
  send: "Send",
  you: "You",
  bot: "Assistant",
  botRole: "automatic assistant",
  human: "Agent",
  humanRole: "agent",
  joined: (name: string) => `${name} joined the chat`,
  left: (name: string) => `${name} left the chat`,
  transferring: "You are being passed on to a colleague",
  cancelled: "You have stopped waiting for an agent",
  ended: "This conversation has ended. Write to begin again.",
  typing: (name: string) => `${name} is typing`,
  sending: "Sending",
  waiting: "Waiting to be passed on",
  sent: "Sent",
  failed: "Not sent",
  newMessages: "To the latest messages",
  empty: "Say hello, or ask a question.",
  loading: "Opening the chat",
  broken: "The chat could not be opened",
  retry: "Try again",
  requested: "Looking for somebody who can help you.",
  queued: "You are in the queue.",
  position: (position: number) => `You are number ${number(position)} in the queue.`,
  wait: (minutes: number) => (minutes < 1 ? "Less than a minute." : plural(minutes, { one: "About # minute.", other: "About # minutes." })),
  cancel: "Stop waiting",
  unshown: "This message cannot be shown here.",
});

/** The shape of those words. */
export type ChatLabels = ReturnType<typeof words>;
