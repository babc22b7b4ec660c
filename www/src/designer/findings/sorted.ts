/** Findings as they are listed: errors before warnings, narrowed down to a level and to some words. */
import type { Finding } from "handover";

export type Level = Finding["level"] | "all";

/** A finding and where it is, in words. */
export interface Listed {
  finding: Finding;
  place: string;
}

/** Answers the findings of one level that hold all of the words, in their order. */
export function narrowed(listed: readonly Listed[], level: Level, query: string): Listed[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return listed.filter(({ finding, place }) => {
    const text = [finding.code, finding.message, finding.help, place].join("\n").toLowerCase();
    return (level === "all" || finding.level === level) && wanted.every((word) => text.includes(word));
  });
}

/** Answers how many there are of each level. */
export function countsOf(findings: readonly Finding[]): Record<Finding["level"], number> {
  const errors = findings.filter(({ level }) => level === "error").length;
  return { error: errors, warning: findings.length - errors };
}
