/** Takes a file or a text into the designer: a flow as one more of those that are kept, a text of tests into the flow that is open. */
import { checkFlow, type Finding } from "handover";
import type { DesignerContext } from "../context.js";
import { replace, setTests } from "../document/commands.js";
import { readFlow } from "./file.js";

/** Opens the flow of a text; answers why it is none, or `null`. */
export async function importText({ editor, keeping, labels }: DesignerContext, text: string): Promise<Finding[] | null> {
  const read = readFlow(text, checkFlow);
  if ("refused" in read) return read.refused;
  const { flow, source } = read;
  if (keeping !== null && keeping.problem === null) await keeping.add({ flow, tests: "", source });
  else if (editor.flow === null) editor.load(flow);
  else editor.run(replace(editor.flow, flow, { key: "imported", values: [flow.name] }));
  editor.announce(labels.store.imported(flow.name || labels.store.unnamed));
  return null;
}

/** The same for a file. One that is called like a text holds tests, unless it begins as JSON does. */
export async function importFile(context: DesignerContext, file: File): Promise<Finding[] | null> {
  const text = await file.text();
  const { editor } = context;
  if (!/\.txt$/i.test(file.name) || /^\uFEFF?\s*\{/.test(text) || editor.flow === null) return importText(context, text);
  editor.run(setTests(editor.flow, text, { key: "importedTests", values: [] }));
  return null;
}
