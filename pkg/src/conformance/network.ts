/**
 * A network that delays, repeats, loses and garbles, between the engine and a fake contact centre.
 *
 * Time is virtual: whatever is due next happens next. It performs the engine's orders as a host does, and knows
 * nothing of any protocol. It keeps what was ordered and what arrived, so that the kit can judge it.
 */
import type { DeskMessage, Effect, Engine, Input, Millis, ProviderRequest } from "../../index.js";
import { eventsOf } from "../host/frame.js";
import type { Connection, Exchange, Fake, MakeFake, Reply } from "./fake.js";
import { CALM, type Carrier, type Faults, Met } from "./faults.js";
import { Random } from "./random.js";

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
/** What takes longer is late. */
const LATE = 1_000;
/** How often a request may fail in vain before its sender may give up. */
const ATTEMPTS = 6;
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
  /** What has gone wrong. */
  readonly met = new Met();
  /** Whether nobody could do better than to give the handover up. */
  isHopeless = false;
  /** How often a request has failed, or a connection. */
  failures = 0;
  /** Whether a webhook is lost that its sender has sent again until it gave up. */
  isGivenUp = false;
  /** Whether a connection was lost. */
  wasDeaf = false;
  now = 1_772_442_000_000;

  readonly #random: Random;
  readonly #events: { at: number; order: number; happen: () => void }[] = [];
  #order = 0;
  #wakeAt: number | null = null;
  #outUntil = 0;
  readonly #addresses = new Set<string>();
  #line: Line | null = null;
  /** What is on its way to the contact centre and from it, by the order in which it left. */
  readonly #under = { out: new Set<number>(), in: new Set<number>() };
  #left = 0;
  /** How often each request has failed since it last went well. */
  #kept = 0;
  readonly #vain = new Map<string, number>();

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
      letter: (body) => this.#news(body),
      now: () => this.now,
      after: (delay, happen) => this.after(delay, happen),
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

  /** Something arrives after a while, which may be one that overtakes another. */
  #carry(carrier: Carrier, way: "in" | "out", arrive: () => void, at = this.now + this.#delay()): void {
    const under = this.#under[way];
    const left = this.#left++;
    under.add(left);
    if (at > this.now + LATE) this.met.count("delay", carrier);
    this.#at(at, () => {
      under.delete(left);
      if ([...under].some((other) => other < left)) this.met.count("reorder", carrier);
      arrive();
    });
  }

  /** How often something comes. */
  #times(carrier: Carrier): number {
    if (!this.#random.happens(this.faults.repeated)) return 1;
    this.met.count("duplicate", carrier);
    return 2;
  }

  /** Whether something goes wrong, which counts as that. */
  #goesWrong(chance: number, fault: string, carrier: Carrier): boolean {
    const happens = this.#random.happens(chance);
    if (happens) this.met.count(fault, carrier);
    return happens;
  }

  /** With what a request is refused. */
  #refusal(): number {
    const status = [429, 500, 503][this.#random.between(0, 2)] ?? 500;
    this.met.count(String(status), "requests");
    return status;
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
    const exchange = exchangeOf(request);
    if (exchange === null) return this.#fail(send, "there is no such address");
    let over = false;
    const answer = (input: Input, hasFailed: boolean) => {
      if (over) return;
      over = true;
      this.#weigh(request, exchange, input, hasFailed);
      const times = this.#times("answers");
      this.#carry("answers", "in", () => this.feed(input));
      if (times > 1) this.after(this.#delay() + faults.delay, () => this.feed(input));
    };
    const failed = (hasFailed = true) => answer({ type: "sendFailed", send, message: `no answer within ${request.timeout} ms` }, hasFailed);
    // Who keeps a poll until there is something to tell has not failed.
    let isHeld = false;
    this.after(request.timeout, () => failed(!isHeld));
    if (this.#isOut || this.#goesWrong(faults.requestLost, "drop", "requests")) return this.after(this.#delay(), failed);
    if (this.#random.happens(faults.refused)) {
      const status = this.#refusal();
      const headers: Record<string, string> = status === 429 ? { "retry-after": "2" } : {};
      return answer({ type: "answer", send, status, headers, body: "" }, true);
    }
    const isLost = this.#goesWrong(faults.answerLost, "drop", "answers");
    const reply = ({ status, headers = {}, body = "" }: Reply) => {
      isHeld = false;
      if (isLost || this.#isOut) return failed();
      const isCut = body !== "" && this.#goesWrong(faults.torn, "cut", "answers");
      answer({ type: "answer", send, status, headers, body: isCut ? half(body) : body }, isCut);
    };
    this.#carry("requests", "out", () => {
      isHeld = true;
      this.fake.http(exchange, reply);
    });
  }

  /** Nobody knows what became of a request that has failed, and nobody has to try for ever. */
  #weigh({ method, url, body, form }: Http, exchange: Exchange, outcome: Input, hasFailed: boolean): void {
    const name = JSON.stringify([method, url, body, form]);
    const vain = hasFailed ? (this.#vain.get(name) ?? 0) + 1 : 0;
    this.#vain.set(name, vain);
    if (hasFailed) this.failures += 1;
    const isUntaken = outcome.type === "answer" && (outcome.status === 429 || outcome.status === 503);
    if (vain >= ATTEMPTS || (hasFailed && !isUntaken && this.fake.isOnce?.(exchange))) this.isHopeless = true;
  }

  /** An order that cannot be carried out. */
  #fail(send: number, message: string): void {
    this.after(1, () => this.feed({ type: "sendFailed", send, message }));
  }

  // ------------------------------------------------------------ connections

  #open(send: number, url: string, headers: Record<string, string>): void {
    if (this.#isOut) return this.after(this.#delay(), () => this.feed({ type: "sendFailed", send, message: "nobody answers" }));
    if (!URL.canParse(url)) return this.#fail(send, "there is no such address");
    const line: Line = {
      send,
      alive: true,
      isLost: false,
      latest: { in: this.now, out: this.now },
      connection: {
        url: new URL(url),
        headers: small(headers),
        send: (body, event) => this.#frame(line, body, event),
        close: () => this.#lose(line, "the connection was closed"),
      },
    };
    this.#line = line;
    this.#carry("connections", "out", () => {
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
    if (this.#random.happens(this.faults.broken)) this.after(this.#random.between(100, 60_000), () => this.#break(line));
  }

  #speak(send: number, body: string): void {
    const line = this.#line;
    if (line === null || !line.alive) return this.#fail(send, "there is no connection");
    line.latest.out = Math.max(line.latest.out, this.now + this.#delay());
    this.#carry("frames", "out", () => line.isLost || this.fake.heard?.(line.connection, body), line.latest.out);
  }

  #frame(line: Line, body: string, event: { event: string; id: string } | undefined): void {
    const frame: Input = { type: "frame", provider: this.provider, body, ...(event ? { headers: event } : {}) };
    if (this.#goesWrong(this.faults.cut, "cut", "frames")) this.after(1, () => line.alive && this.feed({ ...frame, body: half(body) }));
    for (let time = this.#times("frames"); time > 0; time -= 1) {
      line.latest.in = Math.max(line.latest.in, this.now + this.#delay());
      this.#carry("frames", "in", () => line.alive && this.#push(frame), line.latest.in);
    }
  }

  #hangUp(): void {
    const line = this.#line;
    if (line === null) return;
    line.alive = false;
    this.#line = null;
    this.#at(line.latest.out, () => this.fake.closed?.(line.connection));
  }

  #break(line: Line): void {
    if (line.alive) this.met.count("drop", "connections");
    this.#lose(line, "the connection is lost");
  }

  #lose(line: Line, message: string): void {
    if (!line.alive) return;
    line.alive = false;
    line.isLost = true;
    if (this.#line === line) this.#line = null;
    this.failures += 1;
    this.wasDeaf = true;
    this.fake.closed?.(line.connection);
    this.#fail(line.send, message);
  }

  // -------------------------------------------------------- webhooks, letters

  #webhook(body: string, headers: Record<string, string>, attempt: number): void {
    const again = this.fake.sentAgain?.[attempt];
    const isLost = this.#isOut || this.#goesWrong(this.faults.dropped, "drop", "webhooks");
    const isCut = !isLost && this.#goesWrong(this.faults.torn, "cut", "webhooks");
    if (isCut) this.#carry("webhooks", "in", () => this.#post(half(body), headers));
    if (isLost || isCut) {
      // Where it is only ever sent once, what it tells can be asked for.
      if (again === undefined) this.isGivenUp ||= this.fake.sentAgain !== undefined;
      else this.after(again, () => this.#webhook(body, headers, attempt + 1));
      return;
    }
    for (let time = this.#times("webhooks"); time > 0; time -= 1) this.#carry("webhooks", "in", () => this.#post(body, headers));
  }

  /** A webhook that concerns no conversation is answered and forgotten, as every host does. */
  #post(body: string, headers: Record<string, string>): void {
    const addresses = [body, ...eventsOf(body)].map((event) => this.engine.webhook(this.provider, { body: event, headers }).address);
    if (addresses.some((address) => address !== null && this.#addresses.has(address))) this.#push({ type: "frame", provider: this.provider, body, headers });
  }

  #letter(send: number, message: DeskMessage): void {
    const isRequest = message.type === "request";
    const answer = (input: Input) => this.#carry("answers", "in", () => this.feed(input));
    if (isRequest && this.#random.happens(this.faults.refused)) {
      const status = this.#refusal();
      // A desk that refuses is not asked again.
      this.isHopeless = true;
      return answer({ type: "answer", send, status });
    }
    const isLost = isRequest && this.#goesWrong(this.faults.answerLost, "drop", "answers");
    this.#mail("out", 0, () => {
      if (!this.#isOut) this.fake.letter?.(message);
      else if (!isRequest) return void this.undelivered.add(message);
      if (isRequest && this.#isOut) this.feed({ type: "sendFailed", send, message: "no desk takes it" });
      else if (isRequest && !isLost) answer({ type: "answer", send, status: 202 });
    });
  }

  /** What a desk says; a carrier that was cut short brings it once more. */
  #news(body: string): void {
    const frame: Input = { type: "frame", provider: this.provider, body };
    if (this.#goesWrong(this.faults.cut, "cut", "letters")) this.#carry("letters", "in", () => this.feed({ ...frame, body: half(body) }));
    // What it has kept leaves in its order.
    const wait = this.#outage === 0 ? 0 : this.#outage + CALM.delay * ++this.#kept;
    this.#mail("in", wait, () => this.#push(frame));
  }

  /** Letters arrive at least once, in any order. A desk keeps its own while it is cut off, and asks for those that it has missed. */
  #mail(way: "in" | "out", wait: Millis, arrive: () => void): void {
    if (wait === Infinity) return;
    const times = this.#times("letters");
    const carried = wait + (this.#goesWrong(this.faults.dropped, "drop", "letters") ? CARRIER : 0);
    for (let time = 0; time < times; time += 1) this.#carry("letters", way, arrive, this.now + carried + this.#delay());
  }
}

function exchangeOf({ method, url, headers, body, form, file }: Http): Exchange | null {
  if (!URL.canParse(url)) return null;
  return { method, url: new URL(url), headers: small(headers), body: body ?? "", form: form ?? [], file: file ?? null };
}

/** By their names in small letters. */
function small(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? "")]));
}

function half(body: string): string {
  return body.slice(0, body.length >> 1);
}
