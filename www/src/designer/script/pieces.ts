/** The picture behind a script field: which stretches of the text are expressions, and where something is wrong. */
import type { ExpressionError } from "handover";
import type { ScriptKind } from "./complete.js";
import { partsOf } from "./parts.js";

/** A stretch of the text and how it looks. */
export interface Piece {
  text: string;
  look: "plain" | "code" | "wrong";
}

/** Answers the text in pieces, from first to last. */
export function piecesOf(text: string, kind: ScriptKind, errors: readonly ExpressionError[]): Piece[] {
  const looks: Piece["look"][] = Array.from({ length: text.length }, () => "plain");
  if (kind === "template") for (const { from, to, closed } of partsOf(text)) looks.fill("code", from - 2, to + (closed ? 2 : 0));
  for (const { at } of errors) {
    const from = Math.min(at, text.length - 1);
    looks.fill("wrong", from, from + markLength(text, from));
  }
  const pieces: Piece[] = [];
  for (const [at, look] of looks.entries()) {
    const last = pieces.at(-1);
    if (last?.look === look) last.text += text.charAt(at);
    else pieces.push({ text: text.charAt(at), look });
  }
  return pieces;
}

// A word is marked as a whole; what ends too early is marked at its last letter.
function markLength(text: string, from: number): number {
  const found = /^(?:[\p{L}\p{N}_$]+|\{\{|\}\}|\s+|[\ud800-\udbff]?[\s\S])/u.exec(text.slice(from));
  return Math.max(1, found?.[0].length ?? 1);
}
