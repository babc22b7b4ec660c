/**
 * A play: the steps that were taken, each with what came of it, and every moment in between.
 *
 * A moment is kept as the snapshots it consists of, so that stepping back is exact and costs
 * nothing but memory. A step is always taken from the moment that is looked at: what came later
 * in another course of things is dropped, and how much that was is told.
 */
import type { EngineOptions, Flow, Input, Millis } from "../../index.js";
import type { Moment, PlaySettings, PlayedStep, Step } from "../../play.js";
import { CONVERSATION, invalid, parseStep, printStep } from "./line.js";
import { Player, type Saved } from "./player.js";
import { Tokens } from "./tokens.js";
import { explain } from "./waiting.js";

export class Play {
  readonly flow: Flow;
  readonly options: EngineOptions;
  readonly #settings: PlaySettings;
  readonly #player: Player;
  /** What a moment is restored from; one more than there are steps. */
  readonly #saved: Saved[];
  readonly #steps: PlayedStep[] = [];
  readonly #tokens = new Map<Flow, Tokens>();
  #at = 0;
  /** The moment that the player stands at. */
  #loaded = 0;

  /** `checked` is false where settings are still to come, without which the flow may not be able to run. */
  constructor(flow: Flow, options: EngineOptions = {}, settings: PlaySettings = {}, checked = true) {
    this.flow = flow;
    this.options = options;
    this.#settings = settings;
    this.#player = new Player(flow, options, { start: settings.start, flows: settings.flows, watched: true });
    if (checked) void this.#player.engine;
    this.#saved = [this.#player.save()];
  }

  /** Plays a text, up to the first line that cannot be played or up to `line`. */
  static from(text: string, flow: Flow, options: EngineOptions = {}, settings: PlaySettings & { line?: number } = {}): Play {
    const steps: Step[] = [];
    for (const line of text.split(/\r?\n/).slice(0, settings.line)) {
      try {
        const step = parseStep(line);
        if (step) steps.push(step);
      } catch {
        break;
      }
    }
    return new Play(flow, options, settings, false).#takeAll(steps);
  }

  get steps(): readonly PlayedStep[] {
    return this.#steps;
  }

  get at(): number {
    return this.#at;
  }

  set at(at: number) {
    this.#at = this.#existing(at);
  }

  take(step: Step): PlayedStep {
    const player = this.#load(this.#at);
    let came;
    try {
      came = player.perform(step);
      // A flow that an edit has spoilt is refused at once; before anything has happened, more settings may follow.
      if (this.#hasBegun(this.#at)) void player.engine;
    } catch (error) {
      this.#restore(this.#at);
      throw error;
    }
    const dropped = this.#steps.length - this.#at;
    const played = { step, text: printStep(step), ...came, now: player.now, dropped };
    this.#steps.splice(this.#at, dropped, played);
    this.#saved.splice(this.#at + 1, dropped, player.save());
    this.#loaded = ++this.#at;
    return played;
  }

  give(input: Input, conversation = this.#conversation): PlayedStep {
    return this.take({ type: "give", conversation, input });
  }

  pass(time: Millis): PlayedStep {
    const before = this.#steps[this.#at - 1];
    const isLast = this.#at === this.#steps.length;
    if (!(time >= 0) || !isLast || before?.step.type !== "pass" || before.calls.length > 0) return this.take({ type: "pass", time });
    this.#at--;
    try {
      return { ...this.take({ type: "pass", time: before.step.time + time }), dropped: 0 };
    } catch (error) {
      this.#at++;
      throw error;
    }
  }

  untilDeadline(): Millis | null {
    const player = this.#load(this.#at);
    const wake = player.wakeAt();
    return wake === null ? null : Math.max(0, wake - player.now);
  }

  moment(at = this.#at): Moment {
    const player = this.#load(this.#existing(at));
    const name = this.#conversation;
    const { now } = player;
    const flow = player.flow ?? this.flow;
    const engine = this.#hasBegun(at) ? player.engine : null;
    const [view, standing, log] = [engine?.view(name) ?? null, engine?.standing(name) ?? null, engine?.log(name) ?? []];
    const waiting = view && standing ? explain(flow, view, standing, player.since(name)) : null;
    return { at, now, flow, view, standing, log, tokens: this.#tokensOf(flow).of(view, standing, log, now), waiting, wakeAt: player.wakeAt(name) };
  }

  replay(flow: Flow, options: EngineOptions = this.options): Play {
    return new Play(flow, options, this.#settings, false).#takeAll(this.#steps.map(({ step }) => step));
  }

  print(name: string): string {
    const steps = this.#steps.slice(0, this.#at);
    const title = name.replace(/\s+/g, " ").trim();
    const isSet = steps.some(({ step }) => step.type === "options") || Object.keys(this.options).length === 0;
    const options = !isSet ? [printStep({ type: "options", options: this.options })] : [];
    return [`# ${title}`, ...options, ...steps.flatMap(({ text, lines }) => [text, ...lines])].map((line) => `${line}\n`).join("");
  }

  free(): void {
    this.#player.free();
    for (const tokens of this.#tokens.values()) tokens.free();
    this.#tokens.clear();
  }

  #existing(at: number): number {
    if (!Number.isInteger(at) || at < 0 || at > this.#steps.length) throw invalid(`a play of ${this.#steps.length} steps has no moment \`${at}\``);
    return at;
  }

  get #conversation(): string {
    return this.#settings.conversation ?? CONVERSATION;
  }

  /** Whether anything but settings has been taken up to a moment. */
  #hasBegun(at: number): boolean {
    return this.#steps.slice(0, at).some(({ step: { type } }) => type !== "set" && type !== "flow" && type !== "options");
  }

  #takeAll(steps: Step[]): this {
    for (const step of steps) {
      try {
        this.take(step);
      } catch {
        break;
      }
    }
    return this;
  }

  #load(at: number): Player {
    if (this.#loaded !== at) this.#restore(at);
    return this.#player;
  }

  #restore(at: number): void {
    this.#player.load(this.#saved[at] as Saved);
    this.#loaded = at;
  }

  #tokensOf(flow: Flow): Tokens {
    let tokens = this.#tokens.get(flow);
    if (!tokens) this.#tokens.set(flow, (tokens = new Tokens(flow)));
    return tokens;
  }
}
