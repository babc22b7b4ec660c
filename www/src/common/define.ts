/**
 * What a module of an element needs so that it may be imported anywhere: by a server that draws pages there is nothing to
 * register with, and a second copy finds the name taken. Neither is a fault.
 */

/** `HTMLElement`, or where there is none a class in its place, of which no instance is ever made. */
export const ElementBase: typeof HTMLElement = typeof HTMLElement === "undefined" ? (class {} as unknown as typeof HTMLElement) : HTMLElement;

/** Registers an element, unless that is impossible here or done already. */
export function define(name: string, element: CustomElementConstructor): void {
  if (typeof customElements !== "undefined" && customElements.get(name) === undefined) customElements.define(name, element);
}
