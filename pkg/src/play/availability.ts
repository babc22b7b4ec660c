/**
 * How contact centres answer the question about available agents, as far as they can tell.
 *
 * Each body is the least that the engine's codec of that kind reads; a kind that is not listed
 * has no such answer, and whatever it says means that nobody knows.
 */
import type { EngineOptions, Flow } from "../../index.js";

const ANSWERS: Readonly<Record<string, (agents: number) => unknown>> = {
  desk: (agents) => ({ agents }),
  chatwoot: (agents) => ({ payload: times(agents, { availability_status: "online" }) }),
  liveAgent: (agents) => ({ payload: times(agents, { availability_status: "online" }) }),
  salesforce: (agents) => ({ messages: [{ type: "Availability", message: { results: times(agents, { isAvailable: true }) } }] }),
  genesysOpenMessaging: (agents) => ({ results: [{ data: [{ stats: { count: agents } }] }] }),
  ringCentral: (agents) => times(agents, { channels: [{ status: "available" }] }),
};

/** The body with which the provider that a node names says how many agents there are. */
export function availabilityAnswer(flow: Flow, options: EngineOptions, node: string, agents: number): string {
  const { provider } = (flow.nodes.find(({ id }) => id === node)?.data ?? {}) as { provider?: string | null };
  const { providers = {} } = options;
  const settings = provider ? providers[provider] : Object.values(providers)[0];
  return JSON.stringify(ANSWERS[settings?.kind ?? "desk"]?.(agents) ?? {});
}

function times<T>(count: number, one: T): T[] {
  return Array.from({ length: count }, () => one);
}
