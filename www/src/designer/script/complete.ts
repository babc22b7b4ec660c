/**
 * What could stand where the caret is: keys of values, methods, functions and tokens of the script language.
 *
 * It reads what is typed, the values of a test conversation and the paths that are known. It evaluates nothing and offers
 * nothing inside a text in quotes.
 */
import type { Scope } from "handover";
import { openAt } from "./brackets.js";
import type { KnownPath } from "./known.js";
import { globals, listMethods, members, numberMethods, roots, textMethods } from "./language.js";
import { partAt } from "./parts.js";
import { shortValue } from "./shown.js";

/** How the field is read: as one expression, or as a text with expressions in `{{ }}`. */
export type ScriptKind = "expression" | "template";

/** What is known where an expression is typed. */
export interface Knowledge {
  scope: Scope;
  paths: readonly KnownPath[];
}

/** Something that could be put where the caret is. */
export interface Suggestion {
  /** What is put there. */
  text: string;
  /** What a person reads. */
  label: string;
  /** The value at present, or what a token is called. */
  detail: string;
  kind: "token" | "value" | "method" | "function";
}

/** Suggestions, and the stretch of the source that each of them replaces. */
export interface Completion {
  from: number;
  to: number;
  suggestions: Suggestion[];
}

const name = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`;
const step = String.raw`(?:\?\.|\.)${name}|\[\d+\]|\["[^"\\]*"\]|\['[^'\\]*'\]`;
const member = new RegExp(String.raw`(?<![\p{L}\p{N}_$.\])])(${name}(?:${step})*)(?:\?\.|\.)([\p{L}\p{N}_$]*)$`, "u");
const ofSomething = new RegExp(String.raw`(["'\x60)\]])(?:\?\.|\.)([\p{L}\p{N}_$]*)$`, "u");
const word = new RegExp(String.raw`(?<![\p{L}\p{N}_$.])(${name})?$`, "u");

/** Answers what could stand at the caret; `null` where nothing can. `asked` offers also where nothing has been typed. */
export function completionAt(source: string, caret: number, kind: ScriptKind, knowledge: Knowledge, asked: boolean): Completion | null {
  const part = kind === "template" ? partAt(source, caret) : { from: 0, to: source.length, closed: true };
  if (part === null) return asked ? around(caret, knowledge) : null;
  const before = source.slice(part.from, caret).replace(/^\s*\{\{/, "");
  if (['"', "'", "`"].includes(openAt(before).at(-1) ?? "")) return null;
  const to = caret + (/^[\p{L}\p{N}_$]*/u.exec(source.slice(caret, part.to))?.[0].length ?? 0);
  const ending = kind === "template" && !part.closed ? " }}" : "";
  const inner = member.exec(before);
  const outer = inner === null ? ofSomething.exec(before) : null;
  const typed = inner?.[2] ?? outer?.[2] ?? word.exec(before)?.[1] ?? "";
  if (inner === null && outer === null && typed === "" && !asked && kind === "expression") return null;
  if (inner === null && outer === null && !word.test(before)) return null;
  const found = inner !== null ? behind(pathOf(inner[1] ?? ""), knowledge) : outer !== null ? methodsOf(outer[1] === ")" || outer[1] === "]" ? undefined : "") : starts(knowledge);
  const suggestions = matching(found, typed).map((each) => ({ ...each, text: each.text + (each.kind === "token" || each.kind === "value" ? ending : "") }));
  return suggestions.length === 0 ? null : { from: caret - typed.length, to, suggestions };
}

/** Answers a text with a suggestion in place, and where the caret stands then. */
export function completed(source: string, { from, to }: Pick<Completion, "from" | "to">, { text, kind }: Suggestion): { source: string; caret: number } {
  const called = kind === "method" || (kind === "function" && !(text in members) && text !== "PI" && /^[a-z]/.test(text));
  const put = called && source.charAt(to) !== "(" ? `${text}()` : text;
  const inside = put.endsWith("()") ? 1 : put.endsWith(" }}") ? 3 : 0;
  return { source: source.slice(0, from) + put + source.slice(to), caret: from + put.length - inside };
}

// In the text around the parts a whole part is put in.
function around(caret: number, knowledge: Knowledge): Completion {
  const suggestions = tokens(knowledge).map((token) => ({ ...token, text: `{{ ${token.text} }}` }));
  return { from: caret, to: caret, suggestions };
}

function starts(knowledge: Knowledge): Suggestion[] {
  const own = Object.entries(roots).flatMap(([root, full]): Suggestion[] => (root === full ? [{ text: root, label: root, detail: shortValue(knowledge.scope[full]), kind: "value" }] : []));
  return [...own, ...tokens(knowledge), ...globals.map((each): Suggestion => ({ text: each, label: each, detail: "", kind: "function" }))];
}

function tokens({ paths, scope }: Knowledge): Suggestion[] {
  return paths.flatMap(({ path, label }): Suggestion[] => (label === undefined ? [] : [{ text: path, label, detail: path, kind: "token" }])).map((each) => {
    const value = valueAt(scope, each.text.split("."));
    return value === undefined ? each : { ...each, detail: `${each.detail} = ${shortValue(value)}` };
  });
}

function behind(path: string[], { scope, paths }: Knowledge): Suggestion[] {
  const [first = "", ...rest] = path;
  const space = rest.length === 0 && Object.hasOwn(members, first) ? (members[first] ?? []) : null;
  if (space !== null) return space.map((each) => ({ text: each, label: each, detail: "", kind: "function" }));
  const root = Object.hasOwn(roots, first) ? roots[first as keyof typeof roots] : null;
  if (root === null) return methodsOf(undefined);
  const value = valueAt(scope, [root, ...rest]);
  const ahead = `${[root, ...rest].join(".")}.`;
  const keys = new Map<string, Suggestion>();
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) keys.set(key, { text: key, label: key, detail: shortValue(inner), kind: "value" });
  }
  for (const { path: known, label } of paths) {
    const key = known.startsWith(ahead) ? (known.slice(ahead.length).split(".")[0] ?? "") : "";
    const whole = known === ahead + key ? label : undefined;
    if (key !== "" && !keys.has(key)) keys.set(key, { text: key, label: key, detail: whole ?? "", kind: "value" });
  }
  const named = [...keys.values()].filter(({ text }) => new RegExp(`^${name}$`, "u").test(text));
  return [...named, ...(rest.length === 0 || named.length > 0 ? [] : methodsOf(value))];
}

// What is not known yet may be anything.
function methodsOf(value: unknown): Suggestion[] {
  const methods =
    typeof value === "string" ? textMethods : Array.isArray(value) ? listMethods : typeof value === "number" ? numberMethods : value === undefined || value === null ? [...new Set([...textMethods, ...listMethods, ...numberMethods])].sort() : [];
  const length: Suggestion[] = typeof value === "number" || methods.length === 0 ? [] : [{ text: "length", label: "length", detail: "", kind: "value" }];
  return [...length, ...methods.map((each): Suggestion => ({ text: each, label: each, detail: "", kind: "method" }))];
}

// What has a word that begins with the typed letters; what only holds them, if there is nothing else.
function matching(found: Suggestion[], typed: string): Suggestion[] {
  const wanted = typed.toLowerCase();
  const others = found.filter(({ text }) => text !== typed);
  const begun = others.filter(({ text, label }) => [text, ...text.split("."), ...label.split(" ")].some((each) => each.toLowerCase().startsWith(wanted)));
  return begun.length > 0 ? begun : others.filter(({ text }) => text.toLowerCase().includes(wanted));
}

function pathOf(source: string): string[] {
  return source.split(/\?\.|\.|\[|\]/).filter((part) => part !== "").map((part) => part.replace(/^["']|["']$/g, ""));
}

function valueAt(scope: Scope, path: readonly string[]): unknown {
  let value: unknown = scope;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
