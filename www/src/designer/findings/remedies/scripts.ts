/** Remedies for expressions and texts with `{{ }}`: what is open is closed, if that is all there is to mend. */
import { at } from "../../document/data.js";
import { nodeOf } from "../../document/flow.js";
import { closing } from "../../script/brackets.js";
import { partsOf } from "../../script/parts.js";
import { inData } from "./fields.js";
import type { Patient, Remedy } from "./remedy.js";

/** For an expression that ends too early. */
export function unclosedExpression(patient: Patient): Remedy[] {
  const found = sourceOf(patient);
  if (found === null) return [];
  const missing = closing(found.source.replace(/^\s*\{\{/, "").replace(/\}\}\s*$/, ""));
  const mended = found.source.replace(/\s*(\}\})?\s*$/, (end) => missing + end);
  if (missing === "" || !patient.parses(mended, "expression")) return [];
  return [inData(patient, { name: "close", values: [missing] }, found.path, () => mended)];
}

/** For a text with a part that is not closed, or in which something is not closed. */
export function unclosedTemplate(patient: Patient): Remedy[] {
  const found = sourceOf(patient);
  if (found === null) return [];
  let mended = found.source;
  let missing = "";
  for (const { from, to, closed } of partsOf(found.source).reverse()) {
    const inside = found.source.slice(from, to);
    const added = patient.parses(inside, "expression") ? "" : closing(inside);
    const end = closed ? "" : inside.endsWith("}") ? "}" : "}}";
    mended = mended.slice(0, to) + added + end + mended.slice(to);
    missing = added + end + missing;
  }
  if (missing === "" || !patient.parses(mended, "template")) return [];
  return [inData(patient, { name: "close", values: [missing] }, found.path, () => mended)];
}

function sourceOf({ flow, finding }: Patient): { path: string; source: string } | null {
  const field = finding.field ?? "";
  const data = nodeOf(flow, finding.node ?? "")?.data;
  for (const path of [field, `${field}.$cs.script`]) {
    const source = at(data, path);
    if (typeof source === "string") return { path, source };
  }
  return null;
}
