/**
 * The one tooltip of a desk: what a button does, and the key that does the same.
 *
 * It is for the eyes; others learn the key from `aria-keyshortcuts`, and the name from the button itself. It goes at Escape.
 */
import type { Attachment } from "svelte/attachments";

const patience = 450;

/** What a tooltip says, read when it is shown. */
export interface Hint {
  text: string;
  key: string | null;
}

export class Tip {
  shown = $state.raw<(Hint & { over: DOMRect }) | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Makes an element show a hint while the pointer rests on it or the keyboard's focus is there. */
  readonly hint = (of: () => Hint): Attachment<HTMLElement> => (element) => {
    const { key } = of();
    if (key !== null) element.setAttribute("aria-keyshortcuts", key === "?" ? "Shift+?" : key.toUpperCase());
    const show = () => (this.shown = { ...of(), over: element.getBoundingClientRect() });
    const wait = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(show, patience);
    };
    const focused = () => element.matches(":focus-visible") && show();
    const page = new AbortController();
    const on = (type: string, listener: () => void) => element.addEventListener(type, listener, { signal: page.signal });
    on("pointerenter", wait);
    on("pointerleave", this.hide);
    on("pointerdown", this.hide);
    on("focus", focused);
    on("blur", this.hide);
    return () => {
      page.abort();
      this.hide();
    };
  };

  /** A button may lose the focus because it goes, in the middle of an update: the tooltip goes right after. */
  readonly hide = (): void => {
    clearTimeout(this.#timer);
    const { shown } = this;
    queueMicrotask(() => {
      if (this.shown === shown) this.shown = null;
    });
  };
}
