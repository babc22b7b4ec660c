/**
 * Genesys Cloud's web messaging: one socket, and a history over HTTP.
 *
 * A guest's message is repeated to them with their mark; what is said twice is there twice. It says nothing of
 * agents who come, and nothing on a socket whose session has not been configured.
 */
import { type Connection, type FakeTicket, type MakeFake, json, parsed, socketOf } from "../fake.js";

interface Message {
  text?: string;
  type?: string;
  metadata?: { customMessageId?: string };
  events?: { eventType?: string; presence?: { type?: string } }[];
}

export const genesysWebMessaging: MakeFake = ({ now, url }) => {
  const tickets: FakeTicket[] = [];
  const sockets = new Set<Connection>();
  const history: object[] = [];
  let numbers = 1;
  let isExpired = false;
  let isRefusing = false;
  const present = () => tickets.find(({ open }) => open);
  const frame = (kind: string, code: number, body: unknown, tracingId?: string) => JSON.stringify({ type: ["StructuredMessage", "SessionClearedEvent"].includes(kind) ? "message" : "response", class: kind, code, body, tracingId });
  const tell = (message: object, keeps = true) => {
    const body = { id: `message-${numbers++}`, direction: "Outbound", channel: { time: new Date(now()).toISOString() }, ...message };
    if (keeps) history.unshift(body);
    for (const socket of sockets) socket.send(frame("StructuredMessage", 200, body));
  };
  const heard = (connection: Connection, message: Message, tracingId: string | undefined) => {
    const presence = message.events?.[0]?.presence?.type;
    if (presence === "Clear") {
      for (const ticket of tickets) ticket.open = false;
      return connection.send(frame("SessionClearedEvent", 200, {}, tracingId));
    }
    if (message.type === "Event" && presence === undefined) return;
    let ticket = tickets.at(-1);
    if (ticket === undefined) {
      ticket = { said: [], files: [], before: message.text ?? "", open: true, agent: null };
      tickets.push(ticket);
    } else if (message.text !== undefined) ticket.said.push(message.text);
    const body = { ...message, id: `message-${numbers++}`, direction: "Inbound", channel: { time: new Date(now()).toISOString(), type: "Private" } };
    history.unshift(body);
    connection.send(frame("StructuredMessage", 200, body, tracingId));
  };

  return {
    settings: { kind: "genesysWebMessaging", domain: "genesys.example", socketUrl: socketOf(url), apiUrl: url, deploymentId: "d1" },
    section: { genesys: {} },
    tickets,
    http(_, reply) {
      reply(isExpired ? json(401, { code: "credentials.expired", status: 401 }) : json(200, { entities: history, pageSize: 100, pageNumber: 1, total: history.length, pageCount: 1 }));
    },
    heard(connection, body) {
      const { action, tracingId, message = {} } = parsed(body) as { action?: string; tracingId?: string; message?: Message };
      if (isExpired) return connection.send(frame("string", 4006, "The session has expired", tracingId));
      if (action === "configureSession") {
        if (isRefusing) return connection.send(frame("string", 4000, "The feature is not available", tracingId));
        sockets.add(connection);
        const isOver = tickets.length > 0 && present() === undefined;
        connection.send(frame("SessionResponse", 200, { connected: true, newSession: tickets.length === 0, readOnly: isOver, maxCustomDataBytes: 2048 }, tracingId));
      } else if (!sockets.has(connection)) connection.send(frame("string", 4007, "There is no session", tracingId));
      else if (action === "getJwt") connection.send(frame("JwtResponse", 200, { jwt: "guest-token", exp: Math.floor(now() / 1000) + 60 }, tracingId));
      else if (action === "echo") connection.send(frame("StructuredMessage", 200, { ...message, id: `message-${numbers++}`, direction: "Inbound" }, tracingId));
      else if (action === "onMessage") heard(connection, message, tracingId);
    },
    closed(connection) {
      sockets.delete(connection);
    },
    // The guest is told neither place nor wait, nor who will answer.
    queue() {},
    accept(agent) {
      const ticket = present();
      if (ticket) ticket.agent = agent;
    },
    say(text) {
      const agent = present()?.agent;
      if (agent) tell({ type: "Text", text, originatingEntity: "Human", channel: { from: { nickname: agent.name } } });
    },
    typing(on) {
      if (present()?.agent && on) tell({ type: "Event", events: [{ eventType: "Typing", typing: { type: "On" } }] }, false);
    },
    transfer(to) {
      this.accept(to);
    },
    // The conversation is over with the last agent.
    leave() {
      this.resolve();
    },
    resolve() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.open = false;
      tell({ type: "Event", events: [{ eventType: "Presence", presence: { type: "Disconnect" } }], metadata: { readOnly: "true" } });
    },
    refuse() {
      isRefusing = true;
    },
    expire() {
      isExpired = true;
    },
  };
};
