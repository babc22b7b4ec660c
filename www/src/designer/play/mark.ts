/** What the canvas says at the node where a play waits: for whom, since when, until when, and what then. */
import type { Moment } from "handover/play";
import { wordFor, type Language } from "../../common/language.js";
import type { Kinds } from "../document/flow.js";
import type { Mark } from "../live.js";
import type { PlayLabels } from "./labels.js";
import { nameIn } from "./names.js";
import { clockTime } from "./time.js";

/** Answers the node at which a moment of a play waits, and its mark; `null` if it waits nowhere. */
export function playMark(moment: Moment | null, kinds: Kinds, labels: PlayLabels, language: Language): [string, Mark] | null {
  if (moment === null || moment.waiting === null) return null;
  const { node, for: whom, since, until, then } = moment.waiting;
  const times = until === null ? labels.since(clockTime(since, language)) : `${clockTime(since, language)} – ${clockTime(until, language)}`;
  const target = then?.target ?? null;
  const next = then === null ? "" : target !== null ? `→ ${nameIn(moment.flow, target, kinds)}` : then.status === null ? `→ ${labels.backToQueue}` : `→ ${wordFor(labels.statuses, then.status)}`;
  return [node, { text: [labels.waits[whom], times, next].filter(Boolean).join(" · "), details: [] }];
}
