/**
 * What the logs of conversations say about their handovers, in figures.
 *
 * Pure functions. `foldLog` goes once through one log and looks at nothing else: not at the
 * desk, not at the clock. `figuresOf` counts what has been folded. Every figure is defined in
 * `host.d.ts`; a mean is of those alone that have the time in question.
 */
import type { ConversationFigures, ConversationLog, DurationFigure, Figures, FiguresOptions, HandoverFigures, HandoverResult, HourFigures } from "../../host.js";
import { record, text } from "./frame.js";
import type { Handover, Millis } from "./types.js";

const OPEN: Handover["status"][] = ["requested", "queue", "active", "agentInject", "genericHandoverUpdate"];
const RESULTS: HandoverResult[] = ["answered", "abandoned", "timedOut", "failed", "unanswered", "waiting"];

/** A handover on the way through its log. */
interface Running extends HandoverFigures {
  /** Since when a human has the conversation; `null` while none does. */
  activeSince: Millis | null;
}

export function foldLog({ conversation, log }: ConversationLog): ConversationFigures {
  const handovers: Running[] = [];
  let current: Running | null = null;
  let questions = 0;
  for (const { at, entry } of log) {
    const said = record(entry);
    switch (said["type"]) {
      case "message":
        if (current === null) questions += 1;
        break;
      case "handoverAccepted":
        if (current !== null) current.acceptedAt ??= at;
        break;
      case "agentMessage":
        if (current === null) break;
        current.acceptedAt ??= at;
        current.repliedAt ??= at;
        break;
      case "handover": {
        const { status, provider, agent } = record(said["handover"]);
        current ??= begin(handovers, at);
        current.provider = text(provider);
        current.agent = text(record(agent)["displayName"]) ?? current.agent;
        moved(current, status as Handover["status"], at);
        if (current.endedAt !== null) current = null;
      }
    }
  }
  return {
    conversation,
    startedAt: log[0]?.at ?? null,
    questions,
    handovers: handovers.map(({ activeSince, ...handover }) => ({ ...handover, result: resultOf(handover) })),
  };
}

export function figuresOf(conversations: ConversationFigures[], { from = -Infinity, to = Infinity, hourOf = localHour }: FiguresOptions = {}): Figures {
  const within = (at: Millis | null) => at !== null && at >= from && at < to;
  const begun = conversations.filter(({ startedAt, questions, handovers }) => within(startedAt) && (questions > 0 || handovers.length > 0));
  const handovers = conversations.flatMap((one) => one.handovers).filter(({ requestedAt }) => within(requestedAt));
  const contained = begun.filter((one) => one.handovers.length === 0).length;
  return {
    conversations: begun.length,
    contained,
    containment: begun.length === 0 ? null : contained / begun.length,
    handovers: handovers.length,
    results: results(handovers),
    wait: duration(handovers.map(waitOf)),
    firstReply: duration(handovers.map(({ requestedAt, repliedAt }) => (repliedAt === null ? null : repliedAt - requestedAt))),
    handling: duration(handovers.map(({ endedAt, repliedAt, handled }) => (endedAt === null || repliedAt === null ? null : handled))),
    hours: Array.from({ length: 24 }, (_, hour): HourFigures => {
      const ofHour = handovers.filter(({ requestedAt }) => hourOf(requestedAt) === hour);
      return { hour, handovers: ofHour.length, results: results(ofHour), wait: duration(ofHour.map(waitOf)) };
    }),
  };
}

function begin(handovers: Running[], at: Millis): Running {
  const handover: Running = {
    requestedAt: at,
    acceptedAt: null,
    repliedAt: null,
    endedAt: null,
    handled: 0,
    provider: null,
    agent: null,
    outcome: null,
    result: "waiting",
    activeSince: null,
  };
  handovers.push(handover);
  return handover;
}

/** A human has the conversation while the status says so, and at no other time. */
function moved(handover: Running, status: Handover["status"], at: Millis): void {
  const { activeSince } = handover;
  if (status === "active") handover.activeSince ??= at;
  else if (activeSince !== null && status !== "agentInject" && status !== "genericHandoverUpdate") {
    handover.handled += at - activeSince;
    handover.activeSince = null;
  }
  if (OPEN.includes(status)) return;
  handover.endedAt = at;
  handover.outcome = status;
}

function resultOf({ outcome, repliedAt }: Pick<HandoverFigures, "outcome" | "repliedAt">): HandoverResult {
  if (outcome === "timedOut") return "timedOut";
  if (outcome === "error") return "failed";
  if (repliedAt !== null) return "answered";
  if (outcome === "cancelled") return "abandoned";
  return outcome === null ? "waiting" : "unanswered";
}

function waitOf({ requestedAt, acceptedAt }: HandoverFigures): Millis | null {
  return acceptedAt === null ? null : acceptedAt - requestedAt;
}

function results(handovers: HandoverFigures[]): Record<HandoverResult, number> {
  const count = (wanted: HandoverResult) => handovers.filter(({ result }) => result === wanted).length;
  return Object.fromEntries(RESULTS.map((result) => [result, count(result)])) as Record<HandoverResult, number>;
}

function duration(found: (Millis | null)[]): DurationFigure {
  const times = found.filter((time) => time !== null).sort((one, other) => one - other);
  const sum = times.reduce((all, time) => all + time, 0);
  const at = (part: number) => times[Math.max(0, Math.ceil(times.length * part) - 1)] ?? null;
  return { count: times.length, mean: times.length === 0 ? null : sum / times.length, median: at(0.5), most: at(0.9) };
}

function localHour(at: Millis): number {
  return new Date(at).getHours();
}
