/**
 * What a remedy is: a change that does away with a finding, with the words of its button.
 *
 * A remedy is a command like any other, so that it can be undone. It guesses nothing that only a person can know: where
 * there are several ways to mend something, each is a remedy of its own.
 */
import type { Finding } from "handover";
import type { Edit, Spoken } from "../../document/edit.js";
import type { Flow, Kinds, Selection } from "../../document/flow.js";
import type { Providers } from "../../form.js";
import type { DesignerLabels } from "../../labels.js";

/** What remedies are worked out from. */
export interface Patient {
  flow: Flow;
  kinds: Kinds;
  providers: Providers;
  finding: Finding;
  /** Answers the findings about a flow. */
  check(flow: Flow): readonly Finding[];
  /** Whether a source is right as an expression, or as a text with `{{ }}`. */
  parses(source: string, kind: "expression" | "template"): boolean;
  /** A sentence for the visitor in a branch that is added for a status. */
  sentence(status: string): string;
}

/** What a button says: the name of its words, and what they are said about. */
export type RemedyWords = {
  [Name in keyof Sentences]: { name: Name; values: Spoken<Parameters<Sentences[Name]>> };
}[keyof Sentences];

type Sentences = DesignerLabels["forms"]["remedies"];

/** One way to mend what was found. */
export interface Remedy {
  words: RemedyWords;
  /** The change, told by the words of its button; `null` if it is not possible after all. */
  edit(what: string): Edit | null;
}

/** Answers a remedy that makes another flow of the present one. */
export function remedy(words: RemedyWords, change: () => Flow | null, selection?: Selection): Remedy {
  return {
    words,
    edit(what) {
      const flow = change();
      return flow && { flow, ...(selection && { selection }), told: { key: "mended", values: [what] } };
    },
  };
}

/** Answers what the engine takes for the word that was meant, where it says so. */
export function meant({ help }: Finding): string | null {
  return /^Did you mean `([^`]+)`\?$/.exec(help ?? "")?.[1] ?? null;
}

/** Answers the last part of a path. */
export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** Answers the path without its last part; empty for a path of one part. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}
