/** Keeps the caret where something happens in a text field that is written anew: browsers put it at the end. */
import { tick } from "svelte";

/** Does something that may change what stands in a field that has the focus, and puts the caret behind what has changed there. */
export async function followCaret(field: Element, act: () => void): Promise<void> {
  const written = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.selectionEnd !== null) ? field : null;
  const before = written?.value ?? "";
  act();
  await tick();
  if (written === null || written.value === before) return;
  const at = endOfChange(before, written.value);
  written.setSelectionRange(at, at);
}

/** Answers where in the second text that ends in which it differs from the first. */
export function endOfChange(before: string, after: string): number {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return after.length - end;
}
