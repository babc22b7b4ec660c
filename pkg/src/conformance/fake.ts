/**
 * What a fake contact centre is: the other side of a protocol, without I/O and clock.
 *
 * It answers requests, speaks on connections and sends webhooks; its agents do what the kit tells them. It keeps
 * what it was told, so that the kit can count. The same fake is served over real HTTP and WebSockets, where a
 * vendor's own client can talk to it.
 */
import type { Attachment, DeskMessage, Part, ProviderSettings } from "../../index.js";

/** A request as it arrives. */
export interface Exchange {
  method: string;
  url: URL;
  /** By their names in small letters. */
  headers: Record<string, string>;
  body: string;
  form: Part[];
  /** The file that is its body, where the bytes are not there. */
  file: Attachment | null;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A socket or a stream of events that the other side has opened. */
export interface Connection {
  readonly url: URL;
  readonly headers: Record<string, string>;
  /** Sends a frame; a stream's events have a name and an id. */
  send(body: string, event?: { event: string; id: string }): void;
  close(): void;
}

/** Where a fake is, and how it reaches the other side by itself. */
export interface Outside {
  /** Where it is reached, without a slash at its end. */
  readonly url: string;
  webhook(body: string, headers?: Record<string, string>): void;
  /** What a desk says to the engine. */
  letter(body: string): void;
  /** Milliseconds since the Unix epoch, for the times that a protocol tells. */
  now(): number;
  /** Does something later, as a poll that is held no longer. */
  after(delay: number, happen: () => void): void;
}

export interface FakeAgent {
  id: string;
  name: string;
}

/** One conversation as the contact centre has it. */
export interface FakeTicket {
  /** What the visitor has said since it was opened, in order. */
  said: string[];
  files: Attachment[];
  /** What stood before it. */
  before: string;
  open: boolean;
  agent: FakeAgent | null;
}

export interface Fake {
  /** The provider's entry in the engine's options. */
  readonly settings: ProviderSettings;
  /** The node's section for it. */
  readonly section: Record<string, object>;
  /** Everything that was ever opened. */
  readonly tickets: FakeTicket[];
  /** Answers by `reply`, at once or, as a long poll does, later. */
  http(request: Exchange, reply: (reply: Reply) => void): void;
  /** Whether this was not to be done twice: who does not know what became of it cannot send it again. */
  isOnce?(request: Exchange): boolean;
  /** With what a stream of events is refused; null if it is not. */
  turnsAway?(connection: Connection): Reply | null;
  opened?(connection: Connection): void;
  heard?(connection: Connection, body: string): void;
  closed?(connection: Connection): void;
  /** What the engine says to a desk. */
  letter?(message: DeskMessage): void;
  /** It was cut off from the world for a while. */
  isBack?(): void;
  /** How long after a webhook that nobody took it is sent again; missing where it is sent once and never again. */
  readonly sentAgain?: readonly number[];
  /** That an agent has gone is told those who listen, and nobody else, whoever asks. */
  readonly forgets?: boolean;

  // The agent's side; each concerns the open ticket, and does nothing where there is none.
  queue(position: number, wait: number): void;
  accept(agent: FakeAgent): void;
  say(text: string): void;
  typing(on: boolean): void;
  transfer(to: FakeAgent): void;
  leave(): void;
  resolve(): void;
  /** Whoever asks for an agent from now on is refused. */
  refuse(): void;
  /** Nothing works any more: the next requests are refused as by a session that has expired. */
  expire?(): void;
}

export type MakeFake = (outside: Outside) => Fake;

/** The same address for a socket. */
export function socketOf(url: string): string {
  return url.replace(/^http/, "ws");
}

/** Answers JSON. */
export function json(status: number, value: unknown): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** Reads JSON; null if it is none. */
export function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
