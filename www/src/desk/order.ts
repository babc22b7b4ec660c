/** In which order the desk shows who waits, and whom it leaves out: what an agent has chosen, and nothing that others see. */
import type { DeskAgent, Ticket } from "handover/host";

export interface Choice {
  sort: "queue" | "wait";
  /** A skill or language; `own`: what the agent has said of themselves; empty: all. */
  skill: string;
  language: string;
}

/** What an agent who has chosen nothing sees: what they can take, in the queue's own order. */
export function firstChoice({ skills, languages }: DeskAgent): Choice {
  return { sort: "queue", skill: skills === undefined ? "" : "own", language: languages === undefined ? "" : "own" };
}

/** Answers the tickets that the choice lets through, in its order. */
export function chosen(tickets: Ticket[], { sort, skill, language }: Choice, agent: DeskAgent): Ticket[] {
  const found = tickets.filter(({ offer }) => offer.agent?.id === agent.id || (hasSkill(offer.skills, skill, agent) && hasLanguage(offer.languages, language, agent)));
  return sort === "queue" ? found : found.toSorted((one, other) => one.waitingSince - other.waitingSince);
}

/** Answers all skills and languages that are asked for, each once. */
export function asked(tickets: Ticket[]): { skills: string[]; languages: string[] } {
  const of = (list: string[]) => [...new Set(list)].sort((one, other) => one.localeCompare(other));
  return { skills: of(tickets.flatMap(({ offer }) => offer.skills)), languages: of(tickets.flatMap(({ offer }) => offer.languages)) };
}

function hasSkill(wanted: string[], skill: string, { skills }: DeskAgent): boolean {
  if (skill === "own") return skills === undefined || wanted.every((one) => skills.includes(one));
  return skill === "" || wanted.includes(skill);
}

function hasLanguage(wanted: string[], language: string, { languages }: DeskAgent): boolean {
  if (wanted.length === 0) return true;
  if (language === "own") return languages === undefined || wanted.some((one) => languages.includes(one));
  return language === "" || wanted.includes(language);
}
