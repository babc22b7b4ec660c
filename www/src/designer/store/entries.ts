/** What the designer's menu offers about kept flows and files. */
import type { DesignerContext } from "../context.js";
import type { Entries, Entry } from "../shell/menu.js";
import { exportFlow, exportTests } from "./exporting.js";

/** Answers the entries; what is kept is offered where something is. */
export function storeEntries(context: DesignerContext): Entries {
  const { editor, bench, keeping } = context;
  const words = context.labels.store;
  const entry = (label: string, run: () => void, possible = true): Entry => ({ label, possible, run });
  const kept = [entry(words.flows, () => (bench.dialog = "flows")), entry(words.versions, () => bench.open("versions"))];
  return [
    keeping === null ? [] : kept,
    [
      entry(words.import, () => (bench.dialog = "import"), !editor.readonly),
      entry(words.exportFlow, () => exportFlow(context)),
      entry(words.exportTests, () => exportTests(context), editor.tests !== ""),
      entry(words.embed, () => (bench.dialog = "embed")),
    ],
  ].filter((group) => group.length > 0);
}
