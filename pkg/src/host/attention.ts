/**
 * Tells when to look again although nobody has rung: some time has passed, the page is
 * visible again, the machine is awake or online. And when a page leaves or comes back.
 */
import type { Environment, Millis } from "./types.js";

/** Between two looks of one's own accord. */
const PULSE: Millis = 5_000;

export interface Attention {
  /** Called at every pulse and whenever the surroundings come back to life. */
  look: () => void;
  /** Called when the page is about to go, and has time for the synchronous only. */
  leave?: () => void;
  /** Called when a page that has left comes back as it was. */
  back?: () => void;
}

/** Answers the function that ends it. */
export function attend(environment: Environment, { look, leave, back }: Attention): () => void {
  let timer: unknown = null;
  const wait = () => {
    timer = environment.setTimeout(() => (look(), wait()), PULSE);
    // A pulse alone is no reason for a process of Node to go on.
    (timer as { unref?: () => void } | null)?.unref?.();
  };
  wait();

  const page = new AbortController();
  const on = (target: EventTarget, type: string, listener: (event: Event) => void) =>
    target.addEventListener(type, listener, { signal: page.signal });
  if (typeof document !== "undefined") on(document, "visibilitychange", () => document.visibilityState === "visible" && look());
  if (typeof window !== "undefined") {
    on(window, "online", look);
    on(window, "pagehide", () => leave?.());
    on(window, "pageshow", (event) => (event as PageTransitionEvent).persisted && (back ?? look)());
  }

  return () => {
    environment.clearTimeout(timer);
    page.abort();
  };
}
