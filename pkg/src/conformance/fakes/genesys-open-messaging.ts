/**
 * Genesys Cloud's open messaging: what is posted to an integration, and what comes back by webhook.
 *
 * A message whose identifier it has is not taken again. That an agent has gone and that a conversation is over come
 * as notifications, passed on to the same webhook.
 */
import { type FakeTicket, type MakeFake, json, parsed } from "../fake.js";

interface Thread extends FakeTicket {
  visitor: string;
  conversation: string;
  ids: Set<string>;
}

export const genesysOpenMessaging: MakeFake = ({ webhook, now }) => {
  const tickets: Thread[] = [];
  let numbers = 1;
  let isExpired = false;
  const present = () => tickets.find(({ open }) => open);
  const tell = ({ visitor, agent }: Thread, message: object) => {
    const id = `message-${numbers++}`;
    const channel = { id, platform: "Open", type: "Private", to: { id: visitor }, from: { id: "i1", nickname: agent?.name }, time: new Date(now()).toISOString() };
    webhook(JSON.stringify({ id, channel, direction: "Outbound", ...message }));
  };
  const notify = ({ visitor, conversation }: Thread, what: string) => {
    const eventBody = { conversationId: conversation, mediaType: "MESSAGE", messageType: "OPEN", disconnectType: "PEER", addressTo: visitor };
    webhook(JSON.stringify({ detail: { topicName: `v2.detail.events.conversation.${conversation}.${what}.end`, eventBody } }));
  };

  return {
    settings: { kind: "genesysOpenMessaging", url: "https://api.genesys.example", integrationId: "i1", disconnects: true },
    section: { genesys: {} },
    tickets,
    http({ method, url, body }, reply) {
      if (isExpired) return reply(json(401, { code: "bad.credentials", status: 401, message: "Invalid login credentials" }));
      if (method === "PATCH") {
        for (const ticket of tickets) if (url.pathname.endsWith(`/${ticket.conversation}`)) ticket.open = false;
        return reply(json(200, {}));
      }
      if (!url.pathname.endsWith("/inbound/open/message")) return reply(json(200, {}));
      const { channel, text = "" } = parsed(body) as { channel?: { messageId: string; from: { id: string } }; text?: string };
      const visitor = channel?.from.id ?? "";
      let ticket = tickets.find((one) => one.visitor === visitor);
      if (ticket === undefined) {
        ticket = { visitor, conversation: `c${tickets.length + 1}`, ids: new Set(), said: [], files: [], before: text, open: true, agent: null };
        tickets.push(ticket);
      } else if (!ticket.ids.has(channel?.messageId ?? "")) ticket.said.push(text);
      ticket.ids.add(channel?.messageId ?? "");
      reply(json(200, { id: channel?.messageId, conversationId: ticket.conversation }));
    },
    // The channel is told neither place nor wait, nor who will answer.
    queue() {},
    accept(agent) {
      const ticket = present();
      if (ticket) ticket.agent = agent;
    },
    say(text) {
      const ticket = present();
      if (ticket?.agent) tell(ticket, { type: "Text", text, originatingEntity: "Human" });
    },
    typing(on) {
      const ticket = present();
      if (ticket?.agent && on) tell(ticket, { type: "Event", events: [{ eventType: "Typing", typing: { type: "On" } }] });
    },
    transfer(to) {
      this.leave();
      this.accept(to);
    },
    leave() {
      const ticket = present();
      if (ticket) notify(ticket, "user");
    },
    resolve() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.open = false;
      notify(ticket, "customer");
    },
    expire() {
      isExpired = true;
    },
  };
};
