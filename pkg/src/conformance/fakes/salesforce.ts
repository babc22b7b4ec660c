/**
 * The Live Agent REST interface of Salesforce Chat, version 52.
 *
 * A post with a number that it has had is answered and dropped, and one that leaves a number out is refused. A poll is
 * held until there is something to tell, or until another takes its place. What is asked of a session that moves is
 * refused, and what is posted before a poll has brought its data is an error.
 */
import { type FakeTicket, type MakeFake, type Reply, json, parsed } from "../fake.js";

interface Message {
  type: string;
  message: object;
}

interface Session extends FakeTicket {
  key: string;
  affinity: string;
  posted: number;
  sequence: number;
  /** What has not been acknowledged yet, as it was sent. */
  sent: { sequence: number; messages: Message[] } | null;
  news: Message[];
  poll: ((reply: Reply) => void) | null;
  isMoving: boolean;
  /** It has been taken up again, and no poll has brought its data yet. */
  isUntold: boolean;
  started: boolean;
}

/** How many seconds a poll is held. */
const HELD = 40;

export const salesforce: MakeFake = ({ url, after }) => {
  const sessions: Session[] = [];
  const tickets: Session[] = [];
  let isExpired = false;
  let isRefusing = false;
  const present = () => tickets.find(({ open }) => open);
  const flush = (session: Session) => {
    if (session.poll === null || session.news.length === 0) return;
    session.sequence += 1;
    session.sent = { sequence: session.sequence, messages: session.news.splice(0) };
    const reply = session.poll;
    session.poll = null;
    session.isUntold = false;
    reply(json(200, { ...session.sent, offset: session.sequence * 10 }));
  };
  const tell = (session: Session, type: string, message: object = {}) => {
    session.news.push({ type, message });
    flush(session);
  };

  return {
    settings: { kind: "salesforce", baseUrl: url, organizationId: "00D", deploymentId: "572", buttonId: "573" },
    section: { salesforce: {} },
    tickets,
    http({ method, url: { pathname, searchParams }, headers, body }, reply) {
      const path = pathname.replace("/chat/rest/", "");
      if (method === "GET" && path === "System/SessionId") {
        const number = sessions.length + 1;
        const session: Session = { key: `key-${number}`, affinity: `affinity-${number}`, posted: 0, sequence: 0, sent: null, news: [], poll: null, isMoving: false, isUntold: false, started: false, said: [], files: [], before: "", open: false, agent: null };
        sessions.push(session);
        return reply(json(200, { id: `id-${number}`, key: session.key, affinityToken: session.affinity, clientPollTimeout: HELD }));
      }
      const session = sessions.find(({ key }) => key === headers["x-liveagent-session-key"]);
      if (session === undefined || isExpired) return reply({ status: 403 });
      if (method === "GET" && path === "System/ReconnectSession") {
        session.affinity = `${session.affinity}+`;
        return reply(json(200, { messages: [{ type: "ReconnectSession", message: { resetSequence: false, affinityToken: session.affinity } }] }));
      }
      if (path === "Chasitor/ChasitorResyncState") {
        session.isMoving = false;
        session.isUntold = true;
        session.news.unshift({ type: "ChasitorSessionData", message: {} });
        return reply({ status: 200, body: "OK" });
      }
      if (session.isMoving || headers["x-liveagent-affinity"] !== session.affinity) return reply({ status: 503 });
      if (method === "GET" && path === "System/Messages") {
        if (session.poll !== null) session.poll({ status: 204 });
        const ack = Number(searchParams.get("ack"));
        if (session.sent !== null && ack < session.sent.sequence) {
          session.isUntold &&= !session.sent.messages.some(({ type }) => type === "ChasitorSessionData");
          return reply(json(200, { ...session.sent, offset: session.sequence * 10 }));
        }
        session.sent = null;
        session.poll = reply;
        after(HELD * 1_000, () => {
          if (session.poll !== reply) return;
          session.poll = null;
          reply({ status: 204 });
        });
        return flush(session);
      }
      if (method === "DELETE") return reply({ status: 200, body: "OK" });
      const number = Number(headers["x-liveagent-sequence"]);
      if (session.isUntold || number > session.posted + 1) return reply({ status: 400 });
      if (number <= session.posted) return reply({ status: 202, body: "OK" });
      session.posted = number;
      reply({ status: 200, body: "OK" });
      if (path === "Chasitor/ChasitorInit") {
        if (isRefusing) return tell(session, "ChatRequestFail", { reason: "Unavailable", attachedRecords: [] });
        session.open = true;
        tickets.push(session);
        tell(session, "ChatRequestSuccess", { connectionTimeout: 150_000, queuePosition: 2, estimatedWaitTime: 90 });
      } else if (path === "Chasitor/ChatMessage") session.said.push(String(parsed(body)["text"]));
      else if (path === "Chasitor/ChatEnd") {
        session.open = false;
        tell(session, "ChatEnded", { reason: "client" });
      }
    },
    queue(position, wait) {
      const session = present();
      if (session) tell(session, "QueueUpdate", { position, estimatedWaitTime: wait });
    },
    accept(agent) {
      const session = present();
      if (session === undefined) return;
      session.agent = agent;
      tell(session, "ChatEstablished", { name: agent.name, userId: agent.id });
    },
    say(text) {
      const session = present();
      if (session?.agent) tell(session, "ChatMessage", { text, name: session.agent.name, agentId: session.agent.id });
    },
    typing(on) {
      const session = present();
      if (session) tell(session, on ? "AgentTyping" : "AgentNotTyping");
    },
    transfer(to) {
      const session = present();
      if (session === undefined) return;
      session.agent = to;
      // The session goes where the agent is: what is under way there is refused until it has been taken up again.
      session.isMoving = true;
      session.poll?.({ status: 503 });
      session.poll = null;
      tell(session, "ChatTransferred", { name: to.name, userId: to.id });
    },
    leave() {
      const session = present();
      if (session) tell(session, "AgentDisconnect");
    },
    resolve() {
      const session = present();
      if (session === undefined) return;
      session.open = false;
      tell(session, "ChatEnded", { reason: "agent" });
    },
    refuse() {
      isRefusing = true;
    },
    expire() {
      isExpired = true;
      for (const session of sessions) session.poll?.({ status: 403 });
    },
  };
};
