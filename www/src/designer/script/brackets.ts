/**
 * What is open in an expression: brackets and texts that have begun and not ended.
 *
 * It reads letter by letter and parses nothing: whether an expression is right, the engine says.
 */

const closers: Record<string, string> = { "(": ")", "[": "]", "{": "}", "${": "}", '"': '"', "'": "'", "`": "`" };

/** What is open at the end of a source, outermost first: brackets, quotes, and `${` for a hole in a text. */
export function openAt(source: string): string[] {
  const open: string[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const inside = open.at(-1);
    const char = source.charAt(at);
    if (inside === '"' || inside === "'" || inside === "`") {
      if (char === "\\") at += 1;
      else if (char === inside) open.pop();
      else if (inside === "`" && source.startsWith("${", at)) {
        open.push("${");
        at += 1;
      }
    } else if (char in closers) open.push(char);
    else if (inside !== undefined && char === closers[inside]) open.pop();
  }
  return open;
}

/** Answers what would close all that is open; empty if nothing is. */
export function closing(source: string): string {
  return openAt(source)
    .reverse()
    .map((opener) => closers[opener] ?? "")
    .join("");
}
