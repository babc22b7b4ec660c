/** Parts of the designer that are fetched when they are first needed, which the network may refuse. */
import type { DesignerContext } from "./context.js";

/** Answers the part; says that it cannot be had and answers `null` if it cannot. */
export async function fetched<Part>(context: DesignerContext, part: Promise<Part>): Promise<Part | null> {
  return part.catch(() => {
    context.editor.refuse(context.labels.unfetched);
    return null;
  });
}
