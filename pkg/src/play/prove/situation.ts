/**
 * When two moments of a conversation count as one situation.
 *
 * What decides how it goes on is compared; what is only remembered is not: times, ids, counters,
 * what was said, and those parts of the handover that nothing in the flow looks at. Deadlines are
 * compared by the order in which they come, not by how far away they are; numbers in the context
 * that are above every number that the flow names count as one.
 */
import type { ConversationView, Flow, Handover, Standing } from "../../../index.js";
import type { Vocabulary } from "./vocabulary.js";

/** Answers the key of a situation. */
export function keying(flow: Flow, vocabulary: Vocabulary): (view: ConversationView, standing: Standing) => string {
  const hasLimit = (data: object | undefined) => Boolean((data as { maxAttempts?: unknown } | undefined)?.maxAttempts);
  const counts = new Set(flow.nodes.flatMap(({ id, type, data }) => (type === "once" || (type === "question" && hasLimit(data)) ? [id] : [])));
  const isLookedAt = { data: ["position", "estimatedWaitTime"], agent: ["agent"], summary: ["summary"], resolution: ["resolution"], error: ["error"] };
  const parts = Object.entries(isLookedAt).flatMap(([part, words]) => (words.some(vocabulary.mentions) ? [part as keyof typeof isLookedAt] : []));
  const looked = (handover: Handover | null) => handover && [handover.status, Math.min(handover.inactivityCount, vocabulary.silences), parts.map((part) => handover[part])];
  const capped = (_: string, value: unknown) => (typeof value === "number" && value > vocabulary.greatest ? vocabulary.greatest + 1 : value);
  return (view, standing) =>
    JSON.stringify([
      view.lifecycleState,
      view.waiting && [view.waiting.node, view.waiting.for],
      view.entrypoint,
      JSON.stringify([view.context, standing.input], capped),
      looked(view.handover),
      standing.handover,
      standing.resumes,
      standing.inject,
      standing.asks !== null,
      standing.held,
      standing.timers.map((timer) => timer.for),
      Object.entries(standing.memory).filter(([node, count]) => counts.has(node) && count > 0),
      [standing.queueEvent, standing.activeEvent, standing.visitorLeft],
    ]);
}
