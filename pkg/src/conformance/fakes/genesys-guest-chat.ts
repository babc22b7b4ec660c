/**
 * Genesys Cloud's guest chat, version 2.
 *
 * It has no identifiers of the guest's making: what is posted twice is there twice. The socket names members by
 * their ids alone and repeats nothing; members and messages can be asked for.
 */
import { type Connection, type FakeTicket, type MakeFake, json, parsed, socketOf } from "../fake.js";

interface Member {
  id: string;
  role: "CUSTOMER" | "AGENT";
  state: "CONNECTED" | "DISCONNECTED";
  displayName: string;
}

interface Chat extends FakeTicket {
  id: string;
  members: Member[];
  messages: { id: string }[];
}

/** How many messages it lists where nobody says how many. */
const PAGE = 100;

export const genesysGuestChat: MakeFake = ({ now, url }) => {
  const tickets: Chat[] = [];
  const sockets = new Set<Connection>();
  let numbers = 1;
  let isExpired = false;
  let isRefusing = false;
  const time = () => new Date(now()).toISOString();
  const present = () => tickets.find(({ open }) => open);
  const tell = ({ id }: Chat, topic: string, type: string, event: object) => {
    const eventBody = { conversation: { id }, timestamp: time(), ...event };
    const frame = JSON.stringify({ topicName: `v2.conversations.chats.${id}.${topic}`, version: "2", eventBody, metadata: { type } });
    for (const socket of sockets) socket.send(frame);
  };
  const change = (chat: Chat, member: Member, state: Member["state"]) => {
    member.state = state;
    tell(chat, "members", "member-change", { member: { id: member.id, state } });
  };
  const post = (chat: Chat, { id, role }: Member, body: string) => {
    const message = { id: `message-${numbers++}`, conversation: { id: chat.id }, sender: { id, role }, body, bodyType: "standard", timestamp: time() };
    chat.messages.push(message);
    tell(chat, "messages", "message", { ...message, sender: { id } });
    return message;
  };
  const agentOf = ({ members }: Chat) => members.find(({ role, state }) => role === "AGENT" && state === "CONNECTED");
  const end = (chat: Chat) => {
    chat.open = false;
    for (const member of chat.members.filter(({ state }) => state === "CONNECTED").reverse()) change(chat, member, "DISCONNECTED");
  };

  return {
    settings: { kind: "genesysGuestChat", url, organizationId: "o1", deploymentId: "d1", queue: "Support" },
    section: { genesys: {} },
    tickets,
    // What is said twice is there twice, but what was said can be looked up.
    isOnce: ({ method, url: { pathname } }) => method === "POST" && pathname.endsWith("/conversations"),
    http({ method, url: { pathname, searchParams }, body }, reply) {
      const [, id, what, member, more] = pathname.replace("/api/v2/webchat/guest/conversations", "").split("/");
      if (isExpired) return reply(json(401, { code: "credentials.expired", status: 401, message: "The guest's token has expired" }));
      if (id === undefined) {
        if (isRefusing) return reply(json(400, { code: "chat.error.invalid.queue", status: 400, message: "The queue is not valid" }));
        const guest = parsed(body)["memberInfo"] as { displayName?: string } | undefined;
        const customer: Member = { id: `guest-${numbers++}`, role: "CUSTOMER", state: "CONNECTED", displayName: guest?.displayName ?? "" };
        const chat: Chat = { id: `chat-${numbers++}`, members: [customer], messages: [], said: [], files: [], before: "", open: true, agent: null };
        tickets.push(chat);
        return reply(json(200, { id: chat.id, jwt: "guest-token", eventStreamUri: `${socketOf(url)}/chat/${chat.id}`, member: customer }));
      }
      const chat = tickets.find((one) => one.id === id);
      const found = chat?.members.find((one) => one.id === member);
      if (chat === undefined || (member !== undefined && found === undefined)) return reply(json(404, { code: "not.found", status: 404, message: "Not found" }));
      if (method === "GET" && what === "messages") {
        // The first of those after the one that is named.
        const after = chat.messages.findIndex((message) => message.id === searchParams.get("after")) + 1;
        return reply(json(200, { entities: chat.messages.slice(after, after + (Number(searchParams.get("maxResults")) || PAGE)) }));
      }
      if (method === "GET") return reply(json(200, found ?? { entities: chat.members }));
      if (method === "DELETE") {
        end(chat);
        return reply({ status: 204 });
      }
      if (found?.state !== "CONNECTED") return reply(json(400, { code: "chat.error.member.state", status: 400, message: "The member is not connected" }));
      if (more === "typing") return reply(json(200, { id: `typing-${numbers++}`, conversation: { id: chat.id }, sender: found, timestamp: time() }));
      const words = String(parsed(body)["body"]);
      chat.said.push(words);
      reply(json(200, post(chat, found, words)));
    },
    opened(connection) {
      sockets.add(connection);
    },
    closed(connection) {
      sockets.delete(connection);
    },
    // The guest is told neither place nor wait.
    queue() {},
    accept(agent) {
      const chat = present();
      if (chat === undefined) return;
      chat.agent = agent;
      const member: Member = { id: `agent-${agent.id}`, role: "AGENT", state: "CONNECTED", displayName: agent.name };
      chat.members.push(member);
      change(chat, member, "CONNECTED");
    },
    say(text) {
      const chat = present();
      const agent = chat && agentOf(chat);
      if (agent) post(chat, agent, text);
    },
    typing(on) {
      const chat = present();
      const agent = chat && agentOf(chat);
      if (agent && on) tell(chat, "messages", "typing-indicator", { sender: { id: agent.id } });
    },
    transfer(to) {
      this.leave();
      this.accept(to);
    },
    leave() {
      const chat = present();
      const agent = chat && agentOf(chat);
      if (agent) change(chat, agent, "DISCONNECTED");
    },
    resolve() {
      const chat = present();
      if (chat) end(chat);
    },
    refuse() {
      isRefusing = true;
    },
    expire() {
      isExpired = true;
    },
  };
};
