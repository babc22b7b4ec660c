/**
 * Reads a message's text as simple formatting: bold, italic, code, lists, links and line breaks, as chats commonly write them.
 *
 * It makes nodes for a component to draw, never HTML, and only addresses that a link may lead to become links. What is not
 * formatting, or not closed, stays text, character for character. Every search is bounded, so that no text takes long.
 */
import { safeHref } from "./links.js";

/** A part of a line. */
export type Inline =
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "link"; text: string; href: string }
  | { type: "strong"; content: Inline[] }
  | { type: "em"; content: Inline[] };

/** A part of a message: running text, of which the line breaks count, a list, or a block of code. */
export type Block =
  | { type: "text"; content: Inline[] }
  | { type: "list"; start: number | null; items: Inline[][] }
  | { type: "code"; text: string };

/** Longer texts are shown as they are. */
const limit = 20_000;
const deepest = 4;

const bullet = /^\s{0,3}[-*•] +(\S.*)$/;
const numbered = /^\s{0,3}(\d{1,3})[.)] +(\S.*)$/;
const fence = /^\s{0,3}```\w{0,20}\s*$/;

const mark = new RegExp(
  [
    /`(?<code>[^`\n]{1,1000})`/u,
    /\[(?<name>[^[\]\n]{1,300})\]\((?<target>[^\s()]{1,2000})\)/u,
    /(?<address>\b(?:https?:\/\/|mailto:)[^\s<>"'`]+)/u,
    /\*\*(?=\S)(?<bold>[^\n]{0,999}?\S)\*\*/u,
    /(?<![\p{L}\p{N}_])__(?=\S)(?<bolder>[^\n]{0,999}?\S)__(?![\p{L}\p{N}_])/u,
    /(?<![\p{L}\p{N}*])\*(?=[^\s*])(?<slanted>[^*\n]{0,999}?[^\s*])\*(?![\p{L}\p{N}*])/u,
    /(?<![\p{L}\p{N}_])_(?=[^\s_])(?<slant>[^_\n]{0,999}?[^\s_])_(?![\p{L}\p{N}_])/u,
  ]
    .map(({ source }) => source)
    .join("|"),
  "giu",
);
const trailing = /[.,;:!?)\]}*_]+$/;

/** Answers the blocks of a text, in order. */
export function formatted(text: string): Block[] {
  if (text.length > limit) return [{ type: "text", content: [{ type: "text", text }] }];
  const blocks: Block[] = [];
  const lines = text.split("\n");
  let plain: string[] = [];
  const flush = () => {
    if (plain.some((line) => line !== "")) blocks.push({ type: "text", content: inline(trimmed(plain).join("\n"), 0) });
    plain = [];
  };
  for (let at = 0; at < lines.length; ) {
    const found = codeAt(lines, at) ?? listAt(lines, at);
    if (found === null) {
      plain.push(lines[at] ?? "");
      at += 1;
      continue;
    }
    flush();
    blocks.push(found.block);
    at = found.end;
  }
  flush();
  return blocks;
}

interface Found {
  block: Block;
  end: number;
}

function codeAt(lines: string[], begin: number): Found | null {
  if (!fence.test(lines[begin] ?? "")) return null;
  const end = lines.findIndex((line, at) => at > begin && fence.test(line));
  if (end === -1) return null;
  return { block: { type: "code", text: lines.slice(begin + 1, end).join("\n") }, end: end + 1 };
}

// One line alone may be anything, such as a date or a dash that begins a sentence.
function listAt(lines: string[], begin: number): Found | null {
  const kind = [bullet, numbered].find((each) => each.test(lines[begin] ?? ""));
  if (kind === undefined) return null;
  const items: string[] = [];
  let end = begin;
  for (let item = kind.exec(lines[end] ?? ""); item !== null; item = kind.exec(lines[end] ?? "")) {
    items.push(item.at(-1) ?? "");
    end += 1;
  }
  if (items.length < 2) return null;
  const start = kind === numbered ? Number(numbered.exec(lines[begin] ?? "")?.[1]) : null;
  return { block: { type: "list", start, items: items.map((item) => inline(item, 0)) }, end };
}

function inline(text: string, depth: number): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  const add = (part: Inline, from: number, to: number) => {
    if (from > end) parts.push({ type: "text", text: text.slice(end, from) });
    parts.push(part);
    end = to;
  };
  const marks = new RegExp(mark);
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    const [whole] = match;
    const from = match.index;
    const { code, name, target, address, bold, bolder, slanted, slant } = match.groups ?? {};
    const strong = bold ?? bolder;
    const em = slanted ?? slant;
    if (code !== undefined) add({ type: "code", text: code }, from, from + whole.length);
    else if (name !== undefined && target !== undefined) {
      const href = namedHref(name, target);
      if (href !== null) add({ type: "link", text: name, href }, from, from + whole.length);
      // There may be an address in it all the same.
      else marks.lastIndex = from + 1;
    } else if (address !== undefined) {
      const shown = address.replace(trailing, bracketsOf);
      const href = safeHref(shown);
      if (href !== null) add({ type: "link", text: shown, href }, from, from + shown.length);
    } else if (depth < deepest && strong !== undefined) add({ type: "strong", content: inline(strong, depth + 1) }, from, from + whole.length);
    else if (depth < deepest && em !== undefined) add({ type: "em", content: inline(em, depth + 1) }, from, from + whole.length);
  }
  if (end < text.length) parts.push({ type: "text", text: text.slice(end) });
  return parts;
}

// What ends an address is the sentence's, but for the brackets that were opened in it.
function bracketsOf(end: string, at: number, address: string): string {
  const before = address.slice(0, at);
  const open = before.split("(").length - before.split(")").length;
  return (/^\)*/.exec(end)?.[0] ?? "").slice(0, Math.max(0, open));
}

// A name that looks like an address may lie about where the link leads; such a link is shown as it was written.
function namedHref(name: string, target: string): string | null {
  return /\w\.\w|:\/\//.test(name) ? null : safeHref(target);
}

// Blank lines beside a block are its distance.
function trimmed(lines: string[]): string[] {
  const first = lines.findIndex((line) => line !== "");
  const last = lines.findLastIndex((line) => line !== "");
  return lines.slice(first, last + 1);
}
