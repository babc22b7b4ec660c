/**
 * What has happened to a conversation while nobody looked, as facts in the order of time.
 *
 * The desk's letters, the visitor's leaving and coming back, and time itself. Each is told
 * with the time at which it happened, so that a deadline that passed between two of them
 * still lies between them.
 */
import type { Start } from "../../host.js";
import { parseFrame, parseWebhook } from "./frame.js";
import type { Letter } from "./layout.js";
import type { Report } from "./error.js";
import type { Fact, Found } from "./session.js";
import { type Alive, lastSeen } from "./presence.js";
import type { Millis } from "./types.js";

/** Typing that is older is over. */
const TYPING: Millis = 6_000;

/** The desk's mail and the timers that are due. */
export function arrivals(found: Found, now: Millis, report: Report): Fact[] {
  const facts = found.letters.flatMap(([key, letter]) => read(key, letter, now, report));
  const wakeAt = found.record?.wakeAt ?? null;
  if (wakeAt !== null && wakeAt <= now) facts.push({ input: { type: "wake" }, at: now });
  return facts;
}

/** The same, and that the visitor is here, perhaps after having been away. */
export function entering(
  found: Found,
  { start, now, tab, alive, note, report }: {
    start: Start | undefined;
    now: Millis;
    /** The key of the tab that enters. */
    tab: string;
    alive: Alive;
    /** When the tab of this key said that it left. */
    note: (key: string) => Millis | null;
    report: Report;
  },
): Fact[] {
  if (found.record === null) return [{ input: { ...start, type: "start" }, at: now, strict: true }];
  // A page that comes back from the browser's cache has left, too.
  const others = found.tabs.filter(([key]) => key !== tab || note(key) !== null);
  const gone = others.filter(([key, presence]) => note(key) !== null || !alive(presence));
  const facts = arrivals(found, now, report);

  let away = !found.record.present;
  if (!away && gone.length === others.length) {
    const at = Math.max(...gone.map(([key, presence]) => lastSeen(presence, note(key))), found.record.at);
    const later = facts.findIndex((fact) => fact.at > at);
    facts.splice(later < 0 ? facts.length : later, 0, { input: { type: "disconnected" }, at });
    away = true;
  }
  if (away) facts.push({ input: { type: "connected" }, at: now, consumes: gone.map(([key]) => key).filter((key) => key !== tab) });
  return facts;
}

function read(key: string, letter: Letter, now: Millis, report: Report): Fact[] {
  const consumes = [key];
  const webhook = parseWebhook(letter);
  if (webhook !== null) return [{ input: { type: "frame", ...webhook.frame }, at: webhook.at, consumes }];
  const frame = parseFrame(letter);
  if (frame === null) {
    report("mail_invalid", "a frame from the desk cannot be read and is dropped");
    return [{ input: { type: "wake" }, at: now, consumes }];
  }
  const { provider, at, body, type, handover, id } = frame;
  if (type === "typing" && now - at > TYPING) return [{ input: { type: "wake" }, at: now, consumes }];
  const shown = (type === "message" || type === "inject") && id !== null;
  return [
    {
      input: { type: "frame", provider, body },
      at,
      consumes,
      ...(shown ? { delivers: { handover, id, provider } } : {}),
    },
  ];
}
