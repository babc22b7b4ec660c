/**
 * What a flow tells apart: the words, intents, numbers and outcomes that its branches compare with.
 *
 * Read off the document alone. A walk that gives each of these, and something else, takes every
 * branch that compares with a literal; what is compared with computed values is given no match.
 */
import type { Flow } from "../../../index.js";

type Data = Record<string, unknown>;

export interface Vocabulary {
  /** Words of the visitor that are compared with. */
  texts: string[];
  intents: { name: string; text: string }[];
  /** What comes along with a message. */
  data: object[];
  /** How many agents there may be. */
  agents: number[];
  /** Places in the queue. */
  positions: number[];
  resolutions: string[];
  /** Codes of failures. */
  codes: string[];
  /** How many expiries of the inactivity timer are told apart. */
  silences: number;
  /** The greatest number that is named anywhere: whatever is above it is above all. */
  greatest: number;
  /** Whether anything that decides where a run goes mentions the word. */
  mentions(word: string): boolean;
  /** Numbers that stand beside a word. */
  numbers(word: string): number[];
}

/** Kinds whose texts are only shown to people. */
const SPEECH: ReadonlySet<string> = new Set(["say", "question"]);
/** Fields that are only shown to people. */
const SHOWN: ReadonlySet<string> = new Set(["label", "text", "acceptedMessage", "reprompt", "alternativeText"]);

export function vocabulary(flow: Flow): Vocabulary {
  const scripts = flow.nodes.flatMap(({ type, data }) => (SPEECH.has(type) ? [] : strings(data)));
  // An expression that takes `input` or the handover as a whole may look at anything in it.
  const looksAtAll = scripts.some((script) => /\b(input|ci|handover)\b(?!\s*(\?\.|\.|:))/.test(expressions(script)));
  const beside = (word: string) => scripts.filter((script) => script.includes(word));
  const literals = (word: string) => unique(beside(word).flatMap(quoted));
  const numbers = (word: string) => unique(beside(word).flatMap((script) => (script.match(/(?<![\w.])\d+/g) ?? []).map(Number)));
  const lookups = flow.nodes.filter(({ type }) => type === "lookup").map(({ data }) => (data ?? {}) as Data);
  const cases = (...kinds: unknown[]) => unique(lookups.filter(({ lookupType }) => kinds.includes(lookupType)).flatMap(literalCases));
  const keys = flow.nodes.flatMap(({ type, data }) => (type === "checkAgentAvailability" ? [String((data as Data | undefined)?.["key"] || "availableAgents")] : []));
  const maxima = flow.nodes.flatMap(({ data }) => sections(data).flatMap(({ maximumQueuePosition }) => (typeof maximumQueuePosition === "number" ? [maximumQueuePosition] : [])));
  const cancels = flow.nodes.flatMap(({ type, data }) => (type === "handoverToAgent" ? strings((data as Data | undefined)?.["cancelIntent"]) : []));
  const names = [...(flow.intents ?? []).map(({ name }) => name), ...cases("intent", undefined), ...literals("intent"), ...cancels];
  return {
    texts: unique([...cases("text", "expression"), ...literals("text")]),
    intents: unique(names.filter((name) => name !== "" && !name.includes("{{"))).map((name) => ({ name, text: flow.intents?.find((intent) => intent.name === name)?.phrases[0] ?? "" })),
    data: [...(lookups.some(({ lookupType }) => lookupType === "mode") ? [{ given: true }] : []), ...cases("callEvent").map((callEvent) => ({ callEvent }))],
    agents: around([0, 1, ...keys.flatMap(numbers)]),
    positions: unique([1, ...around([...numbers("position"), ...maxima]).filter((position) => position > 0)]),
    resolutions: literals("resolution"),
    codes: literals("error"),
    silences: Math.max(0, ...numbers("inactivityCount").map((count) => count + 1)),
    greatest: Math.max(0, ...numbers("")),
    mentions: (word) => looksAtAll || beside(word).length > 0,
    numbers,
  };
}

/** All texts in a value that decide something. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (SHOWN.has(key) ? [] : strings(inner)));
}

/** A text that holds parts in braces is an expression only there. */
function expressions(script: string): string {
  return script.includes("{{") ? (script.match(/\{\{.*?\}\}/gs) ?? []).join(" ") : script;
}

function quoted(script: string): string[] {
  return [...script.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)].map(([, double, single]) => double ?? single ?? "").filter((text) => text !== "");
}

function literalCases({ cases }: Data): string[] {
  const values = Array.isArray(cases) ? cases.map((one: { value?: unknown } | null) => one?.value) : [];
  return values.filter((value): value is string => typeof value === "string" && value !== "" && !value.includes("{{"));
}

function sections(data: unknown): Data[] {
  return Object.values((data ?? {}) as Data).filter((value): value is Data => typeof value === "object" && value !== null);
}

/** Each number, and the next above it. */
function around(numbers: number[]): number[] {
  return unique(numbers.flatMap((number) => [number, number + 1])).sort((a, b) => a - b);
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
