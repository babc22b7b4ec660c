/**
 * What the three elements have in common: an open shadow root with adopted style sheets and one Svelte component in it.
 *
 * It refuses to add `<style>` elements, so that a page needs no `'unsafe-inline'` for them, and it keeps no
 * state of its own: the settings object that the component is given is the element's.
 */
import { mount, unmount, type Component } from "svelte";

/** Makes a style sheet that any number of shadow roots may adopt. */
export function styleSheet(...css: string[]): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css.join("\n"));
  return sheet;
}

/** What a component needs to speak to the page: fires a typed event at the element. */
export type Fire<Events> = <Name extends keyof Events & string>(name: Name, detail: Events[Name]) => void;

/** A custom element whose content is a Svelte component, there while the element is in a document. */
export abstract class ComponentElement<Settings extends object, Events> extends HTMLElement {
  readonly #component: Component<{ settings: Settings; fire: Fire<Events> }>;
  readonly #settings: Settings;
  #content: object | null = null;

  constructor(component: Component<{ settings: Settings; fire: Fire<Events> }>, settings: Settings, sheets: CSSStyleSheet[]) {
    super();
    this.#component = component;
    this.#settings = settings;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = sheets;
  }

  connectedCallback(): void {
    this.#adoptEarlyProperties();
    const target = this.shadowRoot;
    if (target === null || this.#content !== null) return;
    const fire: Fire<Events> = (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    this.#content = mount(this.#component, { target, props: { settings: this.#settings, fire } });
  }

  disconnectedCallback(): void {
    if (this.#content === null) return;
    void unmount(this.#content);
    this.#content = null;
  }

  // A page may set properties before the element is defined; as own properties they would hide the accessors.
  #adoptEarlyProperties(): void {
    for (const name of Object.keys(this)) {
      if (!(name in Object.getPrototypeOf(this))) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }
}
