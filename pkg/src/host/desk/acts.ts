/**
 * What an agent can do to a ticket, as frames; nothing where the ticket does not allow it.
 *
 * An act is asked on the newest state, and changes none: the frames are stored in the desk's
 * log, and the projection makes the change of them. Some concern the desks alone.
 */
import type { Colleague, TransferTarget } from "../../../host.js";
import type { Agent, Attachment, DeskMessage } from "../types.js";
import { isOf } from "./board.js";
import { type State, phase } from "./ticket.js";

/** A frame of a ticket. */
export interface Said {
  frame: DeskMessage;
  /** `conversation`: the engine hears it, and the desks see it. `desks`: never leaves them. `engine`: is no event of the ticket. */
  to: "conversation" | "desks" | "engine";
}

/** Answers what an act comes to; an empty list if it is not possible. */
export type Act = (state: State) => Said[];

/** The acts of one agent. */
export function actsOf(agent: Agent & { id: string }) {
  const whileMine = (frames: (state: State) => Said[]): Act => (state) => (isOf(state, agent.id) ? frames(state) : []);
  return {
    accept: ((state) => (phase(state) === "waiting" ? [tell({ type: "accepted", agent })] : [])) satisfies Act,
    /** One that was accepted is given back first. */
    decline: ((state) => {
      const isFresh = isOf(state, agent.id) && !state.spoken;
      if (phase(state) !== "waiting" && !isFresh) return [];
      return [...(isFresh ? [tell({ type: "declined" })] : []), keep({ type: "decline", agent })];
    }) satisfies Act,
    returnToQueue: whileMine(({ spoken }) => [tell({ type: spoken ? "left" : "declined" })]),
    reply: (text: string, attachments: Attachment[]) =>
      whileMine(() => (isBlank(text) && attachments.length === 0 ? [] : [tell({ type: "message", text: isBlank(text) ? null : text, attachments, agent })])),
    inject: (text: string) => whileMine(({ request }) => (isBlank(text) || request?.allowInject !== true ? [] : [tell({ type: "inject", text })])),
    note: (text: string): Act => () => (isBlank(text) ? [] : [keep({ type: "note", text, agent })]),
    /** To a colleague who is there, or to whoever has the skills. */
    transfer: (target: TransferTarget, colleagues: Colleague[]) =>
      whileMine(() => {
        const to = "agent" in target ? colleague(colleagues, target.agent) : { skills: target.skills, languages: target.languages ?? [] };
        return to === null ? [] : [tell({ type: "transfer", to })];
      }),
    resolve: (summary: string | null, resolution: string | null) => whileMine(() => [tell({ type: "resolved", summary, resolution })]),
  };
}

function tell(frame: DeskMessage): Said {
  return { frame, to: "conversation" };
}

function keep(frame: DeskMessage): Said {
  return { frame, to: "desks" };
}

function colleague(colleagues: Colleague[], id: string): { agent: Agent } | null {
  const found = colleagues.find((one) => one.id === id);
  return found === undefined ? null : { agent: { id, displayName: found.displayName, avatarImage: found.avatarImage ?? undefined } };
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
