/** The words of `<handover-designer>` in English; a page replaces any of them through the element's `labels`. */
import type { Language } from "../common/language.js";

export const words = ({ number, plural }: Language) => ({
  canvas: "Flow",
  overview: "Overview of the flow",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fit: "Show the whole flow",
  nodeHint: "Press Enter to see the settings.",
  findings: "Findings",
  noFindings: "Nothing to mend in this flow.",
  error: "Error",
  warning: "Warning",
  settings: "Settings",
  close: "Close",
  noSettings: "This node has no settings.",
  emptyTitle: "No flow yet",
  emptyText: "Load a flow to see its nodes here.",
  on: "On",
  off: "Off",
  notSet: "Not set",
  byDefault: "default",
  cases: "Cases",
  otherwise: "Otherwise",
  unknownKind: "Unknown kind of node",
  handles: {
    next: "next",
    then: "then",
    else: "else",
    failed: "failed",
    default: "otherwise",
    first: "first time",
    afterwards: "afterwards",
  },
  waitingFor: {
    message: "Waits for the visitor",
    handover: "Waits for an agent",
    availability: "Waits for the desk",
  },
  talking: (agent: string | null) => `Talks to ${agent ?? "an agent"}`,
  position: (position: number) => `number ${number(position)}`,
  until: (time: string) => `until ${time}`,
  conversations: (count: number) => plural(count, { one: "# conversation", other: "# conversations" }),
  nodes: (count: number) => plural(count, { one: "# node", other: "# nodes" }),
  findingCount: (count: number) => plural(count, { one: "# finding", other: "# findings" }),
});

/** The shape of those words. */
export type DesignerLabels = ReturnType<typeof words>;
