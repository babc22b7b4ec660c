/**
 * RingCentral Engage Digital: the source SDK's other half, the REST interface and the webhooks.
 *
 * A message whose identifier it has is not taken again. It posts what agents say to the source and expects an answer.
 * One webhook tells what has happened in several threads.
 */
import type { Attachment } from "../../../index.js";
import { type FakeTicket, type MakeFake, json, parsed } from "../fake.js";

interface Params {
  id?: string;
  thread_id?: string;
  body?: string;
  attachments?: Attachment[];
}

export const ringCentral: MakeFake = ({ webhook, now, url }) => {
  const tickets: (FakeTicket & { name: string; thread: string; ids: Set<string>; wasTaken: boolean })[] = [];
  let numbers = 1;
  let isExpired = false;
  let isRefusing = false;
  const time = () => new Date(now()).toISOString();
  const present = () => tickets.find(({ open }) => open);
  const act = (action: string, params: object) => webhook(JSON.stringify({ action, params, time: time() }), {});
  const tell = ({ thread }: { thread: string }, type: string, agent?: string) => {
    const intervention = { type: "intervention", id: `i-${thread}`, metadata: { source_id: "s1", thread_id: thread, user_id: agent ?? null } };
    const task = { type: "task", id: `task-${thread}`, metadata: { intervention_id: intervention.id, thread_id: thread, agent_ids: agent ? [agent] : [] } };
    const resource = type.startsWith("task.") ? task : intervention;
    const another = { ...resource, id: "another", metadata: { ...resource.metadata, thread_id: "another" } };
    const events = [another, resource].map((about) => ({ type, id: `event-${numbers++}`, issued_at: time(), user_id: agent, resource: about }));
    webhook(JSON.stringify({ id: `e${numbers}`, domain_id: 1, events }), {});
  };
  const threadOf = ({ thread, name, open }: (typeof tickets)[number]) => ({ id: thread, foreign_id: name, closed: !open });
  const interventionOf = ({ thread, agent, open }: (typeof tickets)[number]) => ({ id: `i-${thread}`, thread_id: thread, closed: !open, ...(agent ? { user_id: agent.id } : {}) });

  return {
    settings: { kind: "ringCentral", realtimeUrl: url, sourceId: "s1", sourceAuth: "source", url: `${url}/1.0`, agentCategoryId: "a1", botCategoryId: "b1" },
    section: { ringCentral: {} },
    tickets,
    sentAgain: [32_000, 240_000, 1_020_000],
    http({ method, url: { pathname, searchParams }, body }, reply) {
      if (pathname.startsWith("/realtime/sdk/")) {
        if (isExpired) return reply({ status: 422, body: "invalid signature" });
        const { action, params = {} } = parsed(body) as { action?: string; params?: Params };
        if (action !== "messages.create") return reply({ status: 200, body: "ok" });
        const name = params.thread_id ?? "";
        let ticket = tickets.find((one) => one.name === name);
        if (ticket === undefined) {
          if (isRefusing) return reply({ status: 422, body: "source not found" });
          ticket = { name, thread: `t${tickets.length + 1}`, ids: new Set(), wasTaken: false, said: [], files: [], before: params.body ?? "", open: true, agent: null };
          tickets.push(ticket);
        } else if (!ticket.ids.has(params.id ?? "")) {
          if (params.body) ticket.said.push(params.body);
          ticket.files.push(...(params.attachments ?? []));
        }
        ticket.ids.add(params.id ?? "");
        return reply({ status: 200, body: "ok" });
      }
      if (isExpired) return reply(json(403, { error: "forbidden", message: "Authentication is required", status: 403 }));
      if (method === "GET" && pathname.endsWith("/content_threads")) {
        return reply(json(200, { records: tickets.map(threadOf) }));
      }
      if (method === "GET" && pathname.endsWith("/interventions")) {
        const found = tickets.filter(({ thread, wasTaken, open }) => thread === searchParams.get("thread_id") && (wasTaken || !open));
        return reply(json(200, { records: found.map(interventionOf) }));
      }
      if (method === "GET" && pathname.endsWith("/status")) {
        return reply(json(200, [{ agent_id: "7", channels: [{ id: "chat", name: "Chat", status: "available", busyness: "ok" }] }]));
      }
      const [, kind, thread, deed] = /\/(content_threads|interventions)\/(?:i-)?([^/]+)\/(close|update_categories)$/.exec(pathname) ?? [];
      const ticket = tickets.find((one) => one.thread === thread);
      if (ticket === undefined) return reply(json(404, { error: "not_found", message: "The resource does not exist", status: 404 }));
      if (deed === "close") ticket.open = false;
      return reply(json(200, kind === "interventions" ? interventionOf(ticket) : threadOf(ticket)));
    },
    queue(position, wait) {
      const ticket = present();
      if (ticket) act("messaging.queuing_update", { estimated_wait_time: wait, position, thread_id: ticket.name });
    },
    accept(agent) {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = agent;
      ticket.wasTaken = true;
      tell(ticket, "intervention.assigned", agent.id);
    },
    say(words) {
      const ticket = present();
      if (ticket?.agent) act("messages.create", { author_id: ticket.agent.id, body: words, content_id: `m${numbers++}`, created_at: time(), format: "text", retry: false, sender_name: ticket.agent.name, thread_id: ticket.name });
    },
    typing(on) {
      const ticket = present();
      if (ticket) act(on ? "typing.start" : "typing.stop", { thread_id: ticket.name });
    },
    transfer(to) {
      const ticket = present();
      if (ticket === undefined) return;
      tell(ticket, "task.transferred", to.id);
      this.accept(to);
    },
    leave() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = null;
      tell(ticket, "task.transferred");
    },
    resolve() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.open = false;
      tell(ticket, "intervention.closed");
    },
    refuse() {
      isRefusing = true;
    },
    expire() {
      isExpired = true;
    },
  };
};
