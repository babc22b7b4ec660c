/** Goes back to a version of the flow: a command like any other, before which a state that no version holds becomes one. */
import type { DesignerContext } from "../context.js";
import { replace } from "../document/commands.js";
import { differenceOf } from "./difference.js";
import type { Version } from "./library.js";

/** Answers whether anything has changed by it. */
export async function goBack({ editor, keeping, labels }: DesignerContext, version: Version): Promise<boolean> {
  const { flow, tests } = editor;
  if (flow === null) return false;
  const equal = (other: Version) => other.tests === tests && differenceOf(other.flow, flow).length === 0;
  if (keeping !== null && !keeping.versions.some(equal)) await keeping.addVersion(labels.store.before(version.name));
  return editor.run(replace(flow, version.flow, { key: "wentBack", values: [version.name] }, version.tests));
}
