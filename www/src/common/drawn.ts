/** Makes the nodes of a formatted text: elements by their names, and texts as texts. There is no HTML on the way. */
import type { Block, Inline } from "./formatted.js";

/** Answers the nodes, in order. */
export function drawn(blocks: Block[]): Node[] {
  return blocks.flatMap((block) => {
    if (block.type === "text") return block.content.map(part);
    if (block.type === "code") return [made("pre", [made("code", [block.text])])];
    const list = made(block.start === null ? "ul" : "ol", block.items.map((item) => made("li", item.map(part))));
    if (list instanceof HTMLOListElement) list.start = block.start ?? 1;
    return [list];
  });
}

function part(inline: Inline): Node {
  if (inline.type === "text") return document.createTextNode(inline.text);
  if (inline.type === "code") return made("code", [inline.text]);
  if (inline.type !== "link") return made(inline.type, inline.content.map(part));
  const link = made("a", [inline.text]);
  link.href = inline.href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function made<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, content: (Node | string)[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}
