/**
 * Where conversations wait, as marks on nodes: for whom, since and until when.
 *
 * A pure fold over the views that the host's `watch` reports; it reads no clock but the one it is given.
 */
import type { ConversationView } from "handover";
import type { DesignerLabels } from "./labels.js";

/** A conversation as it was last seen; `since` is when it began to wait as it does now. */
export interface Watched {
  conversation: string;
  view: ConversationView;
  since: number | null;
}

/** What a node's badge says, and in full what the panel adds. */
export interface Mark {
  text: string;
  detail: string;
}

/** Answers a mark for every node at which at least one conversation waits. */
export function marksOf(conversations: Watched[], labels: DesignerLabels, locale?: string): Map<string, Mark> {
  const byNode = new Map<string, Watched[]>();
  for (const each of conversations) {
    const { waiting, lifecycleState } = each.view;
    if (waiting === null || lifecycleState === "COMPLETED") continue;
    byNode.set(waiting.node, [...(byNode.get(waiting.node) ?? []), each]);
  }
  return new Map([...byNode].map(([node, there]) => [node, markOf(there, labels, locale)]));
}

function markOf(there: Watched[], labels: DesignerLabels, locale: string | undefined): Mark {
  const time = (at: number) => new Date(at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const details = there.map(({ conversation, view, since }) => {
    const until = view.waiting?.until ?? null;
    const times = [since === null ? "" : labels.since(time(since)), until === null ? "" : labels.until(time(until))];
    return [there.length > 1 ? `${conversation}:` : "", reasonOf(view, labels), ...times].filter(Boolean).join(" ");
  });
  const first = there[0];
  if (there.length > 1 || first === undefined) return { text: labels.conversations(there.length), detail: details.join("; ") };
  const { until = null } = first.view.waiting ?? {};
  const text = reasonOf(first.view, labels);
  return { text: until === null ? text : `${text} ${labels.until(time(until))}`, detail: details[0] ?? "" };
}

function reasonOf(view: ConversationView, labels: DesignerLabels): string {
  if (view.owner === "human") return labels.talking;
  const reason = view.waiting?.for ?? "message";
  return labels.waitingFor[reason] ?? reason;
}
