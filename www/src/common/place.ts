/** Makes what an element holds the fallback of a slot: the page may put something of its own there. */
import type { Attachment } from "svelte/attachments";

export function place(name: string): Attachment<HTMLElement> {
  return (frame) => {
    const slot = document.createElement("slot");
    slot.name = name;
    slot.append(...frame.childNodes);
    frame.append(slot);
  };
}
