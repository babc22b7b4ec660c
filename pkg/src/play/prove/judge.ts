/**
 * Whether somebody is left waiting after something has happened.
 *
 * One rule for each kind of gap, and no other knowledge of the walk. While a person has the
 * conversation, it is theirs: that an agent goes on talking is the contact centre's to see to.
 */
import type { ConversationView, Effect, Flow, Standing } from "../../../index.js";
import type { Gap, Step, Trace } from "../../../play.js";

/** What happened, and what stands now. */
export interface Transition {
  before: Standing | null;
  /** The node that waited until now. */
  waited: string | null;
  step: Step;
  effects: Effect[];
  trace: Trace;
  view: ConversationView;
  standing: Standing;
}

export type Found = Pick<Gap, "code" | "node" | "handle" | "status">;

const STOPPED: ReadonlySet<string> = new Set(["fuel_exhausted", "goto_loop"]);

/** The gaps that a transition shows. */
export function judge(flow: Flow, transition: Transition): Found[] {
  return [...stopped(transition), ...withoutDeadline(transition), ...unanswered(flow, transition)];
}

/** Whether the engine has stopped a run. */
export function isStopped(effects: Effect[]): boolean {
  return effects.some((effect) => effect.type === "fault" && STOPPED.has(effect.code));
}

/** The engine has stopped a run that would not end. */
function stopped({ effects }: Transition): Found[] {
  return effects.flatMap((effect) => (effect.type === "fault" && STOPPED.has(effect.code) ? [{ code: "run_stopped" as const, node: effect.node, handle: null, status: null }] : []));
}

/** The visitor waits for an agent, and nothing ends the wait. */
function withoutDeadline({ view, standing }: Transition): Found[] {
  const waits = standing.handover === "requested" || standing.handover === "queued" || standing.handover === "assigned";
  if (!waits || view.waiting?.until !== null) return [];
  return [{ code: "no_deadline", node: view.waiting.node, handle: null, status: view.handover?.status ?? null }];
}

/** It is the flow's turn, and it neither says anything to the visitor nor waits for anything. */
function unanswered(flow: Flow, transition: Transition): Found[] {
  const { before, waited, step, effects, trace, view, standing } = transition;
  const status = view.handover?.status ?? null;
  if (standing.handover !== "idle") return missedEvent(flow, transition, status);
  const isOver = view.lifecycleState === "COMPLETED" || effects.some(({ type }) => type === "transfer");
  if (isOver || view.waiting || isStopped(effects) || effects.some(isHeard)) return [];
  const ended = effects.some(({ type }) => type === "handover");
  const wasOpen = before !== null && before.handover !== "idle";
  const given = givenType(step);
  const isAnswer = (given === "message" || given === "signal" || before?.asks != null) && !wasOpen;
  if (!ended && !isAnswer) return [];
  if (trace.end) return [{ code: "no_branch", ...trace.end, status: ended ? status : null }];
  // The agent has had the last word: that is an answer.
  if (before?.handover === "active" && status === "completed") return [];
  const node = trace.nodes.at(-1) ?? waited ?? view.entrypoint;
  const isBare = ended && flow.nodes.some(({ id, type }) => id === node && type === "handoverToAgent");
  return [{ code: isBare ? "no_branch" : "no_owner", node, handle: isBare ? "next" : null, status: ended ? status : null }];
}

/** An event that the handover sends into the flow, and that comes to a Lookup which has no way for it. */
function missedEvent(flow: Flow, { step, effects, trace: { end } }: Transition, status: string | null): Found[] {
  const given = givenType(step);
  const isSaid = effects.some((effect) => isHeard(effect) && effect.type === "say" && effect.from.representativeType === "BOT");
  if (!end || isSaid || given === "handoverUpdate" || given === "agentInject") return [];
  const data = flow.nodes.find(({ id }) => id === end.node)?.data as { lookupType?: string } | undefined;
  return data?.lookupType === "handoverStatus" ? [{ code: "no_branch", ...end, status }] : [];
}

/** Whether the visitor is told something. */
function isHeard(effect: Effect): boolean {
  return (effect.type === "say" || effect.type === "notice") && effect.to !== "agent";
}

function givenType(step: Step): string {
  return step.type === "give" ? step.input.type : "wake";
}
