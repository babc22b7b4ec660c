/** Lets a text field grow with its text, where the browser does not do so by itself. */
import type { Attachment } from "svelte/attachments";

/** Makes the attachment; `text` is read so that the field is measured again whenever it changes. */
export function grow(text: () => string): Attachment<HTMLTextAreaElement> {
  return (field) => {
    if (text() === undefined || CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };
}
