/**
 * What the three elements have in common: an open shadow root with adopted style sheets, one Svelte component in it,
 * and words in the language that holds where the element stands.
 *
 * It refuses to add `<style>` elements, so that a page needs no `'unsafe-inline'` for them, and it keeps no
 * state of its own: the settings object that the component is given is the element's.
 */
import { mount, unmount, type Component } from "svelte";
import { ElementBase } from "./define.js";
import { followTag } from "./language.js";
import Root from "./Root.svelte";
import type { LabelChanges, Words } from "./words.svelte.js";

/** Answers a style sheet that any number of shadow roots may adopt; it is made when the first one does. */
export function styleSheet(...css: string[]): () => CSSStyleSheet {
  let sheet: CSSStyleSheet | null = null;
  return () => {
    if (sheet !== null) return sheet;
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css.join("\n"));
    return sheet;
  };
}

/** What a component needs to speak to the page: fires a typed event at the element. */
export type Fire<Events> = <Name extends keyof Events & string>(name: Name, detail: Events[Name]) => void;

/** What the element's component reads: its properties, and its words. */
export interface ElementSettings<Labels extends object> {
  readonly words: Words<Labels>;
}

/** A custom element whose content is a Svelte component, there while the element is in a document. */
export abstract class ComponentElement<Labels extends object, Settings extends ElementSettings<Labels>, Events> extends ElementBase {
  readonly #component: Component<{ settings: Settings; fire: Fire<Events> }>;
  readonly #settings: Settings;
  #content: object | null = null;
  #stopFollowing = () => {};

  constructor(component: Component<{ settings: Settings; fire: Fire<Events> }>, settings: Settings, sheet: () => CSSStyleSheet) {
    super();
    this.#component = component;
    this.#settings = settings;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet()];
  }

  connectedCallback(): void {
    this.#adoptEarlyProperties();
    this.#stopFollowing();
    this.#stopFollowing = followTag(this, (tag) => {
      const loading = this.#settings.words.speak(tag);
      if (loading === null) this.#show();
      // Nobody is to read English for a moment, and it is better than nothing where the words cannot be had.
      else void loading.then(() => this.#show());
    });
  }

  disconnectedCallback(): void {
    this.#stopFollowing();
    if (this.#content === null) return;
    void unmount(this.#content);
    this.#content = null;
  }

  /** Words in place of the element's own, whatever the language; what is not named keeps the element's own. */
  get labels(): LabelChanges<Labels> {
    return this.#settings.words.changes;
  }
  set labels(changes: LabelChanges<Labels>) {
    this.#settings.words.changes = changes;
  }

  #show(): void {
    const target = this.shadowRoot;
    if (target === null || this.#content !== null || !this.isConnected) return;
    const fire: Fire<Events> = (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    const settings = this.#settings;
    // The component's own type arguments cannot be named where it is mounted.
    const content = this.#component as Component<{ settings: object; fire: Fire<unknown> }>;
    this.#content = mount(Root, { target, props: { content, words: settings.words, settings, fire: fire as Fire<unknown> } });
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
