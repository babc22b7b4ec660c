/** The half of the fake Chatwoot that an agent bot speaks to, with a token that a server keeps. */
import { type Exchange, type Reply, json } from "../fake.js";
import type { Chatwoot } from "./chatwoot.js";

export function application(chatwoot: Chatwoot) {
  const { contacts, tickets } = chatwoot;
  const byIdentifier = (identifier: string) => [...contacts.values()].find((one) => one.identifier === identifier);
  const labels = new Map<number, unknown>();

  return ({ method, url, form }: Exchange, data: Record<string, unknown>): Reply | undefined => {
    const path = url.pathname.replace(/^\/api\/v1\/accounts\/1(?=\/)/, "");
    if (path === url.pathname) return undefined;
    switch (`${method} ${path}`) {
      case "POST /contacts": {
        const identifier = String(data["identifier"]);
        if (byIdentifier(identifier)) return json(422, { message: "Identifier has already been taken", attributes: ["identifier"] });
        const email = data["email"] === undefined ? null : String(data["email"]);
        if (email !== null && [...contacts.values()].some((one) => one.email === email)) return json(422, { message: "Email has already been taken", attributes: ["email"] });
        const contact = { id: chatwoot.number(), identifier, email, name: String(data["name"] ?? ""), source: `source-${identifier}` };
        contacts.set(contact.source, contact);
        const inbox = { source_id: contact.source, inbox: { id: 5 } };
        return json(200, { payload: { contact: { id: contact.id, identifier, name: contact.name, contact_inboxes: [inbox] }, contact_inbox: inbox } });
      }
      case "GET /contacts/search": {
        const found = byIdentifier(url.searchParams.get("q") ?? "");
        const shown = found && { id: found.id, identifier: found.identifier, contact_inboxes: [{ source_id: found.source, inbox: { id: 5 } }] };
        return json(200, { meta: { count: shown ? 1 : 0 }, payload: shown ? [shown] : [] });
      }
      case "POST /conversations": {
        if (chatwoot.isRefusing || Number(data["inbox_id"]) !== 5) return json(404, { error: "Resource could not be found" });
        return json(200, { id: chatwoot.open(String(data["source_id"])).id, account_id: 1, inbox_id: 5 });
      }
      case "GET /conversations/meta":
        return json(200, { meta: { mine_count: 0, unassigned_count: 2, assigned_count: 0, all_count: tickets.length } });
      case "GET /inbox_members/5":
        return json(200, { payload: [{ id: 7, name: "Dana", availability_status: "online" }] });
    }

    const [, id = "", rest = ""] = /^\/conversations\/(\d+)(.*)$/.exec(path) ?? [];
    const ticket = tickets.find((one) => String(one.id) === id);
    if (ticket === undefined) return undefined;
    switch (`${method} ${rest}`) {
      case "GET ":
        return json(200, chatwoot.shown(ticket));
      case "GET /messages": {
        const after = Number(url.searchParams.get("after") ?? 0);
        return json(200, { meta: {}, payload: ticket.messages.filter((message) => message.id > after) });
      }
      case "POST /messages": {
        const content = String(data["content"] ?? "");
        const isPrivate = String(data["private"]) === "true";
        const kind = data["message_type"];
        const files = form.flatMap(({ attachment }) => attachment ?? []);
        if (kind === "incoming") {
          if (content !== "") ticket.said.push(content);
          ticket.files.push(...files);
        } else if (isPrivate) ticket.before += content;
        const sender = kind === "incoming" ? { id: 100, name: "Max", type: "contact" } : { id: 9, name: "Robin", type: "agent_bot" };
        const message = chatwoot.say(ticket, { content, message_type: kind === "incoming" ? 0 : 1, private: isPrivate, sender });
        if (kind === "incoming") chatwoot.settle(ticket, true);
        return json(200, message);
      }
      case "GET /labels":
        return json(200, { payload: labels.get(ticket.id) ?? [] });
      case "POST /labels":
        labels.set(ticket.id, data["labels"]);
        return json(200, { payload: data["labels"] });
      case "POST /toggle_status":
        chatwoot.settle(ticket, data["status"] !== "resolved");
        return json(200, { meta: {}, payload: { success: true, current_status: ticket.open ? "open" : "resolved", conversation_id: ticket.id } });
      case "POST /toggle_priority":
      case "POST /toggle_typing_status":
        return json(200, {});
    }
    return undefined;
  };
}
