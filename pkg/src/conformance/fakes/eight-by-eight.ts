/**
 * 8x8's Chat Gateway, and what it sends by webhook; the leaving of an agent and a transfer are told in either order.
 *
 * A file that has been uploaded is there for nobody until a message names it. It lists who is there and what was said, the newest first, under other names than those of the events.
 */
import type { Attachment } from "../../../index.js";
import { type FakeAgent, type FakeTicket, type MakeFake, json, parsed } from "../fake.js";

export const eightByEight: MakeFake = ({ webhook, now, url }) => {
  const tickets: (FakeTicket & { id: string; messages: object[] })[] = [];
  const uploads = new Map<string, Attachment>();
  let events = 0;
  let isExpired = false;
  let isRefusing = false;
  let transfers = 0;
  const time = () => new Date(now()).toISOString();
  const present = () => tickets.find(({ open }) => open);
  const tell = ({ id }: { id: string }, eventType: string, data?: object) =>
    webhook(JSON.stringify({ eventType, conversationId: id, timestamp: now(), data }), { "x-8x8-event-id": `event-${events++}` });

  const note = ({ messages }: { messages: object[] }, type: string, id: string, text: string) =>
    messages.unshift({ id: `message-${messages.length}`, author: { id, type }, text, createdAt: time() });
  const listed = (what: object) => json(200, { _embedded: what, page: { size: 20, totalElements: 1, totalPages: 1, number: 0 } });

  return {
    settings: { kind: "eightByEight", url, channelId: "channel", queueId: "9" },
    section: { eightByEight: {} },
    tickets,
    // It counts its attempts in a header field; how many there are and when is not told.
    sentAgain: [1_000, 5_000, 30_000],
    // Neither a conversation nor a message has an identifier of the sender's making.
    isOnce: ({ method, url: { pathname } }) => method === "POST" && /\/(conversations|messages)$/.test(pathname),
    http({ method, url: { pathname }, body, form }, reply) {
      if (isExpired) return reply(json(401, { message: "Unauthorized" }));
      const path = pathname.replace("/chat-gateway/v1/conversations", "");
      const data = parsed(body);
      if (method === "POST" && path === "") {
        if (isRefusing) return reply(json(404, { message: "no such channel" }));
        const { messages = [] } = (data["history"] ?? {}) as { messages?: { text: string }[] };
        const before = messages.map(({ text }) => text).join("\n");
        const ticket = { id: `c${tickets.length + 1}`, said: [], files: [], before, open: true, agent: null, messages: [] };
        tickets.push(ticket);
        for (const { text } of messages) note(ticket, "bot", "bot", text);
        reply(json(202, { conversationId: ticket.id, createdAt: time() }));
        return tell(ticket, "QUEUED", { queueId: "9", queueName: "Support" });
      }
      const [, id, rest] = /^\/([^/]+)(.*)$/.exec(path) ?? [];
      const ticket = tickets.find((one) => one.id === id);
      if (ticket === undefined) return reply(json(404, { message: "no such conversation" }));
      if (method === "GET" && rest === "/messages") return reply(listed({ messages: ticket.messages.slice(0, 20) }));
      if (method === "GET" && rest === "/participants") {
        const agents = ticket.agent ? [{ id: ticket.agent.id, type: "agent", language: "en", removed: !ticket.open }] : [];
        return reply(listed({ participants: [{ id: "user", type: "user", language: "en", removed: false }, ...agents] }));
      }
      if (method === "POST" && rest === "/messages") {
        if (!ticket.open) return reply(json(400, { message: "the conversation is over" }));
        if (typeof data["text"] === "string" && data["authorType"] === "user") ticket.said.push(data["text"]);
        const named = (data["attachments"] ?? []) as { id: string }[];
        ticket.files.push(...named.flatMap(({ id }) => uploads.get(id) ?? []));
        if (typeof data["text"] === "string") note(ticket, String(data["authorType"]), "user", data["text"]);
        return reply(json(202, {}));
      }
      if (method === "POST" && rest === "/attachments") {
        const [file] = form.flatMap(({ attachment }) => attachment ?? []);
        if (file === undefined) return reply(json(400, { message: "there is no attachment" }));
        const number = `file-${uploads.size + 1}`;
        uploads.set(number, file);
        const { name: filename = "file", mimeType: type = "application/octet-stream" } = file;
        return reply(json(200, { id: number, filename, type, size: 4166, sizeInBytes: 4166, createdAt: time() }));
      }
      if (method === "PATCH" && rest === "/participants/user") {
        ticket.open = false;
        reply({ status: 204 });
        return tell(ticket, "MEMBERS_CHANGED", { memberType: "user", change: "left", id: "user" });
      }
      return reply({ status: rest === "/post-agent-assignment" ? 201 : 204 });
    },
    queue: () => undefined,
    accept(agent: FakeAgent) {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = agent;
      tell(ticket, "MEMBERS_CHANGED", { memberType: "agent", change: "joined", id: agent.id });
    },
    say(text) {
      const ticket = present();
      if (!ticket?.agent) return;
      note(ticket, "agent", ticket.agent.id, text);
      tell(ticket, "MESSAGE", { isEcho: false, sender: { id: ticket.agent.id, type: "agent" }, text });
    },
    typing(on) {
      const ticket = present();
      if (ticket) tell(ticket, "ACTIVITY", { name: "typing", value: { users: on ? [{ id: ticket.agent?.id, type: "agent" }] : [] } });
    },
    transfer(to) {
      const ticket = present();
      if (ticket === undefined) return;
      const left = () => tell(ticket, "MEMBERS_CHANGED", { memberType: "agent", change: "left", id: ticket.agent?.id });
      const moved = () => tell(ticket, "TRANSFER");
      for (const event of transfers++ % 2 === 0 ? [left, moved] : [moved, left]) event();
      this.accept(to);
    },
    // No transfer follows: it is over with its last agent.
    leave() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.open = false;
      tell(ticket, "MEMBERS_CHANGED", { memberType: "agent", change: "left", id: ticket.agent?.id });
    },
    resolve() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.open = false;
      tell(ticket, "MEMBERS_CHANGED", { memberType: "agent", change: "left", id: ticket.agent?.id });
      tell(ticket, "CONVERSATION_UPDATE", { state: "idle" });
    },
    refuse() {
      isRefusing = true;
    },
    expire() {
      isExpired = true;
    },
  };
};
