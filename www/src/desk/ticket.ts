/** What the desk's lists and views say of a ticket, worked out from it alone. */
import type { Ticket, TicketEvent, TicketLine, TicketOutcome } from "handover/host";
import { cardsOf } from "../common/cards.js";
import { wordFor, type Language } from "../common/language.js";
import type { DeskLabels } from "./labels.js";

/** Answers the visitor's name as the profile gives it, or a name that tells this visitor from others. */
export function visitorOf(ticket: Ticket, labels: DeskLabels): string {
  const profile = (ticket.request.profile ?? {}) as Record<string, unknown>;
  const parts = [profile["firstName"], profile["lastName"]].filter((part) => typeof part === "string" && part !== "");
  const names = [profile["displayName"], profile["name"], parts.join(" ")];
  const name = names.find((each): each is string => typeof each === "string" && each !== "");
  return name ?? labels.visitor(ticket.conversation.slice(-4));
}

/** Answers the last thing that a person said, for a line in a list, and of what an agent said by whom. `own` is the name of who reads it. */
export function lastWords(ticket: Ticket, own: string | undefined, labels: DeskLabels): { by: string; words: string } {
  const line = [...ticket.transcript, ...ticket.messages].findLast((each) => each.kind === "message" && each.author !== "bot" && wordsOf(each) !== "");
  if (line === undefined) return { by: "", words: "" };
  return { by: line.author === "agent" ? labels.saidBy(line.name === own ? labels.you : (line.name ?? labels.agentName)) : "", words: wordsOf(line) };
}

/** Answers how many of its lines may be news to the agent. */
export function newsCount(ticket: Ticket): number {
  return ticket.messages.filter(isNews).length;
}

/** Answers whether a line may be news to the agent: what agents say is not. */
export function isNews({ author }: TicketLine): boolean {
  return author !== "agent";
}

/** Answers how a ticket ended, in words: a visitor who goes while they wait has not ended a talk. */
export function endInWords({ reason }: TicketOutcome, { agent }: Ticket, labels: DeskLabels): string {
  return reason === "cancelled" && agent !== null ? labels.endedByVisitor : wordFor(labels.reasons, reason);
}

/** Answers what agents did with a ticket, in words. */
export function eventInWords({ type, agent, to }: TicketEvent, labels: DeskLabels, language: Language): string {
  const name = agent.displayName ?? labels.agentName;
  if (type !== "transferred") return labels.events[type](name);
  const skills = [...(to?.skills ?? []), ...(to?.languages ?? []).map((tag) => languageName(tag, language))];
  return labels.passedTo(name, to?.agent?.displayName ?? (skills.length > 0 ? labels.someoneWith(language.list(skills)) : labels.agentName));
}

/** Answers a language's name in the language of the desk, or the tag itself. */
export function languageName(tag: string, { tag: own }: Language): string {
  try {
    return new Intl.DisplayNames(own, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function wordsOf({ text, data, attachments }: TicketLine): string {
  const card = cardsOf(data)[0];
  return text ?? card?.title ?? card?.text ?? attachments[0]?.name ?? "";
}
