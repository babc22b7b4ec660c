/**
 * Says why nothing happens: for whom, until when, and where the flow goes on then.
 *
 * Where it goes on is read off the flow and only told where it is certain: at a Lookup by Handover
 * Status with literal values. Nothing is run for it.
 */
import type { ConversationView, Flow, Millis, Standing } from "../../index.js";
import type { Then, Waiting } from "../../play.js";

/** Why the conversation waits; `null` if it does not. */
export function explain(flow: Flow, view: ConversationView, standing: Standing, since: Millis): Waiting | null {
  if (!view.waiting) return null;
  const { node, until } = view.waiting;
  const whom = forWhom(view.waiting.for, standing);
  const then = until === null ? null : after(flow, view, standing, whom);
  return { node, for: whom, since, until, then };
}

function forWhom(kind: "message" | "handover" | "availability", { handover }: Standing): Waiting["for"] {
  if (kind === "message") return "visitor";
  if (kind === "availability" || handover === "requested") return "provider";
  if (handover === "active") return "human";
  return handover === "assigned" ? "assigned" : "agent";
}

function after(flow: Flow, view: ConversationView, standing: Standing, whom: Waiting["for"]): Then | null {
  if (view.waiting?.for === "availability") return branch(flow, null, view.waiting.node, "next");
  if (whom === "assigned" && standing.timers.some((timer) => timer.for === "agent")) return { status: null, node: view.waiting?.node ?? null, handle: null, target: null };
  const status = whom === "provider" ? "error" : "timedOut";
  const below = flow.edges.find(({ source }) => source === view.waiting?.node)?.target;
  if (below === undefined) return { status, node: null, handle: null, target: null };
  const entry = view.entrypoint;
  return branch(flow, status, entry, handleFor(flow, entry, status));
}

function branch(flow: Flow, status: Then["status"], node: string, handle: string | null): Then {
  const edge = flow.edges.find(({ source, sourceHandle }) => source === node && (sourceHandle ?? "next") === handle);
  return { status, node, handle, target: edge?.target ?? null };
}

/** The handle by which a Lookup by Handover Status goes on with a status; `null` for anything else. */
export function handleFor(flow: Flow, id: string, status: string): string | null {
  const node = flow.nodes.find((node) => node.id === id);
  const data = node?.data as { lookupType?: string; cases?: { id: string; value: unknown }[] } | undefined;
  if (node?.type !== "lookup" || data?.lookupType !== "handoverStatus") return null;
  return data.cases?.find(({ value }) => value === status)?.id ?? "default";
}
