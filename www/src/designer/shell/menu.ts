/** What stands in a menu: entries that do something, in groups, and what the designer's own menus hold. */
import type { Action, ActionName } from "../actions.js";
import { partsOf } from "../keys.js";
import type { DesignerLabels } from "../labels.js";

/** One entry. */
export interface Entry {
  label: string;
  /** The keys that do the same, as they are shown. */
  keys?: string;
  possible: boolean;
  /** Whether it is on, for an entry that switches something. */
  on?: boolean;
  danger?: boolean;
  run(): void;
}

/** Groups of entries with a line between them. */
export type Entries = Entry[][];

/** The menu of what is selected. */
export const ofSelection: ActionName[][] = [["connect", "add"], ["cut", "copy", "paste", "duplicate"], ["alignLeft", "alignTop", "distributeAcross", "distributeDown", "arrange"], ["remove"]];

/** The menu of the canvas itself. */
export const ofCanvas: ActionName[][] = [["add", "addNote", "paste"], ["selectAll", "arrange", "snap"], ["fit", "find"]];

/** The menu of the whole designer. */
export const ofDesigner: ActionName[][] = [["selectAll", "duplicate", "paste"], ["addNote", "arrange", "snap"], ["fit", "zoomIn", "zoomOut"], ["shortcuts"]];

/** Answers the entries for actions; a group of which nothing is left does not show. */
export function entriesFor(groups: ActionName[][], actions: ReadonlyMap<ActionName, Action>, labels: DesignerLabels): Entries {
  return groups.map((group) =>
    group.flatMap((name) => {
      const action = actions.get(name);
      if (action === undefined) return [];
      const [key] = action.keys;
      const on = action.on?.();
      return {
        label: labels.actions[name],
        ...(key !== undefined && { keys: partsOf(key).join(" ") }),
        ...(on !== undefined && { on }),
        ...(name === "remove" && { danger: true }),
        possible: action.possible(),
        run: () => action.run(),
      };
    }),
  ).filter((group) => group.length > 0);
}
