/**
 * Lets a list float above all else, beside a point or an element, and go at a click elsewhere or by the key Escape.
 *
 * Its first field or entry gets the focus, which goes back to where it was unless it has gone somewhere of its own.
 */
import type { Attachment } from "svelte/attachments";

/** Where it floats: at a point of the window, or below an element. */
export type Anchor = { x: number; y: number } | Element;

const margin = 8;

/** Makes the attachment; `close` is called when the list is to go. */
export function floating(anchor: Anchor | null, close: () => void): Attachment<HTMLElement> {
  return (box) => {
    const root = box.getRootNode() as Document | ShadowRoot;
    const before = root.activeElement;
    const pressed = (event: Event) => {
      if (!event.composedPath().includes(box)) close();
    };
    const escaped = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      close();
    };
    box.popover = "manual";
    box.showPopover();
    place(box, anchor);
    box.querySelector<HTMLElement>("input, [role^=menuitem]")?.focus();
    box.addEventListener("keydown", escaped);
    addEventListener("pointerdown", pressed, true);
    return () => {
      box.removeEventListener("keydown", escaped);
      removeEventListener("pointerdown", pressed, true);
      const lost = root.activeElement === null || box.contains(root.activeElement);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  };
}

function place(box: HTMLElement, anchor: Anchor | null): void {
  const { width, height } = box.getBoundingClientRect();
  const wanted = wantedPlace(box, anchor, width);
  box.style.left = `${Math.max(margin, Math.min(wanted.x, innerWidth - width - margin))}px`;
  box.style.top = `${Math.max(margin, Math.min(wanted.y, innerHeight - height - margin))}px`;
}

function wantedPlace(box: HTMLElement, anchor: Anchor | null, width: number): { x: number; y: number } {
  if (anchor === null) {
    const around = (box.parentElement ?? box).getBoundingClientRect();
    return { x: around.left + (around.width - width) / 2, y: around.top + 48 };
  }
  if (!(anchor instanceof Element)) return anchor;
  const { left, right, bottom } = anchor.getBoundingClientRect();
  const leftwards = (left + right) / 2 > innerWidth / 2;
  return { x: leftwards ? right - width : left, y: bottom + 4 };
}
