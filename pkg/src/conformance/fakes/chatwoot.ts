/**
 * Chatwoot, for both of its interfaces, and Live Agent, which is one of its kin.
 *
 * A message to a resolved conversation opens it anew, as it does there; webhooks are sent once. A resolved
 * conversation is told nothing more by the kit's agents.
 */
import { type Fake, type FakeAgent, type FakeTicket, type MakeFake, type Outside, json, parsed } from "../fake.js";
import { application } from "./chatwoot-application.js";
import { client } from "./chatwoot-client.js";

export interface ChatwootMessage {
  id: number;
  content: string;
  /** 0 came in, 1 goes out. */
  message_type: 0 | 1;
  private: boolean;
  content_type: "text";
  created_at: number;
  sender: object;
}

export interface ChatwootTicket extends FakeTicket {
  id: number;
  source: string;
  messages: ChatwootMessage[];
}

/** What both interfaces speak about. */
export interface Chatwoot {
  tickets: ChatwootTicket[];
  /** Names of contacts by their place in the inbox. */
  contacts: Map<string, { id: number; identifier: string; email: unknown; name: string; source: string }>;
  isRefusing: boolean;
  number(): number;
  open(source: string): ChatwootTicket;
  /** Someone says something. */
  say(ticket: ChatwootTicket, message: Pick<ChatwootMessage, "content" | "message_type" | "private" | "sender">): ChatwootMessage;
  settle(ticket: ChatwootTicket, open: boolean): void;
  /** As the conversation is shown. */
  shown(ticket: ChatwootTicket): Record<string, unknown>;
}

type Kind = "chatwoot" | "chatwootClient" | "liveAgent";

function fake(kind: Kind, outside: Outside): Fake {
  let numbers = 100;
  let isExpired = false;
  const { now, url } = outside;
  // What a page listens to is its socket.
  const webhook: Outside["webhook"] = (body) => kind === "chatwootClient" || outside.webhook(body);
  const person = ({ id, name }: FakeAgent) => ({ id: Number(id), name, available_name: name, avatar_url: "", type: "user" });
  const shown = ({ id, open, agent }: ChatwootTicket) => ({
    id,
    inbox_id: 5,
    status: open ? "open" : "resolved",
    meta: { assignee: agent === null ? null : person(agent) },
    custom_attributes: {},
  });
  const tell = (event: string, ticket: ChatwootTicket) => {
    const isStatus = event === "conversation_status_changed";
    const changed = isStatus ? { changed_attributes: [{ status: { previous_value: ticket.open ? "resolved" : "open", current_value: ticket.open ? "open" : "resolved" } }] } : {};
    webhook(JSON.stringify({ event, ...shown(ticket), ...changed }));
    visitors.tell(event === "conversation_updated" ? "conversation.updated" : "conversation.status_changed", ticket, shown(ticket));
  };

  const chatwoot: Chatwoot = {
    tickets: [],
    contacts: new Map(),
    isRefusing: false,
    number: () => numbers++,
    shown,
    open(source) {
      const ticket: ChatwootTicket = { id: numbers++, source, said: [], files: [], before: "", open: true, agent: null, messages: [] };
      this.tickets.push(ticket);
      return ticket;
    },
    say(ticket, { content, message_type, private: isPrivate, sender }) {
      const message: ChatwootMessage = { id: numbers++, content, content_type: "text", message_type, private: isPrivate, created_at: Math.floor(now() / 1000), sender };
      ticket.messages.push(message);
      // In a list and on a socket kinds and times are numbers, in a webhook words.
      const of = { account: { id: 1, name: "Acme" }, inbox: { id: 5, name: "Chat" }, conversation: shown(ticket), created_at: new Date(now()).toISOString() };
      webhook(JSON.stringify({ event: "message_created", ...message, message_type: message_type === 0 ? "incoming" : "outgoing", ...of }));
      const assigned = { assignee_id: ticket.agent === null ? null : Number(ticket.agent.id) };
      if (!isPrivate) visitors.tell("message.created", ticket, { ...message, conversation_id: ticket.id, conversation: assigned });
      return message;
    },
    settle(ticket, open) {
      if (ticket.open === open) return;
      ticket.open = open;
      tell("conversation_status_changed", ticket);
    },
  };
  // The visitor's address is that of an earlier contact: it cannot be given to another one.
  if (kind === "liveAgent") chatwoot.contacts.set("source-earlier", { id: 1, identifier: "earlier", email: "max@example.com", name: "Max", source: "source-earlier" });
  const visitors = client(chatwoot);
  const answer = application(chatwoot);
  const present = () => chatwoot.tickets.find(({ open }) => open);
  const settings = kind === "chatwootClient" ? { kind: "chatwoot", url, inboxIdentifier: "inbox" } : { kind, url, accountId: 1, inboxId: 5 };

  return {
    settings,
    section: kind === "liveAgent" ? { liveAgent: { skills: ["billing"], languages: ["en"], priority: "high", getQueuePosition: true, getEstimatedWaitTime: true } } : { chatwoot: {} },
    tickets: chatwoot.tickets,
    // A visitor may not ask who has their conversation.
    forgets: kind === "chatwootClient",
    // It has no identifier of the sender's making; nor has a message, but what was said can be looked up.
    isOnce: ({ method, url: { pathname } }) => method === "POST" && pathname.endsWith("/conversations"),
    http(exchange, reply) {
      const { pathname } = exchange.url;
      if (isExpired) return reply(json(401, { description: "Invalid Access Token", errors: [{ field: "api_access_token", message: "Invalid Access Token", code: "unauthorized" }] }));
      // What comes in parts means the same as JSON.
      const parts = exchange.form.flatMap(({ name, value }) => (value === null ? [] : [[name, value]]));
      const data = { ...parsed(exchange.body), ...Object.fromEntries(parts) };
      reply((pathname.startsWith("/public/") ? visitors.http(exchange, data) : answer(exchange, data)) ?? json(404, { error: "Resource could not be found" }));
    },
    opened: (connection) => visitors.opened(connection),
    heard: (connection, body) => visitors.heard(connection, body),
    closed: (connection) => visitors.closed(connection),
    queue(position, wait) {
      // Upstream knows no place in the queue; Live Agent tells it by an event of its own.
      const ticket = kind === "liveAgent" ? present() : undefined;
      if (ticket) webhook(JSON.stringify({ event: "queue_update", id: ticket.id, position, estimatedWaitTime: wait * 1000 }));
    },
    accept(agent) {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = agent;
      tell("conversation_updated", ticket);
    },
    say(content) {
      const ticket = present();
      if (ticket?.agent) chatwoot.say(ticket, { content, message_type: 1, private: false, sender: person(ticket.agent) });
    },
    typing(on) {
      const ticket = present();
      if (!ticket?.agent) return;
      const told = { conversation: shown(ticket), user: person(ticket.agent), is_private: false };
      webhook(JSON.stringify({ event: `conversation_typing_${on ? "on" : "off"}`, ...told }));
      visitors.tell(`conversation.typing_${on ? "on" : "off"}`, ticket, told);
    },
    transfer(to) {
      this.accept(to);
    },
    leave() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = null;
      tell("conversation_updated", ticket);
    },
    resolve() {
      const ticket = present();
      if (ticket) chatwoot.settle(ticket, false);
    },
    refuse() {
      chatwoot.isRefusing = true;
    },
    expire() {
      isExpired = true;
    },
  };
}

export const chatwoot: MakeFake = (outside) => fake("chatwoot", outside);
export const chatwootClient: MakeFake = (outside) => fake("chatwootClient", outside);
export const liveAgent: MakeFake = (outside) => fake("liveAgent", outside);
