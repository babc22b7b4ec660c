/**
 * The words of one element: those of its language, with the page's own in place of some.
 *
 * Another language's words are loaded when they are wanted; until they are there, and where they cannot be had, the
 * ones before stay, together with their direction. It words nothing itself.
 */
import { getContext, setContext } from "svelte";
import { Language, type LanguageName } from "./language.js";

/** Makes the words for one way of writing a language. */
export type Wording<Labels> = (language: Language) => Labels;

/** Where the words stand of each language but English. */
export type WordingLoaders<Labels> = Record<Exclude<LanguageName, "en">, () => Promise<{ words: Wording<Labels> }>>;

/** Texts in place of some of an element's own; a table of texts may be given in part. */
export type LabelChanges<Labels> = { [Key in keyof Labels]?: Labels[Key] extends string | ((...given: never[]) => string) ? Labels[Key] : Partial<Labels[Key]> };

export class Words<Labels extends object> {
  #language = $state.raw(Language.english);
  #changes = $state.raw<LabelChanges<Labels>>({});
  #own = $state.raw<Labels>() as Labels;
  readonly #labels = $derived(changed(this.#own, this.#changes));
  readonly #loaders: WordingLoaders<Labels>;
  readonly #wordings: Map<LanguageName, Wording<Labels>>;
  #wanted = Language.english;

  constructor(english: Wording<Labels>, loaders: WordingLoaders<Labels>) {
    this.#loaders = loaders;
    this.#wordings = new Map([["en", english]]);
    this.#own = english(Language.english);
  }

  get language(): Language {
    return this.#language;
  }

  get labels(): Labels {
    return this.#labels;
  }

  /** What the page puts in place of the element's own words, in every language. */
  get changes(): LabelChanges<Labels> {
    return this.#changes;
  }
  set changes(changes: LabelChanges<Labels>) {
    this.#changes = changes;
  }

  /** Changes the language; resolves when its words are there, or cannot be had. `null` if there is nothing to wait for. */
  speak(tag: string): Promise<void> | null {
    const language = Language.of(tag);
    this.#wanted = language;
    const wording = this.#wordings.get(language.name);
    if (wording === undefined) return this.#load(language, language.name as Exclude<LanguageName, "en">);
    this.#language = language;
    this.#own = wording(language);
    return null;
  }

  async #load(language: Language, name: Exclude<LanguageName, "en">): Promise<void> {
    const found = await this.#loaders[name]().catch(() => null);
    if (found === null) return;
    this.#wordings.set(name, found.words);
    if (this.#wanted === language) this.speak(language.tag);
  }
}

const key = Symbol("language");

/** Shares the language with all components below. */
export function shareLanguage(words: { readonly language: Language }): void {
  setContext(key, words);
}

/** Answers what tells the language in which the element speaks now; its `language` is read anew whenever it changes. */
export function languageContext(): { readonly language: Language } {
  return getContext<{ readonly language: Language }>(key);
}

function changed<Labels extends object>(own: Labels, changes: LabelChanges<Labels>): Labels {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined && value !== null);
  const merged = given.map(([name, value]) => {
    const before: unknown = Reflect.get(own, name);
    return [name, typeof before === "object" && typeof value === "object" ? { ...before, ...value } : value];
  });
  return { ...own, ...Object.fromEntries(merged) };
}
