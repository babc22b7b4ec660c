/**
 * `handover/play`: plays a flow without a server, an agent or a clock, and proves that it leaves nobody waiting.
 *
 * A play is an engine, a virtual clock and the steps that were taken. Nothing here reads a clock, draws a random
 * number or does any I/O: the same steps give the same lines, everywhere. `init()` of one of the other entry points
 * must have resolved before. `docs/play.md` describes the text in which plays are kept and run as tests.
 */
import type { ConversationView, EngineOptions, Flow, Input, LogEntry, Millis, Output, Scope, Standing } from "./index.js";

/** When every play begins unless it is told otherwise: Monday, 2 March 2026, 09:00 UTC. */
export const START: Millis;
/** The name of the conversation where a line names none: `c1`. */
export const CONVERSATION: string;

// ------------------------------------------------------------------- the text

/** What somebody or something contributes to a play: one line of its text. */
export type Step =
  /** `> message Hello`: a fact for the engine. */
  | { type: "give"; conversation: string; input: Input }
  /** `+30s`: the clock moves, and wakes whoever asked for it on the way. */
  | { type: "pass"; time: Millis }
  /** `~30s`, `~-30s`: the clock moves, and nobody is woken. */
  | { type: "leap"; time: Millis }
  /** `? owner`, `? log`, `? log 7`, `? export format`: a question about the conversation. */
  | { type: "ask"; conversation: string; question: string }
  /** `set: node {"field": 1}`: fields of a node are other than in the flow. */
  | { type: "set"; node: string; data: object }
  /** `flow: name`: another flow, from a place that the caller knows. */
  | { type: "flow"; name: string }
  /** `options: {…}`: what the engine is set up with. */
  | { type: "options"; options: EngineOptions };

/** Reads one line; `null` for an empty line, a comment and an outcome (`<`, `=`). Throws `HandoverError` `test_invalid` for anything else. */
export function parseStep(line: string): Step | null;
/** Writes a step as its line. */
export function printStep(step: Step): string;
/** Writes what the engine ordered as lines, each with its `< `. */
export function printOutput(output: Output): string[];
/** Writes a time as in `+30s`: in the largest unit that holds it whole. */
export function printDuration(time: Millis): string;
/** Reads a time such as `30s`, `5m`, `2h` or `250ms`. Throws `HandoverError` `test_invalid`. */
export function parseDuration(text: string): Millis;

// -------------------------------------------------------------------- playing

/** A flow that is played, step by step, with all moments kept. */
export class Play {
  /** Throws as `new Engine` does for a flow or options that cannot run. */
  constructor(flow: Flow, options?: EngineOptions, settings?: PlaySettings);
  /** The flow as it is given; steps may have changed it since. */
  readonly flow: Flow;
  readonly options: EngineOptions;
  /** What was done, in order, each with what came of it. */
  readonly steps: readonly PlayedStep[];
  /** The moment that is looked at: so many steps have been taken. A new step is taken from here. */
  at: number;
  /** Takes a step from the moment that is looked at. Steps beyond it are dropped, and told in `dropped`. Throws `HandoverError` for a step that cannot be taken, and nothing has changed then. */
  take(step: Step): PlayedStep;
  /** Gives a fact to the conversation. */
  give(input: Input, conversation?: string): PlayedStep;
  /** Lets time pass. Following a pass of which nothing came, it makes that one longer. */
  pass(time: Millis): PlayedStep;
  /** How long it is until somebody has to be woken; `null` if nobody has. */
  untilDeadline(): Millis | null;
  /** What there was to see after so many steps; of the moment that is looked at if not given. */
  moment(at?: number): Moment;
  /** The same steps once more with another flow, as a new play; it stops before a step that cannot be taken. */
  replay(flow: Flow, options?: EngineOptions): Play;
  /** The text of the steps up to the moment that is looked at, with what came of them, as a test of that name. */
  print(name: string): string;
  /** Gives the engines' memory back. */
  free(): void;

  /** Plays a text, up to the first line that cannot be played or up to `line`, counted from 1. */
  static from(text: string, flow: Flow, options?: EngineOptions, settings?: PlaySettings & { line?: number }): Play;
}

export interface PlaySettings {
  /** When the play begins. `START` if not given. */
  start?: Millis;
  /** The conversation that is meant where none is named, and that moments show. `CONVERSATION` if not given. */
  conversation?: string;
  /** Finds the flow that a line `flow: name` names. Without it such a line cannot be played. */
  flows?: (name: string) => Flow;
}

/** A step that was taken. */
export interface PlayedStep {
  step: Step;
  /** The step's own line. */
  text: string;
  /** What came of it: lines of `<` and `=`. */
  lines: string[];
  /** Every call of the engine: one for a given fact, one for each deadline on the way of a pass. */
  calls: Call[];
  /** What time it was afterwards. */
  now: Millis;
  /** How many steps were dropped because this one was taken from an earlier moment. */
  dropped: number;
}

/** One call of `handle`. */
export interface Call {
  conversation: string;
  input: Input;
  now: Millis;
  output: Output;
  /** The nodes that the run passed, in order, and the ids of the edges between them. */
  trace: Trace;
}

/** The way of a run through the flow. */
export interface Trace {
  nodes: string[];
  edges: string[];
  /** The handle without an edge by which it ended, if it did so. */
  end: { node: string; handle: string } | null;
}

/** Everything that can be seen at a moment of a play. */
export interface Moment {
  at: number;
  now: Millis;
  /** The flow as it runs at this moment. */
  flow: Flow;
  /** `null` before the conversation has begun. */
  view: ConversationView | null;
  standing: Standing | null;
  log: LogEntry[];
  /** What expressions see. */
  tokens: Required<Scope>;
  waiting: Waiting | null;
  /** When somebody is next woken. */
  wakeAt: Millis | null;
}

/** Why nothing happens: for whom, since when, until when and what then. */
export interface Waiting {
  node: string;
  /** Whose doing is waited for: the visitor's next message, the provider's answer, an agent who takes it, the one who took it, or the one who talks. */
  for: "visitor" | "provider" | "agent" | "assigned" | "human";
  since: Millis;
  until: Millis | null;
  /** What happens then if nothing else does; `null` where there is no deadline. */
  then: Then | null;
}

/** Where a deadline leads. */
export interface Then {
  /** The status with which the flow goes on; `null` where the handover only goes back to the queue, or availability is unknown. */
  status: "error" | "timedOut" | null;
  /** The node that is run, or waited at; `null` where nothing stands below. */
  node: string | null;
  /** The handle of that node by which it goes on, where that is certain. */
  handle: string | null;
  /** The node behind the handle. */
  target: string | null;
}

/** The body of an `answer` with which the contact centre that a node asks says how many agents there are; one that cannot tell says nothing. */
export function availabilityAnswer(flow: Flow, options: EngineOptions, node: string, agents: number): string;

// ---------------------------------------------------------------------- tests

/** A conversation of a file of tests. */
export interface Test {
  name: string;
  /** The line at which it begins, counted from 1. */
  line: number;
  /** Its lines, from its name on, with the empty lines that follow it. */
  text: string;
}

/** How a test went. */
export interface TestResult extends Test {
  passed: boolean;
  /** The test as it goes now. */
  found: string;
  /** Where it first differs, if it does. Lines count from 1 in the file; a side is `null` where it has ended. */
  difference: { line: number; expected: string | null; found: string | null } | null;
  /** Why it could not be played to its end. */
  error: { line: number; message: string } | null;
}

/** Parts a file of tests: one begins with a line `# name` at the beginning of the file or after an empty line. */
export function parseTests(text: string): Test[];
/** Plays one test and compares. */
export function runTest(test: Test, flow: Flow, options?: EngineOptions, settings?: PlaySettings): TestResult;
/** Plays all tests of a file, in order. */
export function runTests(text: string, flow: Flow, options?: EngineOptions, settings?: PlaySettings): TestResult[];
/** The file as its tests go now. Tests that could not be played to their end stay as they are. */
export function updateTests(results: TestResult[]): string;
/** The file with a test more, or with the one of this name in its place. */
export function putTest(text: string, test: string): string;
/** The file without the test that begins at a line. */
export function dropTest(text: string, line: number): string;

// ---------------------------------------------------------------------- proof

/** Walks every situation that a flow's conversation can be in, and names those in which somebody waits for nobody. */
export function prove(flow: Flow, options?: EngineOptions, bounds?: Bounds): Proof;
/** The same in slices: each step of the generator looks at some situations and tells how far it is. */
export function proving(flow: Flow, options?: EngineOptions, bounds?: Bounds): Generator<Progress, Proof>;

/** Where a walk gives up. */
export interface Bounds {
  /** Situations that are looked at. 20000 if not given. */
  states?: number;
  /** Steps of the longest conversation. 200 if not given. */
  depth?: number;
  /** Asked now and then; true ends the walk. Whoever wants a limit in time brings the clock. */
  stop?: () => boolean;
}

export interface Progress {
  states: number;
  transitions: number;
  /** Situations that are known and not looked at yet. */
  open: number;
  /** Gaps found so far. */
  gaps: number;
}

export interface Proof {
  gaps: Gap[];
  /** Different situations, and what can happen in them. */
  states: number;
  transitions: number;
  /** Whether every situation was looked at. Where it is false, nothing is proved: `bound` was reached first. */
  complete: boolean;
  bound: "states" | "depth" | "time" | null;
  /** Nodes to which no walk has led. */
  unreached: string[];
}

/** A situation in which somebody is left waiting. */
export interface Gap {
  code:
    /** The visitor waits for somebody else, and no time is set. */
    | "no_deadline"
    /** The run ends by a handle without an edge, and the visitor hears nothing. */
    | "no_branch"
    /** Nobody has the next word: the visitor hears nothing, and nothing waits. */
    | "no_owner"
    /** A handover that fails is requested again and again, without a word of the visitor. */
    | "endless_handover"
    /** The engine stops the run because it would not end. */
    | "run_stopped";
  /** The node, and where it matters the handle and the status with which the run came. */
  node: string | null;
  handle: string | null;
  status: string | null;
  /** One sentence. */
  message: string;
  /** What to do about it. */
  help: string;
  /** The shortest conversation that leads there, as a test. */
  conversation: string;
}
