/**
 * Genesys Cloud's web messaging: one socket, and a history over HTTP.
 *
 * A guest's message is repeated to them with their mark; what is said twice is there twice. It says nothing of
 * agents who come, and nothing on a socket whose session has not been configured. A file is announced, put within a
 * minute where it says, and then sent by its name.
 */
import type { Attachment } from "../../../index.js";
import { type Connection, type FakeTicket, type MakeFake, json, parsed, socketOf } from "../fake.js";

interface Message {
  text?: string;
  type?: string;
  content?: { contentType: string; attachment: { id: string } }[];
  metadata?: { customMessageId?: string };
  events?: { eventType?: string; presence?: { type?: string } }[];
}

interface Said {
  action?: string;
  tracingId?: string;
  message?: Message;
  attachmentId?: string;
  fileName?: string;
  fileType?: string;
}

/** A file on its way. */
interface Upload {
  name: string;
  type: string;
  announcedAt: number;
  file: Attachment | null;
}

/** How long a file may be put where it was to be put. */
const MINUTE = 60_000;
/** Frames that answer nothing. */
const PUSHED = ["StructuredMessage", "SessionClearedEvent", "UploadSuccessEvent", "GenerateUrlError"];
const MEDIA = { allowedMedia: { inbound: { fileTypes: [{ type: "*/*" }], maxFileSizeKB: 10_240 } }, blockedExtensions: [".ade"] };
/** What has to come with its bytes. */
const TAGS = { "x-amz-tagging": "organizationId=o1&originPlatform=PureCloud" };

export const genesysWebMessaging: MakeFake = ({ now, url }) => {
  const tickets: FakeTicket[] = [];
  const sockets = new Set<Connection>();
  const history: object[] = [];
  const uploads = new Map<string, Upload>();
  let numbers = 1;
  let isExpired = false;
  let isRefusing = false;
  const present = () => tickets.find(({ open }) => open);
  const frame = (kind: string, code: number, body: unknown, tracingId?: string) => JSON.stringify({ type: PUSHED.includes(kind) ? "message" : "response", class: kind, code, body, tracingId });
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
    const sent = (message.content ?? []).map(({ attachment: { id } }) => ({ id, ...uploads.get(id) }));
    if (!sent.every(({ file }) => file)) return connection.send(frame("string", 4009, "There is no such attachment", tracingId));
    let ticket = tickets.at(-1);
    if (ticket === undefined) {
      ticket = { said: [], files: [], before: message.text ?? "", open: true, agent: null };
      tickets.push(ticket);
    } else if (message.text) ticket.said.push(message.text);
    ticket.files.push(...sent.flatMap(({ file }) => file ?? []));
    const content = sent.map(({ id, name, type }) => ({ contentType: "Attachment", attachment: { id, url: `${url}/files/${id}`, filename: name, mediaType: "File", mime: type } }));
    const body = { ...message, ...(content.length > 0 ? { content } : {}), id: `message-${numbers++}`, direction: "Inbound", channel: { time: new Date(now()).toISOString(), type: "Private" } };
    history.unshift(body);
    connection.send(frame("StructuredMessage", 200, body, tracingId));
  };
  const announced = (connection: Connection, { attachmentId: id = "", fileName: name = "", fileType: type = "" }: Said) => {
    // Whatever the session allows, what is in it may be refused.
    if (name.endsWith(".exe")) return connection.send(frame("GenerateUrlError", 200, { attachmentId: id, errorCode: 4001, errorMessage: "The type of the file is not allowed" }));
    uploads.set(id, { name, type, announcedAt: now(), file: null });
    connection.send(frame("PresignedUrlResponse", 200, { attachmentId: id, headers: TAGS, url: `${url}/uploads/${id}?signature=s${numbers++}`, fileName: name, fileType: type }));
  };

  return {
    settings: { kind: "genesysWebMessaging", domain: "genesys.example", socketUrl: socketOf(url), apiUrl: url, deploymentId: "d1" },
    section: { genesys: {} },
    tickets,
    http({ method, url: { pathname }, headers, body, file }, reply) {
      if (method === "PUT") {
        const id = pathname.replace("/uploads/", "");
        const upload = uploads.get(id);
        const fits = upload !== undefined && headers["content-type"] === upload.type && Object.entries(TAGS).every(([name, value]) => headers[name] === value);
        if (!fits || now() > upload.announcedAt + MINUTE) return reply({ status: 403 });
        if (file === null && body === "") return reply({ status: 400 });
        upload.file = file ?? { url: "", name: upload.name, mimeType: upload.type };
        reply({ status: 200 });
        const event = { attachmentId: id, downloadUrl: `${url}/files/${id}`, timestamp: new Date(now()).toISOString() };
        for (const socket of sockets) socket.send(frame("UploadSuccessEvent", 200, event));
        return;
      }
      reply(isExpired ? json(401, { code: "credentials.expired", status: 401 }) : json(200, { entities: history, pageSize: 100, pageNumber: 1, total: history.length, pageCount: 1 }));
    },
    heard(connection, body) {
      const said = parsed(body) as Said;
      const { action, tracingId, message = {} } = said;
      if (isExpired) return connection.send(frame("string", 4006, "The session has expired", tracingId));
      if (action === "configureSession") {
        if (isRefusing) return connection.send(frame("string", 4000, "The feature is not available", tracingId));
        sockets.add(connection);
        const isOver = tickets.length > 0 && present() === undefined;
        connection.send(frame("SessionResponse", 200, { connected: true, newSession: tickets.length === 0, readOnly: isOver, maxCustomDataBytes: 2048, ...MEDIA }, tracingId));
      } else if (!sockets.has(connection)) connection.send(frame("string", 4007, "There is no session", tracingId));
      else if (action === "getJwt") connection.send(frame("JwtResponse", 200, { jwt: "guest-token", exp: Math.floor(now() / 1000) + 60 }, tracingId));
      else if (action === "echo") connection.send(frame("StructuredMessage", 200, { ...message, id: `message-${numbers++}`, direction: "Inbound" }, tracingId));
      else if (action === "onAttachment") announced(connection, said);
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
