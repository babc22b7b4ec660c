/**
 * Keeps the focus, and the keys with it, when what had it goes away or can no longer be used: browsers then give it to nobody.
 *
 * It goes to the nearest of what was around that can have it, or else where it is told. What a person leaves is left, and
 * what has the focus elsewhere keeps it.
 */
import type { Attachment } from "svelte/attachments";

/** Makes the attachment; `otherwise` answers what gets the focus where nothing around can have it. */
export function keepsFocus(otherwise: () => HTMLElement | null): Attachment<HTMLElement> {
  return (within) => {
    const root = within.getRootNode() as Document | ShadowRoot;
    let held: HTMLElement | null = null;
    let around: HTMLElement[] = [];

    const came = ({ target }: FocusEvent) => {
      held = target as HTMLElement;
      around = ancestorsOf(held, within);
    };
    const left = ({ relatedTarget }: FocusEvent) => {
      const before = held;
      // Some browsers tell of it as well when they take away what had the focus.
      queueMicrotask(() => {
        if (before === held && (relatedTarget !== null || (before !== null && usable(before)))) held = null;
      });
    };
    const mend = () => {
      if (held === null || usable(held) || (root.activeElement !== null && root.activeElement !== held)) return;
      if (isElsewhere(root)) held = null;
      else (around.find((each) => each.isConnected && each.hasAttribute("tabindex")) ?? otherwise())?.focus({ preventScroll: true });
    };

    const observer = new MutationObserver(mend);
    observer.observe(within, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    within.addEventListener("focusin", came);
    within.addEventListener("focusout", left);
    return () => {
      observer.disconnect();
      within.removeEventListener("focusin", came);
      within.removeEventListener("focusout", left);
    };
  };
}

function usable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(":disabled");
}

function ancestorsOf(element: HTMLElement, within: HTMLElement): HTMLElement[] {
  const { parentElement } = element;
  return parentElement === null || parentElement === within ? [] : [parentElement, ...ancestorsOf(parentElement, within)];
}

/** Whether something outside has the focus. */
function isElsewhere(root: Document | ShadowRoot): boolean {
  const { activeElement, body } = document;
  return root instanceof ShadowRoot && root.activeElement === null && activeElement !== null && activeElement !== body && activeElement !== root.host;
}
