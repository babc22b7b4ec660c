/** The kinds of nodes as they are offered: with what they are for, in groups by their first tag. A flow that has its start is offered no other. */
import { wordFor } from "../../common/language.js";
import { lookOf } from "../canvas/look.js";
import { startsOf } from "../document/flow.js";
import type { Editor } from "../editor.svelte.js";
import type { DesignerLabels } from "../labels.js";
import type { Option } from "../shell/Picker.svelte";

/** Answers all kinds that can be added, group by group. */
export function kindOptions(editor: Editor, labels: DesignerLabels): Option[] {
  const kinds = [...editor.kinds.values()].filter((kind) => kind.type !== "start" || editor.flow === null || startsOf(editor.flow).length === 0);
  const options = kinds.map((kind): Option => {
    const [group = ""] = kind.tags;
    return { id: kind.type, label: kind.defaultLabel, detail: kind.summary, group: wordFor(labels.groups, group), words: [kind.summary, ...kind.tags], ...lookOf(kind.type, group) };
  });
  const order = [...new Set(options.map((option) => option.group))];
  return options.sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
}
