/**
 * Chatwoot's application API, and what it sends by webhook.
 *
 * A message to a resolved conversation opens it anew, as it does there; webhooks are sent once.
 */
import { type FakeAgent, type FakeTicket, type MakeFake, json, parsed } from "../fake.js";

export const chatwoot: MakeFake = ({ webhook, now }) => {
  const tickets: (FakeTicket & { id: number; messages: Record<string, unknown>[] })[] = [];
  const contacts = new Map<string, number>();
  let numbers = 100;
  let isExpired = false;
  const present = () => tickets.find(({ open }) => open);
  const person = ({ id, name }: FakeAgent) => ({ id: Number(id), name, type: "user" });
  const meta = ({ agent }: FakeTicket) => ({ assignee: agent === null ? null : person(agent) });
  const told = (ticket: (typeof tickets)[number]) => ({ id: ticket.id, inbox_id: 5, status: ticket.open ? "open" : "resolved", meta: meta(ticket) });
  const updated = (ticket: (typeof tickets)[number], event: string) => webhook(JSON.stringify({ event, ...told(ticket) }));
  // In a list their kinds are numbers, in a webhook words.
  const add = (ticket: (typeof tickets)[number], said: { content: string; private: boolean; sender: object }, kind: "incoming" | "outgoing") => {
    const message = { id: numbers++, content_type: "text", ...said };
    const listed = { ...message, message_type: kind === "incoming" ? 0 : 1, created_at: Math.floor(now() / 1000) };
    ticket.messages.push(listed);
    const of = { account: { id: 1, name: "Acme" }, inbox: { id: 5, name: "Chat" }, conversation: told(ticket), created_at: new Date(now()).toISOString() };
    webhook(JSON.stringify({ event: "message_created", ...message, message_type: kind, ...of }));
    return listed;
  };

  return {
    settings: { kind: "chatwoot", url: "https://chatwoot.example", accountId: 1, inboxId: 5 },
    section: { chatwoot: {} },
    tickets,
    http({ method, url, body, form }, reply) {
      if (isExpired) return reply(json(401, { errors: ["You need to sign in"] }));
      const path = url.pathname.replace("/api/v1/accounts/1", "");
      const data = parsed(body);
      if (method === "POST" && path === "/contacts") {
        const identifier = String(data["identifier"]);
        if (contacts.has(identifier)) return reply(json(422, { message: "Identifier has already been taken" }));
        contacts.set(identifier, numbers++);
        const contact = { id: contacts.get(identifier), identifier };
        return reply(json(200, { payload: { contact, contact_inbox: { source_id: `source-${identifier}` } } }));
      }
      if (method === "GET" && path === "/contacts/search") {
        const identifier = url.searchParams.get("q") ?? "";
        const found = { id: contacts.get(identifier), identifier, contact_inboxes: [{ source_id: `source-${identifier}`, inbox: { id: 5 } }] };
        return reply(json(200, { payload: contacts.has(identifier) ? [found] : [] }));
      }
      if (method === "POST" && path === "/conversations") {
        const ticket = { id: numbers++, said: [], files: [], before: "", open: true, agent: null, messages: [] };
        tickets.push(ticket);
        return reply(json(200, { id: ticket.id, account_id: 1, inbox_id: 5 }));
      }
      if (method === "GET" && path === "/conversations/meta") return reply(json(200, { meta: { unassigned_count: 2 } }));
      if (method === "GET" && path === "/inbox_members/5") return reply(json(200, { payload: [{ id: 7, availability_status: "online" }] }));

      const [, id = "", rest = ""] = /^\/conversations\/(\d+)(.*)$/.exec(path) ?? [];
      const ticket = tickets.find((one) => String(one.id) === id);
      if (ticket === undefined) return reply(json(404, { error: "Resource could not be found" }));
      if (method === "GET" && rest === "") return reply(json(200, told(ticket)));
      if (method === "GET" && rest === "/messages") {
        const after = Number(url.searchParams.get("after") ?? 0);
        return reply(json(200, { payload: ticket.messages.filter((message) => Number(message["id"]) > after) }));
      }
      if (method === "POST" && rest === "/messages") {
        const content = String(data["content"] ?? "");
        const isPrivate = data["private"] === true;
        const kind = data["message_type"] ?? form.find(({ name }) => name === "message_type")?.value;
        if (kind === "incoming") {
          ticket.open = true;
          ticket.said.push(content);
          ticket.files.push(...form.flatMap(({ attachment }) => attachment ?? []));
        } else if (isPrivate) ticket.before += content;
        const sender = kind === "incoming" ? { id: 100, name: "Max", type: "contact" } : { id: 9, name: "Robin", type: "agent_bot" };
        return reply(json(200, add(ticket, { content, private: isPrivate, sender }, kind === "incoming" ? "incoming" : "outgoing")));
      }
      if (method === "POST" && rest === "/toggle_status") {
        ticket.open = data["status"] !== "resolved";
        updated(ticket, "conversation_status_changed");
        return reply(json(200, { payload: { success: true, current_status: data["status"], conversation_id: ticket.id } }));
      }
      return reply(json(200, {}));
    },
    queue: () => undefined,
    accept(agent) {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = agent;
      updated(ticket, "conversation_updated");
    },
    say(content) {
      const ticket = present();
      if (ticket === undefined || ticket.agent === null) return;
      add(ticket, { content, private: false, sender: person(ticket.agent) }, "outgoing");
    },
    typing(on) {
      const ticket = present();
      if (ticket === undefined || ticket.agent === null) return;
      webhook(JSON.stringify({ event: `conversation_typing_${on ? "on" : "off"}`, conversation: told(ticket), user: person(ticket.agent), is_private: false }));
    },
    transfer(to) {
      this.accept(to);
    },
    leave() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = null;
      updated(ticket, "conversation_updated");
    },
    resolve() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.open = false;
      updated(ticket, "conversation_status_changed");
    },
    expire() {
      isExpired = true;
    },
  };
};
