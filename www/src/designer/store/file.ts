/**
 * A flow as the text of a file, in and out.
 *
 * What comes in and is not changed goes out byte for byte; what is changed keeps the order of its keys, data that nobody
 * here knows, and the way in which the file was indented. A text that is no flow is refused with findings and changes nothing.
 */
import type { Finding, Flow } from "handover";

/** What reading a text has given: a flow, or why it is none. */
export type ReadFlow = { flow: Flow; source: string } | { refused: Finding[] };

/** Reads a flow; `check` answers what is wrong with a value, as `checkFlow` does. Faults that can be mended in the designer are no reason to refuse. */
export function readFlow(text: string, check: (flow: unknown) => Finding[]): ReadFlow {
  let read: unknown;
  try {
    // A mark of the byte order is no part of the text.
    read = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { refused: [faultOf("json_invalid", sentenceOf(error))] };
  }
  if (isFlow(read)) return { flow: read, source: text };
  const errors = check(read).filter(({ level }) => level === "error");
  return { refused: errors.length > 0 ? errors : [faultOf("flow_unreadable", "this has not the shape of a flow")] };
}

/** Writes a flow; `source` is the text that it came from, if it came from one. */
export function writeFlow(flow: Flow, source: string | null): string {
  if (source === null) return `${JSON.stringify(flow, null, 2)}\n`;
  if (same(flow, source)) return source;
  const end = /\r?\n$/.exec(source)?.[0] ?? "";
  const text = JSON.stringify(flow, null, indentOf(source));
  return (source.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text) + end;
}

/** Answers a name for a file: the flow's own, as far as a file can have it. */
export function fileName(flow: Flow): string {
  const name = (flow.name ?? "").normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase();
  return name === "" ? "flow" : name;
}

function same(flow: Flow, source: string): boolean {
  return JSON.stringify(flow) === JSON.stringify(JSON.parse(source.replace(/^\uFEFF/, "")));
}

function indentOf(source: string): string {
  return /^\s*\{\r?\n([ \t]+)\S/.exec(source.replace(/^\uFEFF/, ""))?.[1] ?? "";
}

/** Whether a value has the shape that can be edited; all else about it is for the findings. */
function isFlow(value: unknown): value is Flow {
  const flow = value as Partial<Flow> | null;
  const identified = (each: unknown, ...keys: string[]) => typeof each === "object" && each !== null && keys.every((key) => typeof Reflect.get(each, key) === "string");
  return (
    typeof flow === "object" && flow !== null && flow.version === 1 && (flow.name === undefined || typeof flow.name === "string") &&
    Array.isArray(flow.nodes) && flow.nodes.every((node) => identified(node, "id", "type") && isData(node.data)) && distinct(flow.nodes) &&
    Array.isArray(flow.edges) && flow.edges.every((edge) => identified(edge, "id", "source", "target")) && distinct(flow.edges) &&
    (flow.notes === undefined || (Array.isArray(flow.notes) && flow.notes.every((note) => identified(note, "id", "text")) && distinct(flow.notes)))
  );
}

function isData(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "object" && !Array.isArray(value));
}

function distinct(items: readonly { id: string }[]): boolean {
  return new Set(items.map(({ id }) => id)).size === items.length;
}

function faultOf(code: string, message: string): Finding {
  return { level: "error", code, message, node: null, edge: null, field: null, help: null };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
