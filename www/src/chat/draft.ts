/** Brings a draft back, and keeps it the same in all tabs: a text field follows what another tab writes unless somebody writes in it. */
import type { ChatMemory } from "./memory.js";

/** Shows the draft of a conversation, at once and as it changes elsewhere; answers the function that stops it. */
export function followDraft(memory: ChatMemory, text: () => string, show: (draft: string) => void, writing: () => boolean): () => void {
  // What was written before there was a conversation is its draft now.
  if (text() === "") show(memory.get("draft") ?? "");
  else memory.set("draft", text());
  return memory.watch((name) => {
    if (name === "draft" && !writing()) show(memory.get("draft") ?? "");
  });
}
