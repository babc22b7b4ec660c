/**
 * Where conversations wait, as marks on nodes: for whom, in which place, and until when.
 *
 * A pure fold over the conversations that the host's `watchConversations` reports; it reads no clock.
 */
import type { StoredConversation } from "handover/host";
import { wordFor, type Language } from "../common/language.js";
import type { DesignerLabels } from "./labels.js";

/** What a node's badge says, and what the panel adds, a line for each conversation. */
export interface Mark {
  text: string;
  details: string[];
}

/** Answers a mark for every node at which at least one conversation waits. */
export function marksOf(conversations: StoredConversation[], labels: DesignerLabels, language: Language): Map<string, Mark> {
  const byNode = new Map<string, StoredConversation[]>();
  for (const each of conversations) {
    const { waiting, lifecycleState } = each.view;
    if (waiting === null || lifecycleState === "COMPLETED") continue;
    byNode.set(waiting.node, [...(byNode.get(waiting.node) ?? []), each]);
  }
  return new Map([...byNode].map(([node, there]) => [node, markOf(there, labels, language)]));
}

function markOf(there: StoredConversation[], labels: DesignerLabels, language: Language): Mark {
  const details = there.map((each) => `${each.conversation}: ${sentenceOf(each, labels, language)}`);
  const [only] = there;
  return { text: there.length === 1 && only !== undefined ? sentenceOf(only, labels, language) : labels.conversations(there.length), details };
}

function sentenceOf({ view }: StoredConversation, labels: DesignerLabels, language: Language): string {
  if (view.owner === "human") return labels.talking(view.handover?.agent?.displayName ?? null);
  const { for: reason = "message", until = null } = view.waiting ?? {};
  const position = view.handover?.status === "queue" ? (view.handover.data?.position ?? null) : null;
  const parts = [wordFor(labels.waitingFor, reason), position === null ? "" : labels.position(position), until === null ? "" : labels.until(language.time(until))];
  return parts.filter(Boolean).join(" · ");
}
