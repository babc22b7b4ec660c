/**
 * The half of the fake Chatwoot that a visitor's page speaks to: the public client API and the ActionCable socket.
 *
 * A contact's `source_id` is all that lets them in, and their `pubsub_token` lets a socket hear of their own
 * conversations. What happens while nobody listens is not told again.
 */
import { type Connection, type Exchange, type Reply, json, parsed } from "../fake.js";
import type { Chatwoot, ChatwootMessage, ChatwootTicket } from "./chatwoot.js";

export function client(chatwoot: Chatwoot) {
  const { contacts, tickets } = chatwoot;
  /** The identifier of the channel by socket: it comes back as it was, to the last byte. */
  const listeners = new Map<Connection, string>();
  const tokenOf = (source: string) => `pubsub-${source}`;
  const message = (ticket: ChatwootTicket, { private: _, ...one }: ChatwootMessage) => ({ ...one, conversation_id: ticket.id });
  // A visitor is not told who has their conversation.
  const shown = (ticket: ChatwootTicket) => ({
    id: ticket.id,
    inbox_id: 5,
    status: ticket.open ? "open" : "resolved",
    messages: ticket.messages.filter((one) => !one.private).map((one) => message(ticket, one)),
    contact: { id: contacts.get(ticket.source)?.id },
  });

  return {
    http({ method, url, form }: Exchange, data: Record<string, unknown>): Reply | undefined {
      const [, path] = /^\/public\/api\/v1\/inboxes\/inbox(\/.*|)$/.exec(url.pathname) ?? [];
      if (path === undefined) return undefined;
      if (method === "GET" && path === "") return json(200, { identifier: "inbox", name: "Web", timezone: "UTC", working_hours_enabled: false, working_hours: [] });
      if (method === "POST" && path === "/contacts") {
        const source = `source-${chatwoot.number()}`;
        const contact = { id: chatwoot.number(), identifier: String(data["identifier"] ?? ""), email: data["email"] ?? null, name: String(data["name"] ?? ""), source };
        contacts.set(source, contact);
        return json(200, { id: contact.id, source_id: source, name: contact.name, email: contact.email, pubsub_token: tokenOf(source) });
      }

      const [, source = "", behind = ""] = /^\/contacts\/([^/]+)(.*)$/.exec(path) ?? [];
      const contact = contacts.get(source);
      if (contact === undefined) return undefined;
      if (method === "GET" && behind === "") return json(200, { id: contact.id, source_id: source, name: contact.name, email: contact.email, pubsub_token: tokenOf(source) });
      const own = tickets.filter((ticket) => ticket.source === source);
      if (method === "GET" && behind === "/conversations") return json(200, own.map(shown));
      if (method === "POST" && behind === "/conversations") return chatwoot.isRefusing ? undefined : json(200, shown(chatwoot.open(source)));

      const [, id = "", rest = ""] = /^\/conversations\/(\d+)(.*)$/.exec(behind) ?? [];
      const ticket = own.find((one) => String(one.id) === id);
      if (ticket === undefined) return undefined;
      switch (`${method} ${rest}`) {
        case "GET ":
          return json(200, shown(ticket));
        case "GET /messages":
          return json(200, shown(ticket).messages);
        case "POST /messages": {
          const content = String(data["content"] ?? "");
          const files = form.flatMap(({ attachment }) => attachment ?? []);
          ticket.files.push(...files);
          // There are no private notes: what the bot has said comes ahead, and nobody can tell it from what the visitor says.
          if (content !== "") ticket.said.push(content);
          const said = chatwoot.say(ticket, { content, message_type: 0, private: false, sender: { id: contact.id, name: contact.name, type: "contact" } });
          chatwoot.settle(ticket, true);
          return json(200, message(ticket, said));
        }
        case "POST /toggle_status":
          // It only ever resolves.
          chatwoot.settle(ticket, false);
          return json(200, shown(ticket));
        case "POST /toggle_typing":
        case "POST /update_last_seen":
          return json(200, {});
      }
      return undefined;
    },

    opened(connection: Connection) {
      if (connection.url.pathname !== "/cable") return connection.close();
      connection.send(JSON.stringify({ type: "welcome" }));
    },
    heard(connection: Connection, body: string) {
      const { command, identifier } = parsed(body);
      if (command !== "subscribe") return;
      const { channel, pubsub_token: token } = parsed(String(identifier));
      const isKnown = channel === "RoomChannel" && [...contacts.keys()].some((source) => tokenOf(source) === token);
      if (isKnown) listeners.set(connection, String(identifier));
      connection.send(JSON.stringify({ identifier, type: isKnown ? "confirm_subscription" : "reject_subscription" }));
    },
    closed(connection: Connection) {
      listeners.delete(connection);
    },
    tell(event: string, ticket: ChatwootTicket, data: object) {
      for (const [connection, identifier] of listeners) {
        if (parsed(identifier)["pubsub_token"] === tokenOf(ticket.source)) connection.send(JSON.stringify({ identifier, message: { event, data: { account_id: 1, ...data } } }));
      }
    },
  };
}
