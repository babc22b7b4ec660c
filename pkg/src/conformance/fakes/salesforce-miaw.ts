/**
 * Salesforce Messaging for In-App and Web: the interface of custom clients, and its stream of events.
 *
 * A conversation and a message that it has are not taken again. A stream begins behind the event that it is asked
 * to begin behind. A token that has expired lets nobody in, and is good for a new one. Whoever hands over stays until
 * the next agent is there.
 */
import { type Connection, type FakeTicket, type MakeFake, json, parsed } from "../fake.js";

interface Conversation extends FakeTicket {
  id: string;
  ids: Set<string>;
}

export const salesforceMiaw: MakeFake = ({ now, url }) => {
  const tickets: Conversation[] = [];
  const streams = new Set<Connection>();
  const events: { name: string; body: string }[] = [];
  let token = 1;
  let isRefusing = false;
  const unknown = ({ headers }: { headers: Record<string, string> }) => (headers["authorization"] === `Bearer token-${token}` ? null : json(401, { message: "Jwt is expired" }));
  const present = () => tickets.find(({ open }) => open);
  const push = (stream: Connection, index: number) => {
    const event = events[index];
    if (event) stream.send(event.body, { event: event.name, id: String(index + 1) });
  };
  const tell = ({ id, agent }: Conversation, name: string, payload: object, role = "System") => {
    const conversationEntry = {
      identifier: `entry-${events.length}`,
      sender: { role, subject: role === "Agent" ? agent?.id : undefined },
      senderDisplayName: role === "Agent" ? agent?.name : undefined,
      transcriptedTimestamp: now(),
      entryPayload: JSON.stringify(payload),
    };
    events.push({ name: `CONVERSATION_${name}`, body: JSON.stringify({ channelType: "embedded_messaging", conversationId: id, conversationEntry }) });
    for (const stream of streams) push(stream, events.length - 1);
  };
  const change = (ticket: Conversation, operation: "add" | "remove", agent = ticket.agent) => {
    const participant = { role: "Agent", subject: agent?.id };
    tell(ticket, "PARTICIPANT_CHANGED", { entries: [{ operation, displayName: agent?.name, participant }] });
  };

  return {
    settings: { kind: "salesforceMiaw", url, organizationId: "00D000000000001", esDeveloperName: "web" },
    section: { salesforceMiaw: {} },
    tickets,
    turnsAway: unknown,
    http(request, reply) {
      const { method, url: { pathname }, body, form } = request;
      const path = pathname.replace("/iamessage/api/v2/", "");
      if (/^authorization\/(un)?authenticated\/access-token$/.test(path)) return reply(json(200, { accessToken: `token-${token}`, lastEventId: "0" }));
      if (path === "authorization/continuation-access-token") return reply(json(200, { accessToken: `token-${token}` }));
      const refusal = unknown(request);
      if (refusal !== null) return reply(refusal);
      const said = parsed(body) as { conversationId?: string; message?: { id: string; staticContent?: { text?: string } } };
      if (path === "conversation") {
        const id = said.conversationId ?? "";
        if (!tickets.some((ticket) => ticket.id === id)) {
          const ticket: Conversation = { id, ids: new Set(), said: [], files: [], before: "", open: true, agent: null };
          tickets.push(ticket);
          tell(ticket, "ROUTING_RESULT", { routingType: "Initial", failureType: isRefusing ? "RoutingError" : "None" });
        }
        return reply({ status: 201 });
      }
      const [, id, rest] = /^conversation\/([^/]+)(.*)$/.exec(path) ?? [];
      const ticket = tickets.find((one) => one.id === id);
      if (ticket === undefined) return reply(json(404, {}));
      if (method === "DELETE") ticket.open = false;
      else if (rest === "/message" && said.message !== undefined && !ticket.ids.has(said.message.id)) {
        ticket.ids.add(said.message.id);
        ticket.said.push(said.message.staticContent?.text ?? "");
      } else if (rest === "/file") {
        const entry = parsed(form.find(({ name }) => name === "messageEntry")?.value ?? "") as typeof said;
        const id = entry.message?.id ?? "";
        if (!ticket.ids.has(id)) ticket.files.push(...form.flatMap(({ attachment }) => attachment ?? []));
        ticket.ids.add(id);
      }
      reply({ status: method === "DELETE" ? 204 : 202 });
    },
    opened(connection) {
      streams.add(connection);
      const seen = Number(connection.headers["last-event-id"] ?? 0);
      for (let index = seen; index < events.length; index += 1) push(connection, index);
    },
    closed(connection) {
      streams.delete(connection);
    },
    queue(position) {
      const ticket = present();
      if (ticket) tell(ticket, "QUEUE_POSITION", { position });
    },
    accept(agent) {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = agent;
      change(ticket, "add");
    },
    say(text) {
      const ticket = present();
      if (ticket?.agent) tell(ticket, "MESSAGE", { abstractMessage: { messageType: "StaticContentMessage", staticContent: { formatType: "Text", text } } }, "Agent");
    },
    typing(on) {
      const ticket = present();
      if (ticket?.agent) tell(ticket, `TYPING_${on ? "STARTED" : "STOPPED"}_INDICATOR`, {}, "Agent");
    },
    transfer(to) {
      const ticket = present();
      if (ticket === undefined) return;
      tell(ticket, "ROUTING_RESULT", { routingType: "Transfer", failureType: "None" });
      const former = ticket.agent;
      this.accept(to);
      change(ticket, "remove", former);
    },
    leave() {
      const ticket = present();
      if (ticket === undefined) return;
      change(ticket, "remove");
      ticket.agent = null;
    },
    resolve() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.open = false;
      tell(ticket, "SESSION_STATUS_CHANGED", { sessionStatus: "Ended", sessionEndedByRole: "Agent" });
    },
    refuse() {
      isRefusing = true;
    },
    expire() {
      token += 1;
      for (const stream of streams) stream.close();
      streams.clear();
    },
  };
};
