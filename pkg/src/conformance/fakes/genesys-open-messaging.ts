/**
 * Genesys Cloud's open messaging: what is posted to an integration, and what comes back by webhook.
 *
 * A message whose identifier it has is not taken again. That an agent has gone and that a conversation is over come
 * as notifications, passed on to the same webhook, along with those of whatever else the visitor has to do with Genesys.
 */
import type { Attachment } from "../../../index.js";
import { type FakeTicket, type MakeFake, json, parsed } from "../fake.js";

interface Thread extends FakeTicket {
  visitor: string;
  conversation: string;
  ids: Set<string>;
}

/** What is posted to it: a message, an event or a receipt. */
interface Said {
  channel?: { messageId?: string; from: { id: string } };
  text?: string;
  content?: { attachment: Attachment }[];
  id?: string;
  status?: string;
  events?: object[];
}

export const genesysOpenMessaging: MakeFake = ({ webhook, now, url }) => {
  const tickets: Thread[] = [];
  let numbers = 1;
  let isExpired = false;
  let isRefusing = false;
  const time = () => new Date(now()).toISOString();
  const present = () => tickets.find(({ open }) => open);
  const tell = ({ visitor, agent }: Thread, message: object) => {
    const id = `message-${numbers++}`;
    const channel = { id, platform: "Open", type: "Private", to: { id: visitor }, from: { id: "i1", nickname: agent?.name }, time: time() };
    webhook(JSON.stringify({ id, channel, direction: "Outbound", ...message }));
  };
  const notify = ({ visitor, conversation }: Pick<Thread, "visitor" | "conversation">, what: string, media = { mediaType: "MESSAGE", messageType: "OPEN" }) => {
    const eventBody = { eventTime: now(), conversationId: conversation, ...media, disconnectType: "PEER", addressTo: visitor };
    webhook(JSON.stringify({ detail: { topicName: `v2.detail.events.conversation.${conversation}.${what}.end`, eventBody } }));
  };

  return {
    settings: { kind: "genesysOpenMessaging", url, integrationId: "i1", disconnects: true },
    section: { genesys: {} },
    tickets,
    sentAgain: [5_000, 5_000, 5_000, 5_000, 5_000],
    http({ method, url: { pathname }, body }, reply) {
      if (isExpired) return reply(json(401, { code: "bad.credentials", status: 401, message: "Invalid login credentials" }));
      if (method === "PATCH") {
        for (const ticket of tickets) if (pathname.endsWith(`/${ticket.conversation}`)) ticket.open = false;
        return reply(json(200, { id: pathname.split("/").at(-1), state: "disconnected", startTime: time(), participants: [] }));
      }
      if (pathname.endsWith("/observations/query")) {
        const data = [{ metric: "oOnQueueUsers", qualifier: "INTERACTING", stats: { count: 2 } }];
        return reply(json(200, { results: [{ group: { queueId: "q-1" }, data }] }));
      }
      const { channel, text = "", content = [], ...said } = parsed(body) as Said;
      const answer = { id: said.id ?? channel?.messageId ?? `message-${numbers++}`, direction: "Inbound", channel: { platform: "Open", type: "Private", to: { id: "i1" }, from: { id: "i1", idType: "Opaque" }, ...channel } };
      if (pathname.endsWith("/inbound/open/receipt")) return reply(json(200, { ...answer, type: "Receipt", status: said.status }));
      if (pathname.endsWith("/inbound/open/event")) return reply(json(200, { id: answer.id, channel: answer.channel, type: "Event", events: said.events }));
      const visitor = channel?.from.id ?? "";
      let ticket = tickets.find((one) => one.visitor === visitor);
      if (ticket === undefined) {
        if (isRefusing) return reply(json(404, { code: "not.found", status: 404, message: "The integration is not there" }));
        ticket = { visitor, conversation: `c${tickets.length + 1}`, ids: new Set(), said: [], files: [], before: text, open: true, agent: null };
        tickets.push(ticket);
      } else if (!ticket.ids.has(channel?.messageId ?? "")) {
        if (text !== "") ticket.said.push(text);
        ticket.files.push(...content.map(({ attachment }) => attachment));
      }
      ticket.ids.add(channel?.messageId ?? "");
      const listed = content.map(({ attachment }) => ({ contentType: "Attachment", attachment }));
      reply(json(200, { id: answer.id, channel: answer.channel, type: "Text", text, content: listed, conversationId: ticket.conversation }));
    },
    // The channel is told neither place nor wait, nor who will answer.
    queue() {},
    accept(agent) {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = agent;
      // What the same visitor had before, and a call of theirs, end late.
      notify({ ...ticket, conversation: "c0" }, "customer");
      notify(ticket, "user", { mediaType: "VOICE", messageType: "UNKNOWN" });
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
    refuse() {
      isRefusing = true;
    },
    expire() {
      isExpired = true;
    },
  };
};
