/**
 * The desk's tickets, folded from its log and from nothing else.
 *
 * Every desk that reads the same log has the same tickets, after a reload as before. What
 * the engine says is taken in the order of its `seq`: what was seen is dropped, what comes
 * too early waits for what is missing. Lines that cannot be read are dropped and reported.
 */
import type { TicketEvent, TicketLine } from "../../../host.js";
import type { Report } from "../error.js";
import { attachments, isCount, object, record, text, texts } from "../frame.js";
import type { Millis } from "../types.js";
import { type State, agentOf, author, begin, outcomeOf, ratingOf, requestOf } from "./ticket.js";

/** So many accepts make up the estimate. */
const SAMPLES = 5;

export class Projection {
  readonly tickets = new Map<string, State>();
  /** How long the latest visitors of each provider have waited. */
  readonly waits = new Map<string, Millis[]>();

  constructor(
    /** The only provider of interest; `null` all. */
    private readonly provider: string | null,
    private readonly report: Report,
  ) {}

  /** Takes the next line of the log. */
  apply(key: string, line: unknown): void {
    const { provider, conversation, at, from, message, frame, handover, delivered, rating } = record(line);
    const number = from === "host" || from === "visitor" ? handover : record(from === "engine" ? message : frame)["handover"];
    if (typeof provider !== "string" || typeof conversation !== "string" || typeof at !== "number" || !isCount(number)) return this.#drop();
    if (this.provider !== null && provider !== this.provider) return;
    const id = JSON.stringify([provider, conversation, number]);
    let state = this.tickets.get(id);
    if (state === undefined) this.tickets.set(id, (state = begin(id, provider, conversation, number, key)));
    state.keys.push(key);
    if (from === "engine") this.#engine(state, record(message), at);
    else if (from === "desk") this.#desk(state, record(frame), at);
    else if (from === "host") {
      state.lines = state.lines.map((one) => (one.key === delivered ? { ...one, delivered: true } : one));
    } else if (from === "visitor") {
      const given = ratingOf(rating, at);
      if (given === null) return this.#drop();
      state.rating = given;
    } else this.#drop();
  }

  #engine(state: State, message: Record<string, unknown>, at: Millis): void {
    const { seq } = message;
    if (!isCount(seq)) return this.#drop();
    if (seq <= state.seq) return;
    state.early.set(seq, { message, at });
    for (;;) {
      const next = state.early.get(state.seq + 1);
      if (next === undefined) return;
      state.seq += 1;
      state.early.delete(state.seq);
      this.#said(state, next.message, next.at);
    }
  }

  #said(state: State, message: Record<string, unknown>, at: Millis): void {
    switch (message["type"]) {
      case "request":
        state.requestedAt = at;
        state.waitingSince = at;
        Object.assign(state, requestOf(message));
        return;
      case "message":
        return add(state, message, { key: `e${state.seq}`, kind: "message", author: author(message["author"]), at });
      case "notice":
        if (message["code"] === "userLeft") state.away = true;
        if (message["code"] === "userJoined") state.away = false;
        // Whoever took it has not said anything in time: for the engine it waits again.
        if (message["code"] === "other" && !state.spoken) release(state, at, "timedOut");
        return add(state, message, { key: `e${state.seq}`, kind: "notice", author: "system", at });
      case "end":
        state.outcome ??= outcomeOf(message["reason"], message, at);
    }
  }

  #desk(state: State, frame: Record<string, unknown>, at: Millis): void {
    const id = text(frame["id"]);
    if (id === null) return this.#drop();
    switch (frame["type"]) {
      case "queued":
        state.told = JSON.stringify([frame["position"], frame["estimatedWaitTime"]]);
        return;
      case "accepted": {
        const agent = agentOf(frame["agent"]);
        if (state.agent !== null || agent === null) return;
        state.agent = agent;
        this.waits.set(state.provider, [...(this.waits.get(state.provider) ?? []), at - state.waitingSince].slice(-SAMPLES));
        state.told = null;
        return note(state, { type: "accepted", at, agent, to: null });
      }
      case "message":
        state.spoken = true;
        return add(state, frame, { key: id, kind: "message", author: "agent", name: state.agent?.displayName ?? null, at, delivered: false });
      case "inject":
        return add(state, frame, { key: id, kind: "inject", author: "agent", name: state.agent?.displayName ?? null, at, delivered: false });
      case "note":
        return add(state, frame, { key: id, kind: "note", author: "agent", name: agentOf(frame["agent"])?.displayName ?? null, at });
      case "decline": {
        const agent = agentOf(frame["agent"]);
        if (agent === null) return;
        state.declined = new Set(state.declined).add(agent.id);
        if (state.offer.agent?.id === agent.id) state.offer = { ...state.offer, agent: null };
        return note(state, { type: "declined", at, agent, to: null });
      }
      case "declined":
      case "left":
        return release(state, at, "returned");
      case "transfer":
        return transfer(state, record(frame["to"]), at);
      case "resolved":
        state.outcome ??= outcomeOf("resolved", frame, at);
    }
  }

  #drop(): void {
    this.report("mail_invalid", "a line of the desk's log cannot be read and is dropped");
  }
}

/** It waits again, and whoever had it is told apart from whoever has it next. */
function release(state: State, at: Millis, type: "returned" | "timedOut"): void {
  if (state.agent === null) return;
  note(state, { type, at, agent: state.agent, to: null });
  Object.assign(state, { agent: null, spoken: false, waitingSince: at, offer: { ...state.offer, agent: null, from: null } });
}

/** It waits for somebody in particular, or for somebody with other skills; to be asked again undoes a refusal. */
function transfer(state: State, to: Record<string, unknown>, at: Millis): void {
  const from = state.agent;
  const agent = agentOf(to["agent"]);
  const { skills, languages } = agent === null ? { skills: texts(to["skills"]), languages: texts(to["languages"]) } : state.offer;
  const offer = { agent, skills, languages, from };
  const declined = new Set([...state.declined].filter((id) => id !== agent?.id));
  if (from !== null) note(state, { type: "transferred", at, agent: from, to: offer });
  Object.assign(state, { agent: null, spoken: false, waitingSince: at, offer, declined });
}

/** Keeps an event at its place among the lines. */
function note(state: State, event: Omit<TicketEvent, "after">): void {
  state.events = [...state.events, { ...event, after: state.lines.length }];
}

/** Appends a line, whatever of it can be read; the array is replaced, for others hold the one before. */
function add(state: State, said: Record<string, unknown>, line: Pick<TicketLine, "key" | "kind" | "author" | "at"> & Partial<TicketLine>): void {
  const content = { text: text(said["text"]), data: object(said["data"]), attachments: attachments(said["attachments"]) };
  state.lines = [...state.lines, { name: null, delivered: true, ...content, ...line }];
}
