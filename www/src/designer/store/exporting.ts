/** Hands the flow, or its tests, to the browser as a file. */
import type { DesignerContext } from "../context.js";
import { fileName, writeFlow } from "./file.js";

/** Hands over the flow's JSON. */
export function exportFlow({ editor, keeping }: DesignerContext): void {
  const { flow } = editor;
  if (flow !== null) download(`${fileName(flow)}.json`, writeFlow(flow, keeping?.saving?.content.source ?? null), "application/json");
}

/** Hands over the text of its tests. */
export function exportTests({ editor: { flow, tests } }: DesignerContext): void {
  if (flow !== null) download(`${fileName(flow)}.tests.txt`, tests, "text/plain");
}

function download(name: string, text: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
