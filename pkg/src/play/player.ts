/**
 * Takes steps: an engine, a virtual clock, and the conversations by name.
 *
 * The clock stands still unless a step moves it. Flow and options may change between steps; the
 * conversations then go on from their snapshots. A step that cannot be taken changes nothing.
 */
import type { EngineOptions, Flow, Input, Millis } from "../../index.js";
import type { Call, Step } from "../../play.js";
import { Engine } from "../core.js";
import { invalid } from "./line.js";
import { printDuration, printOutput } from "./print.js";
import { traced, tracedOptions, untrace } from "./trace.js";

/** When every play begins: Monday, 2 March 2026, 09:00 UTC. */
export const START: Millis = 1_772_442_000_000;

export interface PlayerSettings {
  start?: Millis | undefined;
  flows?: ((name: string) => Flow) | undefined;
  /** Whether calls tell the way of the run, and talks since when they wait. It costs a second engine. */
  watched?: boolean;
}

/** Where a player stands, to go back to. */
export interface Saved {
  readonly now: Millis;
  readonly flow: Flow | null;
  readonly options: EngineOptions;
  /** The engines that the talks are in; `null` before there are any. */
  readonly scene: Scene | null;
  readonly talks: readonly Talk[];
}

/** One conversation. */
interface Talk {
  readonly name: string;
  readonly wake: Millis | null;
  /** What it waits for, in one text, and since when. */
  readonly waits: string;
  readonly since: Millis;
  readonly snapshot: Uint8Array | null;
  readonly shadow: Uint8Array | null;
}

/** A flow and options with the engines that run them; the shadow tells the way. */
interface Scene {
  readonly flow: Flow;
  readonly options: EngineOptions;
  readonly engine: Engine;
  readonly shadow: Engine | null;
}

export class Player {
  now: Millis;
  flow: Flow | null;
  options: EngineOptions;
  readonly #settings: PlayerSettings;
  readonly #scenes: Scene[] = [];
  #scene: Scene | null = null;
  #talks: Talk[] = [];

  constructor(flow: Flow | null, options: EngineOptions, settings: PlayerSettings = {}) {
    this.flow = flow;
    this.options = options;
    this.#settings = settings;
    this.now = settings.start ?? START;
  }

  /** The engine as it is now; throws if flow or options cannot run. */
  get engine(): Engine {
    return this.#enter().engine;
  }

  /** Takes a step; answers what came of it. */
  perform(step: Step): { lines: string[]; calls: Call[] } {
    switch (step.type) {
      case "give":
        return this.#give(step.conversation, step.input);
      case "pass":
        if (!(step.time >= 0)) throw invalid(`no time of \`${step.time}\` ms can pass`);
        return this.#pass(whole(step.time));
      case "leap":
        this.now += whole(step.time);
        break;
      case "ask":
        return { lines: [`= ${this.#answer(step.conversation, step.question)}`], calls: [] };
      case "set":
        this.flow = merged(this.#known(), step.node, step.data);
        break;
      case "flow":
        if (!this.#settings.flows) throw invalid(`\`flow: ${step.name}\` names a flow, and no other flow is known here`);
        this.flow = this.#settings.flows(step.name);
        break;
      case "options":
        this.options = step.options;
        break;
      default:
        throw invalid(`there is no step \`${(step as Step).type}\``);
    }
    return { lines: [], calls: [] };
  }

  /** When a conversation, or the first of all, has to be woken. */
  wakeAt(name?: string): Millis | null {
    const talks = name === undefined ? this.#talks : this.#talks.filter((talk) => talk.name === name);
    const wakes = talks.flatMap(({ wake }) => (wake === null ? [] : [wake]));
    return wakes.length === 0 ? null : Math.min(...wakes);
  }

  /** Since when a conversation has waited as it waits now. */
  since(name: string): Millis {
    return this.#talks.find((talk) => talk.name === name)?.since ?? this.now;
  }

  save(): Saved {
    const scene = this.#scene;
    const talks = this.#talks.map((talk) => ({ ...talk, snapshot: kept(scene?.engine, talk.name), shadow: kept(scene?.shadow, talk.name) }));
    return { now: this.now, flow: this.flow, options: this.options, scene, talks };
  }

  load(saved: Saved): void {
    for (const { name } of this.#talks) forget(this.#scene, name);
    this.now = saved.now;
    this.flow = saved.flow;
    this.options = saved.options;
    this.#scene = saved.scene;
    this.#talks = [...saved.talks];
    restore(this.#scene, this.#talks);
  }

  free(): void {
    for (const { engine, shadow } of this.#scenes) {
      engine.free();
      shadow?.free();
    }
    this.#scenes.length = 0;
    this.#scene = null;
  }

  #give(conversation: string, input: Input): { lines: string[]; calls: Call[] } {
    const { engine, shadow } = this.#enter();
    const output = engine.handle(conversation, input, this.now);
    const trace = shadow ? untrace(shadow.handle(conversation, input, this.now).effects).trace : { nodes: [], edges: [], end: null };
    const known = this.#talks.find(({ name }) => name === conversation);
    const before: Talk = known ?? { name: conversation, wake: null, waits: "", since: this.now, snapshot: null, shadow: null };
    const waits = this.#settings.watched ? waitsFor(engine, conversation) : "";
    const after = { ...before, wake: output.wakeAt, waits, since: waits === before.waits ? before.since : this.now };
    this.#talks = known ? this.#talks.map((talk) => (talk === known ? after : talk)) : [...this.#talks, after];
    const lines = printOutput(output);
    if (output.wakeAt !== null && output.wakeAt !== before.wake) lines.push(`< wake in ${printDuration(output.wakeAt - this.now)}`);
    return { lines, calls: [{ conversation, input, now: this.now, output, trace }] };
  }

  /** Moves the clock, and wakes the conversations at their deadlines on the way. */
  #pass(time: Millis): { lines: string[]; calls: Call[] } {
    const until = this.now + time;
    const lines: string[] = [];
    const calls: Call[] = [];
    for (;;) {
      const due = this.wakeAt();
      if (due === null || due > until) break;
      const sleeper = this.#talks.find(({ wake }) => wake === due) as Talk;
      this.now = Math.max(due, this.now);
      this.#talks = this.#talks.map((talk) => (talk === sleeper ? { ...talk, wake: null } : talk));
      const woken = this.#give(sleeper.name, { type: "wake" });
      lines.push(...woken.lines);
      calls.push(...woken.calls);
    }
    this.now = until;
    return { lines, calls };
  }

  #answer(name: string, question: string): string {
    const { engine } = this.#enter();
    const [about, rest] = question.split(/ (.*)/s) as [string, string?];
    const json = (value: unknown) => JSON.stringify(value) ?? "nothing";
    if (about === "log") return json(rest ? engine.log(name, Number(rest) - 1)[0] : engine.log(name).length);
    if (about === "export") return json(engine.export(name, rest as Parameters<Engine["export"]>[1]));
    return json(question.split(".").reduce(member, engine.view(name) as unknown));
  }

  #known(): Flow {
    if (!this.flow) throw invalid("no flow is known here: begin with a line such as `flow: shop`");
    return this.flow;
  }

  /** Makes engines for a flow or options that are new, and brings the conversations there. */
  #enter(): Scene {
    const flow = this.#known();
    const { options } = this;
    const before = this.#scene;
    if (before?.flow === flow && before.options === options) return before;
    const engine = new Engine(flow, options);
    const shadow = this.#settings.watched ? new Engine(traced(flow), tracedOptions(options)) : null;
    const scene = { flow, options, engine, shadow };
    const { talks } = this.save();
    for (const { name } of talks) forget(before, name);
    restore(scene, talks);
    this.#scenes.push(scene);
    this.#scene = scene;
    return scene;
  }
}

function kept(engine: Engine | null | undefined, name: string): Uint8Array | null {
  return engine && engine.view(name) !== null ? engine.snapshot(name) : null;
}

function restore(scene: Scene | null, talks: readonly Talk[]): void {
  for (const { snapshot, shadow } of talks) {
    if (snapshot) scene?.engine.restore(snapshot);
    if (shadow) scene?.shadow?.restore(shadow);
  }
}

function forget(scene: Scene | null, name: string): void {
  scene?.engine.forget(name);
  scene?.shadow?.forget(name);
}

function waitsFor(engine: Engine, name: string): string {
  const waiting = engine.view(name)?.waiting;
  return waiting ? `${waiting.node}\n${waiting.for}\n${engine.standing(name)?.handover}` : "";
}

/** Merges fields into the data of a node. */
function merged(flow: Flow, id: string, data: object): Flow {
  if (!flow.nodes.some((node) => node.id === id)) throw invalid(`the flow has no node \`${id}\``);
  return { ...flow, nodes: flow.nodes.map((node) => (node.id === id ? { ...node, data: { ...node.data, ...data } } : node)) };
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function whole(time: Millis): Millis {
  if (!Number.isSafeInteger(time)) throw invalid(`a time is a whole number of milliseconds, not \`${time}\``);
  return time;
}
