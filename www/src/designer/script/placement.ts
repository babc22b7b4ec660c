/** Puts a list of suggestions below the place in a text where it belongs, above it where there is no room, and always in sight. */

const gap = 4;

/** Shows a popover beside a place in the text of an element. */
export function place(popover: HTMLElement, text: HTMLElement, at: number): void {
  if (!popover.matches(":popover-open")) popover.showPopover();
  const anchor = placeOf(text, at);
  const { width, height } = popover.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const start = text.matches(":dir(rtl)") ? anchor.right - width : anchor.left;
  const below = anchor.bottom + gap;
  const fits = below + height <= innerHeight || anchor.top < innerHeight - anchor.bottom;
  popover.style.left = `${Math.max(gap, Math.min(start, innerWidth - width - gap))}px`;
  popover.style.top = `${fits ? below : Math.max(gap, anchor.top - gap - height)}px`;
}

function placeOf(text: HTMLElement, at: number): DOMRect {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let left = at;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (left < length) {
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, left + 1);
      return range.getBoundingClientRect();
    }
    left -= length;
  }
  return text.getBoundingClientRect();
}
