/**
 * Keeps a scrolling box at its end while its end is in sight, whether something comes in or the box changes its size.
 *
 * A reader who has scrolled up stays where they are; the box then only reports that its end is out of sight.
 */
import type { Attachment } from "svelte/attachments";

const near = 48;

/** Makes the attachment; `report` is told whenever the end comes into sight or goes out of it. */
export function followEnd(report: (atEnd: boolean) => void = () => {}): Attachment<HTMLElement> {
  return (box) => {
    let atEnd = true;
    let last = 0;
    const follow = () => {
      if (atEnd) toEnd(box);
    };
    const scrolled = () => {
      const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < near;
      // Only a reader goes up; where the box has become smaller, the end is out of sight and still wanted.
      const now = isNear || (atEnd && box.scrollTop >= last);
      last = box.scrollTop;
      if (now !== atEnd) report((atEnd = now));
    };
    const content = new MutationObserver(follow);
    const size = new ResizeObserver(follow);
    content.observe(box, { childList: true, subtree: true, characterData: true });
    size.observe(box);
    box.addEventListener("scroll", scrolled);
    // A picture takes its room when it has come.
    box.addEventListener("load", follow, true);
    toEnd(box);
    return () => {
      content.disconnect();
      size.disconnect();
      box.removeEventListener("scroll", scrolled);
      box.removeEventListener("load", follow, true);
    };
  };
}

/** Scrolls to the end at once. */
export function toEnd(box: HTMLElement): void {
  box.scrollTop = box.scrollHeight;
}
