/**
 * The play that the designer shows: which moment is looked at, the clock, and the test that it was opened from.
 *
 * It keeps the one `Play` of `handover/play` and tells the screen when that has changed. A play follows the edits of its
 * document and ends with it. This decides nothing about a conversation, and loads the player only when somebody wants to play.
 */
import type { EngineOptions, Flow, Input } from "handover";
import type { Moment, Play, PlayedStep, Step, TestResult } from "handover/play";
import { untrack } from "svelte";
import type { Editor } from "../editor.svelte.js";

type Player = typeof import("handover/play");

/** What came later when somebody went another way from an earlier moment. */
interface Dropped {
  at: number;
  steps: Step[];
}

/** How often the running clock is moved on, in real milliseconds. */
const tick = 100;
/** How long the flow has to rest before a play follows its edits. */
const rest = 250;

export class Playing {
  player: Player | null = $state.raw(null);
  /** Why the flow, or a step, cannot be played. */
  failure: string | null = $state(null);
  refusal: string | null = $state(null);
  dropped: Dropped | null = $state.raw(null);
  /** The failed test that is looked at. */
  test: TestResult | null = $state.raw(null);
  /** What either of them is about to say; it stays while the play is not shown. */
  written = $state({ visitor: "", agent: "" });
  running: boolean = $state(false);
  speed: number = $state(10);
  /** Whether the document cannot run as it is now. */
  stale: boolean = $state(false);

  #play: Play | null = null;
  /** Rises whenever the play has changed. */
  #version = $state(0);
  readonly #editor: Editor;
  readonly #options: () => EngineOptions;

  readonly moment: Moment | null = $derived.by(() => (this.#version > 0 ? (this.#play?.moment() ?? null) : null));
  readonly steps: readonly PlayedStep[] = $derived.by(() => (this.#version > 0 ? [...(this.#play?.steps ?? [])] : []));
  readonly at: number = $derived(this.moment?.at ?? 0);
  /** The step that led to the moment. */
  readonly step: PlayedStep | null = $derived(this.steps[this.at - 1] ?? null);
  readonly untilDeadline: number | null = $derived.by(() => (this.#version > 0 ? (this.#play?.untilDeadline() ?? null) : null));
  /** The moment one step before. */
  readonly before: Moment | null = $derived.by(() => (this.at > 0 ? (this.#play?.moment(this.at - 1) ?? null) : null));

  constructor(editor: Editor, options: () => EngineOptions) {
    this.#editor = editor;
    this.#options = options;
    $effect.pre(() => {
      void editor.opened;
      untrack(() => this.#drop());
      this.written = { visitor: "", agent: "" };
    });
  }

  /** Loads the player; resolves when it is there. */
  async load(): Promise<Player> {
    this.player ??= await import("handover/play");
    return this.player;
  }

  /** Begins anew. */
  begin(): void {
    this.#open((player, flow) => new player.Play(flow, this.#options()));
  }

  /** Plays a text. */
  playText(text: string): void {
    this.#open((player, flow) => player.Play.from(text, flow, this.#options()));
  }

  /** Opens a test: a failed one at the line that differs. */
  playTest(test: TestResult): void {
    const place = test.difference ?? test.error;
    this.playText(test.found);
    if (place !== null && this.player !== null) this.look(stepsIn(test.found, place.line - test.line + 1, this.player));
    this.test = test.passed ? null : test;
  }

  /** Follows an edit of the flow, after a while; answers how to give up on it. What could not be played is tried again. */
  follow(flow: Flow): () => void {
    if (this.failure === null && (this.#play === null || this.#play.flow === flow)) return () => {};
    const timer = setTimeout(() => {
      const [play, at] = [this.#play, this.at];
      if (this.failure !== null) return this.begin();
      if (play === null || this.player === null) return;
      try {
        const again = play.steps.length === 0 ? new this.player.Play(flow, this.#options()) : play.replay(flow, this.#options());
        again.at = Math.min(at, again.steps.length);
        this.#become(again);
        this.stale = false;
      } catch {
        this.stale = true;
      }
    }, rest);
    return () => clearTimeout(timer);
  }

  give(input: Input): void {
    this.#take((play) => play.give(input));
  }

  /** Answers, as the provider would, how many agents there are. */
  answerAvailability(send: number, agents: number): void {
    const { moment, player } = this;
    if (moment?.waiting == null || player === null) return;
    this.give({ type: "answer", send, status: 200, body: player.availabilityAnswer(moment.flow, this.#options(), moment.waiting.node, agents) });
  }

  pass(time: number): void {
    this.#take((play) => play.pass(time));
  }

  look(at: number): void {
    if (this.#play === null) return;
    this.running = false;
    this.#play.at = Math.max(0, Math.min(at, this.#play.steps.length));
    this.#version += 1;
  }

  /** Takes again the steps that were dropped. */
  bringBack(): void {
    const { dropped } = this;
    if (dropped === null || this.#play === null) return;
    this.#play.at = dropped.at;
    for (const step of dropped.steps) this.#play.take(step);
    this.dropped = null;
    this.#version += 1;
  }

  /** Lets the clock run with the time of the one who looks on, as many times as fast; answers how to stop it. */
  runClock(): () => void {
    let last = performance.now();
    let owed = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      owed += (now - last) * this.speed;
      last = now;
      const whole = Math.floor(owed / 1_000) * 1_000;
      if (whole === 0) return;
      // A deadline on the way is a step of its own.
      const time = Math.min(whole, this.untilDeadline ?? whole);
      owed -= time;
      this.pass(time);
    }, tick);
    return () => clearInterval(timer);
  }

  /** The text of the play up to the moment, as a test. */
  print(name: string): string {
    return this.#play?.print(name) ?? "";
  }

  #take(act: (play: Play) => PlayedStep): void {
    const play = this.#play;
    if (play === null) return;
    this.refusal = null;
    const later = play.steps.slice(play.at).map(({ step }) => step);
    const at = play.at;
    try {
      act(play);
      this.test = null;
      if (later.length > 0) this.dropped = { at, steps: later };
      else if (!this.running) this.dropped = null;
    } catch (error) {
      this.running = false;
      this.refusal = messageOf(error);
    }
    this.#version += 1;
  }

  #open(make: (player: Player, flow: Flow) => Play): void {
    const { flow } = this.#editor;
    if (this.player === null || flow === null) return;
    let play: Play | null = null;
    let failure: string | null = null;
    try {
      play = make(this.player, flow);
    } catch (error) {
      failure = messageOf(error);
    }
    this.#drop();
    this.#become(play);
    this.failure = failure;
  }

  #drop(): void {
    this.running = false;
    this.stale = false;
    this.refusal = null;
    this.dropped = null;
    this.test = null;
    this.failure = null;
    this.#become(null);
  }

  #become(play: Play | null): void {
    const before = this.#play;
    this.#play = play;
    this.#version += 1;
    before?.free();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** How many steps the first lines of a text take. */
function stepsIn(text: string, lines: number, { parseStep }: Player): number {
  return text.split("\n").slice(0, lines).filter((line) => {
    try {
      return parseStep(line) !== null;
    } catch {
      return false;
    }
  }).length;
}
