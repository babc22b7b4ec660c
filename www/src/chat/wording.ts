/** What the lines of a chat say: who speaks, as what, and what has happened. */
import type { ChatLabels } from "./labels.js";
import type { MessageLine, Note } from "./lines.js";

/** Answers the name of whoever said it. */
export function nameOf({ from, name }: Pick<MessageLine, "from" | "name">, labels: ChatLabels): string {
  return from === "visitor" ? labels.you : name || labels[from];
}

/** Answers as what somebody speaks, so that nobody takes a bot for a human. */
export function roleOf(from: "bot" | "human", labels: ChatLabels): string {
  return from === "bot" ? labels.botRole : labels.humanRole;
}

/** Answers what has happened, in a sentence. */
export function noteText(note: Note, labels: ChatLabels): string {
  if (note.type === "said") return note.text;
  if (note.type === "joined" || note.type === "left") return labels[note.type](note.name || labels.human);
  return labels[note.type];
}
