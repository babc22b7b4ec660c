/**
 * What the three elements have in common.
 *
 * Each is a custom element with an open shadow root. It speaks the language of the nearest `lang`, is themed by custom
 * properties and parts, trusts no text, and needs no more of a content security policy than `style-src 'self'`.
 */

/** A custom element that shows its words in the language that holds where it stands, and fires `Events`. */
export interface HandoverElement<Labels extends object, Events> extends HTMLElement {
  /** Words in place of the element's own, in every language; what is not named keeps the element's own, and a table may be given in part. */
  labels: LabelChanges<Labels>;

  addEventListener<Name extends keyof Events & string>(type: Name, listener: (event: CustomEvent<Events[Name]>) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(type: Name, listener: (event: HTMLElementEventMap[Name]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof Events & string>(type: Name, listener: (event: CustomEvent<Events[Name]>) => void, options?: boolean | EventListenerOptions): void;
  removeEventListener<Name extends keyof HTMLElementEventMap>(type: Name, listener: (event: HTMLElementEventMap[Name]) => void, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** Words in place of some of an element's own. */
export type LabelChanges<Labels> = { [Key in keyof Labels]?: Labels[Key] extends string | ((...given: never[]) => string) ? Labels[Key] : Partial<Labels[Key]> };
