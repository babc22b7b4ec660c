/**
 * What the bot has tried before it handed over: its questions, the visitor's answers, the intents found in them, and what went wrong.
 *
 * Read from the conversation's log where it can be had, and from the transcript of the request otherwise, which knows
 * neither intents nor faults.
 */
import type { LogEntry } from "handover";
import type { Ticket } from "handover/host";

export interface Step {
  at: number;
  /** What the bot said last before the visitor's words. */
  asked: string | null;
  /** What the visitor said; `null` for a fault, or a question that stayed open. */
  answered: string | null;
  intent: string | null;
  /** What went wrong in the flow, in the engine's words. */
  fault: string | null;
}

/** Answers the steps between the handover before this one, or the beginning, and this one. */
export function tried(ticket: Ticket, log: LogEntry[] | null): Step[] {
  return log === null ? fromTranscript(ticket) : fromLog(log, ticket.handover);
}

function fromTranscript({ transcript }: Ticket): Step[] {
  const begin = transcript.findLastIndex(({ author }) => author === "agent") + 1;
  return paired(transcript.slice(begin).map(({ author, text, at }) => ({ author, text, at, intent: null, fault: null })));
}

function fromLog(log: LogEntry[], handover: number): Step[] {
  const requests = log.flatMap(({ entry }, index) => (requestOf(entry) === null ? [] : [{ index, number: requestOf(entry) }]));
  const end = requests.find(({ number }) => number === handover)?.index ?? log.length;
  const before = requests.findLast(({ index }) => index < end)?.index ?? -1;
  const isEnd = ({ entry }: LogEntry) => typeOf(entry) === "handover" && ["completed", "cancelled", "timedOut", "error"].includes(String(fieldOf(fieldOf(entry, "handover"), "status")));
  const over = log.findLastIndex((one, index) => index > before && index < end && before >= 0 && isEnd(one));
  return paired(log.slice(Math.max(before, over) + 1, end).flatMap(lineOf));
}

interface Line {
  author: string;
  text: string | null;
  at: number;
  intent: string | null;
  fault: string | null;
}

function lineOf({ at, author, entry }: LogEntry): Line[] {
  const word = (name: string) => {
    const value = fieldOf(entry, name);
    return typeof value === "string" && value !== "" ? value : null;
  };
  if (typeOf(entry) === "fault") return [{ author: "system", text: null, at, intent: null, fault: word("message") }];
  const isSaid = typeOf(entry) === "say" ? author === "bot" : typeOf(entry) === "message";
  return isSaid && word("text") !== null ? [{ author, text: word("text"), at, intent: word("intent"), fault: null }] : [];
}

function paired(lines: Line[]): Step[] {
  const steps: Step[] = [];
  let asked: string | null = null;
  for (const { author, text, at, intent, fault } of lines) {
    if (fault !== null) steps.push({ at, asked: null, answered: null, intent, fault });
    else if (author === "bot") asked = text;
    else if (author === "visitor") {
      steps.push({ at, asked, answered: text, intent, fault });
      asked = null;
    }
  }
  return steps;
}

function requestOf(entry: unknown): number | null {
  const message = fieldOf(fieldOf(entry, "request"), "message");
  const number = fieldOf(message, "handover");
  return fieldOf(message, "type") === "request" && fieldOf(message, "seq") === 1 && typeof number === "number" ? number : null;
}

function typeOf(entry: unknown): unknown {
  return fieldOf(entry, "type");
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
