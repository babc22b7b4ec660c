/** The words of `<handover-designer>` in English; a page replaces any of them through the element's `labels`. */
import type { Language } from "../common/language.js";
import { words as play } from "./play/labels.js";

export const words = (language: Language) => {
  const { number, plural, list } = language;
  const nodes = (count: number) => plural(count, { one: "# node", other: "# nodes" });
  const connections = (count: number) => plural(count, { one: "# connection", other: "# connections" });
  const notes = (count: number) => plural(count, { one: "# note", other: "# notes" });
  const parts = (count: number) => plural(count, { one: "# part", other: "# parts" });
  const things = (counts: [number, number, number]) =>
    list([nodes, connections, notes].flatMap((words, index) => (counts[index] ? [words(counts[index])] : [])));
  return {
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
    nodes,
    findingCount: (count: number) => plural(count, { one: "# finding", other: "# findings" }),
    loading: "Loading…",
    flowName: "Name of the flow",
    undo: "Undo",
    redo: "Redo",
    views: "View",
    viewNames: { canvas: "Canvas", outline: "Outline" },
    readonly: "Read only",
    line: (source: string, handle: string, target: string) => `${source}, ${handle}, to ${target}`,
    undone: (what: string) => `Undone: ${what}`,
    redone: (what: string) => `Done again: ${what}`,
    play: play(language),
    told: {
      added: (name: string) => `Added ${name}.`,
      addedAfter: (name: string, source: string) => `Added ${name} after ${source}.`,
      removedNode: (name: string, edges: number) => `Deleted ${list([`${name}`, ...(edges === 0 ? [] : [connections(edges)])])}.`,
      removed: (...counts: [nodes: number, edges: number, notes: number]) => `Deleted ${things(counts)}.`,
      removedButStart: (...counts: [nodes: number, edges: number, notes: number]) => `Deleted ${things(counts)}. The start stays: a flow needs it.`,
      startStays: (name: string) => `${name} stays: a flow needs its start.`,
      duplicated: (nodes: number, notes: number) => `Duplicated ${things([nodes, 0, notes])}.`,
      pasted: (nodes: number, notes: number) => `Pasted ${things([nodes, 0, notes])}.`,
      connected: (source: string, handle: string, target: string) => `Connected ${source}, ${handle}, to ${target}.`,
      connectedInstead: (source: string, handle: string, target: string) => `${source}, ${handle}, now leads to ${target}.`,
      disconnected: (source: string, target: string) => `Disconnected ${source} from ${target}.`,
      moved: (count: number) => `Moved ${parts(count)}.`,
      aligned: (count: number) => `Aligned ${parts(count)}.`,
      distributed: (count: number) => `Distributed ${parts(count)} evenly.`,
      arranged: (count: number) => `Arranged ${nodes(count)}.`,
      fieldSet: (field: string, name: string) => `Changed ${field} of ${name}.`,
      fieldReset: (field: string, name: string) => `${field} of ${name} is the default again.`,
      renamedNode: (name: string) => `The node is called ${name}.`,
      renamedFlow: (name: string) => `The flow is called ${name}.`,
      noteAdded: () => "Added a note.",
      noteEdited: () => "Changed the note.",
      noteColored: () => "Coloured the note.",
      testSaved: (name: string) => `Saved the test ${name}.`,
      testUpdated: (name: string) => `Updated the test ${name}.`,
      testRemoved: (name: string) => `Deleted the test ${name}.`,
      noteResized: () => "Changed the size of the note.",
    },
  };
};

/** The shape of those words. */
export type DesignerLabels = ReturnType<typeof words>;
