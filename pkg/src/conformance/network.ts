/**
 * A network that delays, repeats, loses and garbles, between the engine and a fake contact centre.
 *
 * Time is virtual: whatever is due next happens next. It performs the engine's orders as a host does, and knows
 * nothing of any protocol. It keeps what was ordered and what arrived, so that the kit can judge it.
 */
import type { DeskMessage, Effect, Engine, Input, Millis, ProviderRequest } from "../../index.js";
import { eventsOf } from "../host/frame.js";
import type { Connection, Fake, MakeFake, Reply } from "./fake.js";
import { Random } from "./random.js";

/** How often, of 1, what goes wrong. */
export interface Faults {
  /** The request never arrives. */
  requestLost: number;
  /** It arrives, and its answer does not. */
  answerLost: number;
  /** The answer, a frame, a webhook or a letter comes twice. */
  repeated: number;
  /** The provider refuses with 429, 500 or 503 and does nothing. */
  refused: number;
  /** A connection breaks within a minute. */
  broken: number;
  /** A frame arrives cut off, ahead of the whole one. */
  cut: number;
  /** A webhook or a letter is lost; it comes later where its sender sends it again. */
  dropped: number;
  /** How long anything may take, in milliseconds; what takes longer is overtaken. */
  delay: number;
}

export const CALM: Faults = { requestLost: 0, answerLost: 0, repeated: 0, refused: 0, broken: 0, cut: 0, dropped: 0, delay: 40 };

type Send = Extract<Effect, { type: "send" }>;
type Http = Extract<ProviderRequest, { kind: "http" }>;

interface Line {
  send: number;
  connection: Connection;
  /** Whether anything arrives by it. */
  alive: boolean;
  /** It broke; one that was hung up still carries what was said before. */
  isLost: boolean;
  /** When the last frame arrives: they never overtake one another. */
  latest: { in: number; out: number };
}

/** What the engine has ordered, and when. */
export interface Order {
  at: Millis;
  request: ProviderRequest;
}

/** Where the contact centre is. */
export const ADDRESS = "https://centre.example";
/** How long a letter's carrier waits before it tries again. */
const CARRIER = 2_000;

export class Network {
  readonly fake: Fake;
  readonly effects: Effect[] = [];
  readonly orders: Order[] = [];
  /** Everything that the contact centre has pushed, as it arrived. */
  readonly pushed: Input[] = [];
  /** What the desk's carrier could not deliver while nothing went through: the desk asks for it once it is back. */
  readonly undelivered = new Set<DeskMessage>();
  now = 1_772_442_000_000;

  readonly #random: Random;
  readonly #events: { at: number; order: number; happen: () => void }[] = [];
  #order = 0;
  #wakeAt: number | null = null;
  #outUntil = 0;
  readonly #addresses = new Set<string>();
  #line: Line | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly provider: string,
    private readonly conversation: string,
    make: MakeFake,
    private readonly faults: Faults,
    seed: number,
  ) {
    this.#random = new Random(seed);
    this.fake = make({
      url: ADDRESS,
      webhook: (body, headers = {}) => this.#webhook(body, headers, 0),
      letter: (body) => this.#mail(this.#outage, () => this.#push({ type: "frame", provider: this.provider, body })),
      now: () => this.now,
    });
  }

  /** Something happens to the conversation now. */
  feed(input: Input): Effect[] {
    const { effects, wakeAt } = this.engine.handle(this.conversation, input, this.now);
    this.#wakeAt = wakeAt;
    this.effects.push(...effects);
    for (const effect of effects) {
      if (effect.type !== "send") continue;
      this.orders.push({ at: this.now, request: effect.request });
      this.#perform(effect);
    }
    return effects;
  }

  /** Something happens later. */
  after(delay: number, happen: () => void): void {
    this.#at(this.now + delay, happen);
  }

  /** Lets everything happen that is due until then. */
  run(until: number): void {
    for (;;) {
      this.#events.sort((one, other) => one.at - other.at || one.order - other.order);
      const next = this.#events[0];
      const due = Math.min(next?.at ?? Infinity, this.#wakeAt ?? Infinity);
      if (due > until) break;
      this.now = Math.max(this.now, due);
      if (next !== undefined && next.at === due) {
        this.#events.shift();
        next.happen();
      } else {
        this.#wakeAt = null;
        this.feed({ type: "wake" });
      }
    }
    this.now = until;
  }

  /** Nothing goes through for so long: for ever, if nobody says how long. */
  cutOff(duration = Infinity): void {
    this.#outUntil = this.now + duration;
    if (this.#line !== null) this.#lose(this.#line, "the connection is lost");
    if (duration < Infinity) this.after(duration, () => this.fake.isBack?.());
  }

  /** Whether a connection stands. */
  get isConnected(): boolean {
    return this.#line?.alive === true;
  }

  /** Whether nothing goes through, and never will again. */
  get isCutOff(): boolean {
    return this.#outUntil === Infinity;
  }

  get #isOut(): boolean {
    return this.now < this.#outUntil;
  }

  /** How long it still lasts that nothing goes through. */
  get #outage(): Millis {
    return Math.max(0, this.#outUntil - this.now);
  }

  #at(at: number, happen: () => void): void {
    this.#events.push({ at, order: this.#order++, happen });
  }

  #delay(): number {
    return this.#random.between(1, Math.max(1, this.faults.delay));
  }

  #push(frame: Input): void {
    this.pushed.push(frame);
    this.feed(frame);
  }

  #perform({ send, request }: Send): void {
    switch (request.kind) {
      case "http":
        return this.#http(send, request);
      case "uuid": {
        const body = this.#random.uuid();
        return this.after(1, () => this.feed({ type: "answer", send, status: 200, body }));
      }
      case "webhook":
        if (request.action === "open") this.#addresses.add(request.address);
        else this.#addresses.delete(request.address);
        return;
      case "socket":
        if (request.action === "open") return this.#open(send, request.url ?? "", {});
        if (request.action === "close") return this.#hangUp();
        return this.#speak(send, request.body ?? "");
      case "events":
        return request.action === "open" ? this.#open(send, request.url, request.headers) : this.#hangUp();
      case "desk":
        return this.#letter(send, request.message);
    }
  }

  #http(send: number, request: Http): void {
    const { faults } = this;
    let over = false;
    const answer = (input: Input) => {
      if (over) return;
      over = true;
      this.after(this.#delay(), () => this.feed(input));
      if (this.#random.happens(faults.repeated)) this.after(this.#delay() + faults.delay, () => this.feed(input));
    };
    const failed = () => answer({ type: "sendFailed", send, message: `no answer within ${request.timeout} ms` });
    this.after(request.timeout, failed);
    if (this.#isOut || this.#random.happens(faults.requestLost)) return this.after(this.#delay(), failed);
    if (this.#random.happens(faults.refused)) {
      const status = [429, 500, 503][this.#random.between(0, 2)] ?? 500;
      const headers: Record<string, string> = status === 429 ? { "retry-after": "2" } : {};
      return answer({ type: "answer", send, status, headers, body: "" });
    }
    const isLost = this.#random.happens(faults.answerLost);
    const reply = ({ status, headers = {}, body = "" }: Reply) =>
      isLost || this.#isOut ? failed() : answer({ type: "answer", send, status, headers, body });
    this.after(this.#delay(), () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
      const exchange = { method: request.method, url: new URL(request.url), headers, body: request.body ?? "", form: request.form ?? [], file: request.file ?? null };
      this.fake.http(exchange, reply);
    });
  }

  // ------------------------------------------------------------ connections

  #open(send: number, url: string, headers: Record<string, string>): void {
    if (this.#isOut) return this.after(this.#delay(), () => this.feed({ type: "sendFailed", send, message: "nobody answers" }));
    const line: Line = {
      send,
      alive: true,
      isLost: false,
      latest: { in: this.now, out: this.now },
      connection: {
        url: new URL(url),
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? "")])),
        send: (body, event) => this.#frame(line, body, event),
        close: () => this.#lose(line, "the connection was closed"),
      },
    };
    this.#line = line;
    this.after(this.#delay(), () => {
      if (!line.alive) return;
      const refusal = this.fake.turnsAway?.(line.connection) ?? null;
      if (refusal !== null) {
        line.alive = false;
        if (this.#line === line) this.#line = null;
        return void this.feed({ type: "answer", send, ...refusal });
      }
      this.feed({ type: "answer", send, status: 101 });
      this.fake.opened?.(line.connection);
    });
    if (this.#random.happens(this.faults.broken)) this.after(this.#random.between(100, 60_000), () => this.#lose(line, "the connection is lost"));
  }

  #speak(send: number, body: string): void {
    const line = this.#line;
    if (line === null || !line.alive) return this.after(1, () => this.feed({ type: "sendFailed", send, message: "there is no connection" }));
    line.latest.out = Math.max(line.latest.out, this.now + this.#delay());
    this.#at(line.latest.out, () => line.isLost || this.fake.heard?.(line.connection, body));
  }

  #frame(line: Line, body: string, event: { event: string; id: string } | undefined): void {
    const frame: Input = { type: "frame", provider: this.provider, body, ...(event ? { headers: event } : {}) };
    const times = this.#random.happens(this.faults.repeated) ? 2 : 1;
    if (this.#random.happens(this.faults.cut)) this.after(1, () => line.alive && this.feed({ ...frame, body: body.slice(0, body.length >> 1) }));
    for (let time = 0; time < times; time += 1) {
      line.latest.in = Math.max(line.latest.in, this.now + this.#delay());
      this.#at(line.latest.in, () => line.alive && this.#push(frame));
    }
  }

  #hangUp(): void {
    const line = this.#line;
    if (line === null) return;
    line.alive = false;
    this.#line = null;
    this.#at(line.latest.out, () => this.fake.closed?.(line.connection));
  }

  #lose(line: Line, message: string): void {
    if (!line.alive) return;
    line.alive = false;
    line.isLost = true;
    if (this.#line === line) this.#line = null;
    this.fake.closed?.(line.connection);
    this.after(1, () => this.feed({ type: "sendFailed", send: line.send, message }));
  }

  // -------------------------------------------------------- webhooks, letters

  #webhook(body: string, headers: Record<string, string>, attempt: number): void {
    const again = this.fake.sentAgain?.[attempt];
    const isLost = this.#isOut || this.#random.happens(this.faults.dropped);
    if (isLost) return again === undefined ? undefined : this.after(again, () => this.#webhook(body, headers, attempt + 1));
    const times = this.#random.happens(this.faults.repeated) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      this.after(this.#delay(), () => {
        const addresses = [body, ...eventsOf(body)].map((event) => this.engine.webhook(this.provider, { body: event, headers }).address);
        // One that concerns no conversation is answered and forgotten, as every host does.
        if (addresses.some((address) => address !== null && this.#addresses.has(address))) this.#push({ type: "frame", provider: this.provider, body, headers });
      });
    }
  }

  #letter(send: number, message: DeskMessage): void {
    const isRequest = message.type === "request";
    const answer = (input: Input) => void this.after(this.#delay(), () => this.feed(input));
    if (isRequest && this.#random.happens(this.faults.refused)) return answer({ type: "answer", send, status: 503 });
    const isLost = this.#random.happens(this.faults.answerLost);
    this.#mail(0, () => {
      if (!this.#isOut) this.fake.letter?.(message);
      else if (!isRequest) return void this.undelivered.add(message);
      if (isRequest && this.#isOut) answer({ type: "sendFailed", send, message: "no desk takes it" });
      else if (isRequest && !isLost) answer({ type: "answer", send, status: 202 });
    });
  }

  /** Letters arrive at least once, in any order. A desk keeps its own while it is cut off, and asks for those that it has missed. */
  #mail(wait: Millis, arrive: () => void): void {
    if (wait === Infinity) return;
    const times = this.#random.happens(this.faults.repeated) ? 2 : 1;
    const carried = wait + (this.#random.happens(this.faults.dropped) ? CARRIER : 0);
    for (let time = 0; time < times; time += 1) this.after(carried + this.#delay(), arrive);
  }
}
