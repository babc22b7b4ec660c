/** Remedies for one setting of a node: one that is unknown, of the wrong type, out of range, or not set. */
import type { NodeField } from "handover";
import { at, withAt } from "../../document/data.js";
import { type Flow, type FlowNode, nodeOf } from "../../document/flow.js";
import { withNode } from "./nodes.js";
import { lastOf, meant, parentOf, type Patient, type Remedy, type RemedyWords, remedy } from "./remedy.js";
import { changedAt, withKey } from "./values.js";

/** Answers a remedy that changes what stands at a path of the node's data; `undefined` takes it out. */
export function inData({ flow, finding }: Patient, words: RemedyWords, path: string, change: (present: unknown) => unknown): Remedy {
  return remedy(words, () => {
    const node = nodeOf(flow, finding.node ?? "");
    return node === undefined ? null : withNode(flow, node, { ...node, data: changedAt(node.data ?? {}, path, change) as object });
  });
}

/** Answers a remedy that sets a field, whether the node has it or not. */
export function setting({ flow, finding }: Patient, words: RemedyWords, key: string, value: unknown): Remedy {
  return remedy(words, () => {
    const node = nodeOf(flow, finding.node ?? "");
    return node === undefined ? null : withNode(flow, node, { ...node, data: withAt(node.data, key, value) ?? {} });
  });
}

/** For a field that its kind of node does not have. */
export function unknownField(patient: Patient): Remedy[] {
  const { flow, finding } = patient;
  const path = finding.field ?? "";
  const near = meant(finding);
  const present = at(nodeOf(flow, finding.node ?? "")?.data, near === null ? "" : join(parentOf(path), near));
  const take = inData(patient, { name: "removeField", values: [path] }, path, () => undefined);
  if (near === null || present !== undefined) return [take];
  const rename = inData(patient, { name: "renameField", values: [near] }, parentOf(path), (data) => withKey(data, lastOf(path), near));
  return [rename, take];
}

/** For a value of the wrong type: the same as the right type, where there is no doubt; otherwise the default. */
export function mistyped(patient: Patient): Remedy[] {
  const { flow, kinds, finding } = patient;
  const path = finding.field ?? "";
  const node = nodeOf(flow, finding.node ?? "");
  if (node === undefined) return [];
  if (path === "position" || path === "data") return [remedy({ name: "removeField", values: [path] }, () => withNode(flow, node, without(node, path)))];
  const field = fieldAt(kinds.get(node.type)?.fields ?? [], path);
  const present = at(node.data, path);
  const right = field === undefined || field.key !== path ? undefined : converted(field, present);
  const convert = right === undefined ? [] : [inData(patient, { name: "makeValue", values: [shown(right)] }, path, () => right)];
  return [...convert, field === undefined || field.key === path ? toDefault(patient) : inData(patient, { name: "removeEntry", values: [] }, path, () => undefined)];
}

/** For a value that is not among the options. */
export function unknownOption(patient: Patient): Remedy[] {
  const { flow, kinds, finding } = patient;
  const path = finding.field ?? "";
  const node = nodeOf(flow, finding.node ?? "");
  const present = String(at(node?.data, path)).trim().toLowerCase();
  const options = fieldAt(kinds.get(node?.type ?? "")?.fields ?? [], path)?.options ?? [];
  const near = options.find(({ value, label }) => [value.toLowerCase(), label.toLowerCase()].includes(present));
  const use = near === undefined ? [] : [inData(patient, { name: "useOption", values: [near.label] }, path, () => near.value)];
  return [...use, toDefault(patient)];
}

/** For a value that cannot stay. */
export function toDefault(patient: Patient): Remedy {
  return setting(patient, { name: "setDefault", values: [labelOf(patient)] }, patient.finding.field ?? "", undefined);
}

/** For a provider that there is not: those that there are. */
export function provider(patient: Patient): Remedy[] {
  const { providers, finding } = patient;
  const use = Object.keys(providers).slice(0, 3).map((name) => setting(patient, { name: "useProvider", values: [name] }, finding.field ?? "provider", name));
  return use.length > 0 || finding.level === "error" ? use : [toDefault(patient)];
}

/** For a path of the context that is none: the nearest that is one. */
export function invalidPath(patient: Patient): Remedy[] {
  const { flow, finding } = patient;
  const path = finding.field ?? "";
  const present = at(nodeOf(flow, finding.node ?? "")?.data, path);
  const parts = String(present ?? "").split(".").map((part) => part.trim().replace(/[^\p{L}\p{N}_$-]+/gu, "_"));
  const right = parts.filter((part) => !["", "_", "__proto__", "constructor", "prototype"].includes(part)).join(".");
  if (right !== "") return [inData(patient, { name: "makeValue", values: [right] }, path, () => right)];
  return [path.includes(".") ? inData(patient, { name: "removeEntry", values: [] }, parentOf(path), () => undefined) : toDefault(patient)];
}

/** For call settings of which some are refused: numbers and headers as they have to be, and without what cannot be mended. */
export function refusedCall(patient: Patient): Remedy[] {
  return [inData(patient, { name: "cleanCall", values: [] }, "params", cleaned)];
}

/** Answers the field to which a path belongs, which may lead further into its value. */
export function fieldAt(fields: readonly NodeField[], path: string): NodeField | undefined {
  return fields.find((field) => path === field.key || path.startsWith(`${field.key}.`));
}

function labelOf({ flow, kinds, finding }: Patient): string {
  const path = finding.field ?? "";
  return fieldAt(kinds.get(nodeOf(flow, finding.node ?? "")?.type ?? "")?.fields ?? [], path)?.label ?? path;
}

function converted({ type, options, defaultValue }: NodeField, value: unknown): unknown {
  const [only, ...others] = Array.isArray(value) ? (value as unknown[]) : [value];
  const single = others.length === 0 && (typeof only === "string" || typeof only === "number" || typeof only === "boolean") ? String(only) : undefined;
  const word = single?.trim().toLowerCase() ?? "";
  if (type === "toggle") return ["true", "yes", "on", "1"].includes(word) ? true : ["false", "no", "off", "0"].includes(word) ? false : undefined;
  if (type === "select") return options?.find((option) => option.value.toLowerCase() === word)?.value;
  if (type === "number" || type === "node") return undefined;
  if (type === "textArray") return isObject(value) && Object.values(value).every((each) => typeof each === "string") ? Object.values(value) : undefined;
  if (type === "json" || type === "cases") return Array.isArray(defaultValue) && !Array.isArray(value) && (isObject(value) ? Object.keys(value).length > 0 : single !== undefined && type === "json") ? [value] : undefined;
  return Array.isArray(value) ? single : undefined;
}

function cleaned(params: unknown): unknown {
  if (!isObject(params)) return undefined;
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]) => {
      if (!["PHONE_GATEWAY_TRANSFER", "LIVE_AGENT_HANDOFF"].includes(key)) return [[key, value]];
      return isObject(value) ? [[key, Object.fromEntries(Object.entries(value).flatMap(([name, each]) => cleanedSetting(name, each)))]] : [];
    }),
  );
}

function cleanedSetting(name: string, value: unknown): [string, unknown][] {
  if (/^phone_?number$/i.test(name) && typeof value === "string") {
    const number = value.replace(/[\s()./-]/g, "").replace(/^00/, "+");
    return /^\+[1-9]\d{1,14}$/.test(number) ? [[name, number]] : [];
  }
  if (/^sip_?uri$/i.test(name)) return typeof value === "string" && /^sips?:[^\s<>"]+$/i.test(value) ? [[name, value]] : [];
  if (/^uui_?headers$/i.test(name)) return [[name, (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string").map(onOneLine)]];
  if (/^x_?headers$/i.test(name)) {
    const named = isObject(value) ? Object.entries(value).filter(([header, content]) => /^x-[\w-]+$/i.test(header) && typeof content === "string") : [];
    return [[name, Object.fromEntries(named.map(([header, content]) => [header, onOneLine(String(content))]))]];
  }
  return [[name, value]];
}

function onOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}

function without(node: FlowNode, key: "position" | "data"): FlowNode {
  const { [key]: _, ...rest } = node;
  return rest;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
