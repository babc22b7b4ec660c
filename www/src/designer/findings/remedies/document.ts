/** Remedies for the document itself: its version, its lists, its intents. */
import type { Flow } from "../../document/flow.js";
import { type Patient, type Remedy, remedy } from "./remedy.js";
import { changedAt } from "./values.js";

/** For another version. */
export function version({ flow }: Patient): Remedy[] {
  return [remedy({ name: "setVersion", values: [] }, () => ({ ...flow, version: 1 }))];
}

/** For a phrase in which there is no word. */
export function emptyPhrase({ flow, finding }: Patient): Remedy[] {
  return [remedy({ name: "removePhrase", values: [] }, () => changedAt(flow, finding.field ?? "", () => undefined) as Flow)];
}

/** For a part of the document that has the wrong type: the nearest right value, or none. */
export function mistyped({ flow, finding }: Patient): Remedy[] {
  const path = finding.field ?? "";
  const change = (next: (present: unknown) => unknown) => () => changedAt(flow, path, next) as Flow;
  if (path === "nodes" || path === "edges" || path.endsWith(".phrases")) {
    return [remedy({ name: "emptyList", values: [] }, () => (path.endsWith(".phrases") ? withPhrases(flow, path) : { ...flow, [path]: [] }))];
  }
  if (path === "name" || /^intents\.\d+\.phrases\.\d+$/.test(path)) return [remedy({ name: "makeText", values: [] }, change((value) => (typeof value === "object" ? "" : String(value))))];
  return [remedy({ name: "removeEntry", values: [] }, change(() => undefined))];
}

// The phrases may be missing altogether, where no path leads.
function withPhrases(flow: Flow, path: string): Flow {
  return changedAt(flow, path.slice(0, -".phrases".length), (intent) => ({ ...(intent as object), phrases: [] })) as Flow;
}
