/** The chat as a text to keep: every line with its time, and who said it, as what. A pure function of the lines. */
import type { Language } from "../common/language.js";
import type { ChatLabels } from "./labels.js";
import type { Line, MessageLine } from "./lines.js";
import { nameOf, noteText, roleOf } from "./wording.js";

/** Answers the whole transcript, with a heading for each day. */
export function transcriptOf(lines: Line[], labels: ChatLabels, language: Language): string {
  const text = lines.flatMap((line) => [...(line.newDay ? ["", language.day(line.at), ""] : []), textOf(line, labels, language)]);
  return `${labels.title}\n${text.join("\n")}\n`;
}

function textOf(line: Line, labels: ChatLabels, language: Language): string {
  const time = language.time(line.at);
  if (line.kind === "note") return `${time}  * ${noteText(line.note, labels)}`;
  const name = nameOf(line, labels);
  const who = line.from === "visitor" ? name : `${name} (${roleOf(line.from, labels)})`;
  return `${time}  ${who}: ${contentOf(line, labels).join("\n").replaceAll("\n", "\n    ")}`;
}

function contentOf({ text, cards, attachments }: MessageLine, labels: ChatLabels): string[] {
  const content = [
    ...(text ? [text] : []),
    ...cards.map((card) => [card.title, card.text, card.href].filter((part) => part !== null).join("\n")),
    // A file that is its own address would fill the page.
    ...attachments.map(({ name, url }) => (url.startsWith("data:") ? `[${name ?? labels.file}]` : `[${name ?? labels.file}] ${url}`)),
  ];
  return content.length > 0 ? content : [labels.unshown];
}
