/**
 * The desk's tickets, folded from its log and from nothing else.
 *
 * Every desk that reads the same log has the same tickets, after a reload as before. What
 * the engine says is taken in the order of its `seq`: what was seen is dropped, what comes
 * too early waits for what is missing. Lines that cannot be read are dropped and reported.
 */
import type { TicketLine } from "../../../host.js";
import type { Report } from "../error.js";
import { attachments, isCount, object, record, text } from "../frame.js";
import type { Millis } from "../types.js";
import { type State, author, begin, outcomeOf, requestOf } from "./ticket.js";

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
    const { provider, conversation, at, from, message, frame, handover, delivered } = record(line);
    const number = from === "host" ? handover : record(from === "engine" ? message : frame)["handover"];
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
        const { id: agent, displayName, avatarImage } = record(frame["agent"]);
        if (state.agent !== null || typeof agent !== "string") return;
        state.agent = { id: agent, displayName: text(displayName) ?? undefined, avatarImage: text(avatarImage) ?? undefined };
        this.waits.set(state.provider, [...(this.waits.get(state.provider) ?? []), at - state.waitingSince].slice(-SAMPLES));
        state.told = null;
        return;
      }
      case "message":
        state.spoken = true;
        return add(state, frame, { key: id, kind: "message", author: "agent", name: state.agent?.displayName ?? null, at, delivered: false });
      case "inject":
        return add(state, frame, { key: id, kind: "inject", author: "agent", name: state.agent?.displayName ?? null, at, delivered: false });
      case "declined":
      case "left":
        state.agent = null;
        state.spoken = false;
        state.waitingSince = at;
        return;
      case "resolved":
        state.outcome ??= outcomeOf("resolved", frame, at);
    }
  }

  #drop(): void {
    this.report("mail_invalid", "a line of the desk's log cannot be read and is dropped");
  }
}

/** Appends a line, whatever of it can be read; the array is replaced, for others hold the one before. */
function add(state: State, said: Record<string, unknown>, line: Pick<TicketLine, "key" | "kind" | "author" | "at"> & Partial<TicketLine>): void {
  const content = { text: text(said["text"]), data: object(said["data"]), attachments: attachments(said["attachments"]) };
  state.lines = [...state.lines, { name: null, delivered: true, ...content, ...line }];
}
