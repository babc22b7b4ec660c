/**
 * Splits a text into plain parts and links, so that a component can draw both without ever making HTML of a message.
 *
 * Only `http`, `https` and `mailto` addresses become links; everything else stays text, character for character.
 */
export interface TextPart {
  text: string;
  href: string | null;
}

const address = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/gi;
const trailing = /[.,;:!?)\]}]+$/;

/** Answers the parts of a text in order; joined together they are the text. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const shown = match[0].replace(trailing, "");
    const href = safeHref(shown);
    if (href === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** Answers the address if a link may lead there, and `null` if not. */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
