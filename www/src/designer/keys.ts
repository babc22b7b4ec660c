/**
 * Keys as they are written in the list of shortcuts, such as `Mod+Shift+Z`; `Mod` is the key that a system uses for commands.
 *
 * It knows no command.
 */
const apple = /Mac|iPhone|iPad/.test(typeof navigator === "undefined" ? "" : navigator.userAgent);

const shown: Record<string, string> = {
  Mod: apple ? "⌘" : "Ctrl",
  Alt: apple ? "⌥" : "Alt",
  Shift: apple ? "⇧" : "Shift",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Delete: apple ? "⌦" : "Del",
  Escape: "Esc",
};

/** Whether a key was pressed that is written so. */
export function pressed(event: KeyboardEvent, written: string): boolean {
  const parts = written.split("+");
  const key = parts.pop() || "+";
  const mod = apple ? event.metaKey : event.ctrlKey;
  const other = apple ? event.ctrlKey : event.metaKey;
  // A sign such as `?` is what it is with whatever is held down to write it.
  const sign = key.length === 1 && !/[a-z0-9]/i.test(key);
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    mod === parts.includes("Mod") &&
    !other &&
    event.altKey === parts.includes("Alt") &&
    (sign || event.shiftKey === parts.includes("Shift"))
  );
}

/** Writes a key as this system's keyboards do, part by part. */
export function partsOf(written: string): string[] {
  return written === "+" ? ["+"] : written.split("+").map((part) => shown[part] ?? (part || "+"));
}

/** Whether what has the focus takes letters for itself. */
export function takesText(target: EventTarget | undefined): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLElement && target.isContentEditable) || (target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range"].includes(target.type));
}
