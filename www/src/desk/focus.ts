/**
 * Keeps the focus in the desk when what holds it goes away: others end conversations, and take what waits.
 *
 * It goes to what stood around, where that can have the focus, and else to a place that the desk names. A focus that is
 * somewhere else, or nowhere by the agent's own doing, is left alone.
 */
import type { Attachment } from "svelte/attachments";

/** Makes the attachment for what the desk holds; `fallback` answers where the focus is to go if nothing around is left. */
export function keepFocus(fallback: () => HTMLElement | undefined): Attachment<HTMLElement> {
  return (desk) => {
    const shadow = desk.getRootNode() as ShadowRoot;
    let held: Element | null = null;
    let around: HTMLElement | null = null;

    const taken = ({ target }: FocusEvent) => {
      held = target as Element;
      around = held.parentElement?.closest<HTMLElement>("[tabindex]") ?? null;
    };
    // Whether it was given up or has gone is to be seen when the change is over.
    const released = () => queueMicrotask(() => held?.isConnected === true && shadow.activeElement === null && (held = null));
    const gone = new MutationObserver(() => {
      if (held === null || held.isConnected) return;
      held = null;
      if (!isFree(shadow)) return;
      (around?.isConnected === true ? around : fallback())?.focus();
    });

    desk.addEventListener("focusin", taken);
    desk.addEventListener("focusout", released);
    gone.observe(desk, { childList: true, subtree: true });
    return () => {
      gone.disconnect();
      desk.removeEventListener("focusin", taken);
      desk.removeEventListener("focusout", released);
    };
  };
}

function isFree(shadow: ShadowRoot): boolean {
  const { activeElement } = shadow.host.getRootNode() as Document | ShadowRoot;
  return shadow.activeElement === null && (activeElement === null || activeElement === document.body);
}
