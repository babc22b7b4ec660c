/** What the desk's lists and views say of a ticket, worked out from it alone. */
import type { Ticket, TicketLine } from "handover/host";
import { cardsOf } from "../common/cards.js";
import type { DeskLabels } from "./labels.js";

/** Answers the visitor's name as the profile gives it, or a name that tells this visitor from others. */
export function visitorOf(ticket: Ticket, labels: DeskLabels): string {
  const profile = (ticket.request.profile ?? {}) as Record<string, unknown>;
  const parts = [profile["firstName"], profile["lastName"]].filter((part) => typeof part === "string" && part !== "");
  const names = [profile["displayName"], profile["name"], parts.join(" ")];
  const name = names.find((each): each is string => typeof each === "string" && each !== "");
  return name ?? labels.visitor(ticket.conversation.slice(-4));
}

/** Answers the last thing that a person said, for a line in a list. */
export function lastWords(ticket: Ticket): string {
  const line = [...ticket.transcript, ...ticket.messages].findLast((each) => each.kind === "message" && each.author !== "bot" && wordsOf(each) !== "");
  return line === undefined ? "" : wordsOf(line);
}

/** Answers how many of its lines may be news to the agent. */
export function newsCount(ticket: Ticket): number {
  return ticket.messages.filter((line) => line.author !== "agent").length;
}

function wordsOf({ text, data, attachments }: TicketLine): string {
  const card = cardsOf(data)[0];
  return text ?? card?.title ?? card?.text ?? attachments[0]?.name ?? "";
}
