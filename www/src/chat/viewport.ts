/**
 * Tells a full-screen chat how much of the screen a phone's keyboard leaves, as `--visible-height` and `--visible-top`.
 *
 * Some browsers put the keyboard over the page without making the page smaller. A page that is zoomed in keeps its measures.
 */
import type { Attachment } from "svelte/attachments";

export const followKeyboard: Attachment<HTMLElement> = (panel) => {
  const viewport = window.visualViewport;
  if (viewport === null) return;
  const measure = () => {
    const measures = viewport.scale > 1.01 ? [null, null] : [viewport.height, viewport.offsetTop];
    ["--visible-height", "--visible-top"].forEach((name, at) => {
      const measured = measures[at];
      if (measured == null) panel.style.removeProperty(name);
      else panel.style.setProperty(name, `${measured}px`);
    });
  };
  measure();
  viewport.addEventListener("resize", measure);
  viewport.addEventListener("scroll", measure);
  return () => {
    viewport.removeEventListener("resize", measure);
    viewport.removeEventListener("scroll", measure);
  };
};
