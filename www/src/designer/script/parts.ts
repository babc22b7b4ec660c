/**
 * The parts of a text with `{{ }}`, with their places: what stands between the braces, and whether they are closed.
 *
 * It parts a text as the engine does: the end of a part is the first `}}` outside its own brackets and texts, or else
 * the very first. It judges no part.
 */

/** What stands between `{{` and `}}`; without an end it reaches to the end of the text. */
export interface Part {
  /** Where the expression begins, behind the braces. */
  from: number;
  /** Where it ends, ahead of the braces. */
  to: number;
  closed: boolean;
}

/** Answers the parts of a text, from first to last. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (;;) {
    const open = text.indexOf("{{", done);
    if (open < 0) return parts;
    const from = open + 2;
    const to = endOf(text, from);
    parts.push({ from, to: to ?? text.length, closed: to !== null });
    if (to === null) return parts;
    done = to + 2;
  }
}

/** Answers the part in which a place lies, its ends included; `null` for a place in the text around. */
export function partAt(text: string, place: number): Part | null {
  return partsOf(text).find(({ from, to }) => place >= from && place <= to) ?? null;
}

function endOf(text: string, from: number): number | null {
  const open: string[] = [];
  for (let at = from; at < text.length; at += 1) {
    const inside = open.at(-1);
    const char = text.charAt(at);
    if (inside === '"' || inside === "'" || inside === "`") {
      if (char === "\\") at += 1;
      else if (inside === "`" && char === "$" && text.charAt(at + 1) === "{") {
        at += 1;
        open.push("{");
      } else if (char === inside) open.pop();
      else if (char === "\n" && inside !== "`") break;
    } else if (char === '"' || char === "'" || char === "`" || char === "{") open.push(char);
    else if (inside === undefined && text.startsWith("}}", at)) return at;
    else if (inside === "{" && char === "}") open.pop();
  }
  const first = text.indexOf("}}", from);
  return first < 0 ? null : first;
}
