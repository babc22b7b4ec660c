/**
 * A desk as `docs/desk.md` describes it, and as a stranger would write one.
 *
 * It keeps the highest number that it has of a handover, drops what it has seen, and asks for what is missing. What
 * it says has an identifier of its own choice.
 */
import type { Attachment, DeskMessage } from "../../../index.js";
import { type FakeAgent, type FakeTicket, type MakeFake } from "../fake.js";

export const desk: MakeFake = ({ letter }) => {
  const tickets: (FakeTicket & { handover: number; seq: number })[] = [];
  let numbers = 1;
  let isRefusing = false;
  const present = () => tickets.find(({ open }) => open);
  const tell = ({ handover }: { handover: number }, type: string, fields: object = {}) => letter(JSON.stringify({ type, handover, id: `desk-${numbers++}`, ...fields }));
  const person = ({ id, name }: FakeAgent) => ({ id, displayName: name });
  const asks = (handover: number, after: number) => letter(JSON.stringify({ type: "sync", handover, after }));

  const opened = (message: DeskMessage, handover: number) => {
    if (tickets.some((ticket) => ticket.handover === handover)) return;
    const lines = message["transcript"] as { text: string }[];
    const ticket = { handover, seq: 1, said: [], files: [], before: lines.map(({ text }) => text).join("\n"), open: !isRefusing, agent: null };
    tickets.push(ticket);
    if (isRefusing) return tell(ticket, "failed", { code: "no_agent_available", message: "nobody is there" });
    tell(ticket, "queued", { position: 2, estimatedWaitTime: 120_000 });
  };

  return {
    settings: { kind: "desk" },
    section: { desk: { skills: ["billing"], priority: "high" } },
    tickets,
    http: (_, reply) => reply({ status: 404 }),
    letter(message) {
      const { type } = message;
      const [handover, seq] = [Number(message["handover"]), Number(message["seq"] ?? 0)];
      if (type === "request") return opened(message, handover);
      const ticket = tickets.find((one) => one.handover === handover);
      if (seq === 0) return;
      if (ticket === undefined) return asks(handover, 0);
      if (seq <= ticket.seq) return;
      if (seq > ticket.seq + 1) return asks(handover, ticket.seq);
      ticket.seq = seq;
      if (type === "message" && message["author"] === "visitor") {
        ticket.said.push(String(message["text"]));
        ticket.files.push(...((message["attachments"] ?? []) as Attachment[]));
      }
      if (type === "end") ticket.open = false;
    },
    isBack() {
      for (const { handover, seq } of tickets) asks(handover, seq);
    },
    queue(position, wait) {
      const ticket = present();
      if (ticket) tell(ticket, "queued", { position, estimatedWaitTime: wait * 1000 });
    },
    accept(agent) {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = agent;
      tell(ticket, "accepted", { agent: person(agent) });
    },
    say(text) {
      const ticket = present();
      if (ticket?.agent) tell(ticket, "message", { text, agent: person(ticket.agent) });
    },
    typing(on) {
      const ticket = present();
      if (ticket) letter(JSON.stringify({ type: "typing", handover: ticket.handover, on }));
    },
    transfer(to) {
      const ticket = present();
      if (ticket) tell(ticket, "transfer", { to: { agent: person(to) } });
      this.accept(to);
    },
    leave() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.agent = null;
      tell(ticket, "left");
    },
    resolve() {
      const ticket = present();
      if (ticket === undefined) return;
      ticket.open = false;
      tell(ticket, "resolved", { summary: "done", resolution: "solved" });
    },
    refuse() {
      isRefusing = true;
    },
  };
};
