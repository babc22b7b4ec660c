/** What nodes and ways of a flow are called, also where the flow has changed since. */
import { type Flow, type Kinds, nameOf, nodeOf } from "../document/flow.js";

/** Answers what a node is called, or its id if the flow has none of it. */
export function nameIn(flow: Flow | null, id: string, kinds: Kinds): string {
  const node = flow === null ? undefined : nodeOf(flow, id);
  return node === undefined ? id : nameOf(node, kinds);
}
