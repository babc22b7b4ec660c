/**
 * Answers how many agents are there who could take a handover.
 *
 * One agent with two desks counts once. Whoever states no skills or languages can do all
 * of them; the others need every skill that is asked for, and one of the languages.
 */
import type { AgentPresence } from "./layout.js";
import type { Surroundings } from "./context.js";
import { keys } from "./layout.js";
import { living } from "./presence.js";

export interface Wanted {
  provider: string;
  skills: string[];
  languages: string[];
}

export async function countAgents({ storage, locks, environment }: Surroundings, wanted: Wanted): Promise<number> {
  const alive = await living(locks, environment.now());
  const entries = await storage.transact("readonly", (transaction) => transaction.list(keys.agents));
  const suitable = entries
    .map(([, value]) => value as AgentPresence)
    .filter((presence) => presence.available && alive(presence) && suits(presence, wanted));
  return new Set(suitable.map(({ agent }) => agent.id)).size;
}

function suits({ agent, provider }: AgentPresence, wanted: Wanted): boolean {
  if (provider !== null && provider !== wanted.provider) return false;
  const { skills = wanted.skills, languages = wanted.languages } = agent;
  const speaks = wanted.languages.length === 0 || wanted.languages.some((language) => languages.includes(language));
  return speaks && wanted.skills.every((skill) => skills.includes(skill));
}
