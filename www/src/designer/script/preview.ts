/** What an expression or a text comes to in the test conversation, as it is shown below its field. */
import { checkExpression, evaluate, type ExpressionError, HandoverError, render, type Scope } from "handover";
import type { ScriptKind } from "./complete.js";

/** The value in words; or why there is none. */
export type Preview = { value: unknown } | { failure: string };

/** Answers what is wrong with a source; a blank one is right. */
export function errorsIn(source: string, kind: ScriptKind): ExpressionError[] {
  return source.trim() === "" ? [] : checkExpression(source, kind);
}

/** Answers what a source comes to; `null` for one that is blank, or that holds nothing to be computed. */
export function previewOf(source: string, kind: ScriptKind, scope: Scope): Preview | null {
  if (source.trim() === "" || (kind === "template" && !source.includes("{{"))) return null;
  try {
    return { value: kind === "template" ? render(source, scope) : evaluate(source, scope) };
  } catch (error) {
    if (error instanceof HandoverError) return { failure: error.message };
    throw error;
  }
}
