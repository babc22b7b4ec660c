/**
 * The languages that the elements speak, and how each of them writes numbers, times and plurals.
 *
 * It holds no words and no state. An element speaks the language of its nearest `lang`, as far as it can: a tag that
 * it has no words for, or that is none, means English, in direction and figures too.
 */

/** The languages that the elements have words for. English comes with them, the others are loaded when they are wanted. */
export const languages = ["en", "de", "es", "fr", "ja", "ar"] as const;

export type LanguageName = (typeof languages)[number];

/** A text for each class of numbers that the language tells apart; `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** One language in one region's way of writing, such as `de-AT`. */
export class Language {
  readonly tag: string;
  readonly name: LanguageName;
  readonly dir: "ltr" | "rtl";

  private constructor(tag: string, name: LanguageName) {
    this.tag = tag;
    this.name = name;
    this.dir = name === "ar" ? "rtl" : "ltr";
  }

  /** Answers the language that a tag asks for, in that region's way of writing; English for what is unknown. */
  static of(tag: string): Language {
    try {
      const locale = new Intl.Locale(tag);
      const name = languages.find((each) => each === locale.language);
      return name === undefined ? english : new Language(locale.toString(), name);
    } catch {
      return english;
    }
  }

  static readonly english = new Language("en", "en");

  readonly number = (value: number): string => new Intl.NumberFormat(this.tag).format(value);

  /** Answers the text for this number of things. */
  readonly plural = (count: number, forms: PluralForms): string => {
    const form = forms[new Intl.PluralRules(this.tag).select(count)] ?? forms.other;
    return form.replace("#", this.number(count));
  };

  /** Answers things in a row, as in "one, two and three". */
  readonly list = (things: string[]): string => new Intl.ListFormat(this.tag).format(things);

  /** Answers the time of day. */
  readonly time = (at: number): string => this.#date(at, { timeStyle: "short" });

  /** Answers the day, with its year. */
  readonly day = (at: number): string => this.#date(at, { dateStyle: "long" });

  /** Answers day and time, in short. */
  readonly moment = (at: number): string => this.#date(at, { dateStyle: "medium", timeStyle: "short" });

  #date(at: number, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.tag, options).format(at);
  }
}

const { english } = Language;

/** Answers the word that a table has for a name, or the name itself. */
export function wordFor(table: Record<string, string>, name: string): string {
  return Object.hasOwn(table, name) ? (table[name] ?? name) : name;
}

/** Reports the tag that holds for an element, at once and whenever it changes, until the answer is called. */
export function followTag(element: Element, report: (tag: string) => void): () => void {
  let last = tagOf(element);
  const observer = new MutationObserver(() => {
    const tag = tagOf(element);
    if (tag !== last) report((last = tag));
  });
  for (const root of rootsOf(element)) observer.observe(root, { attributes: true, attributeFilter: ["lang"], subtree: true });
  report(last);
  return () => observer.disconnect();
}

function tagOf(element: Element): string {
  let from: Element | null = element;
  while (from !== null) {
    const found: Element | null = from.closest("[lang]:not([lang=''])");
    if (found !== null) return found.getAttribute("lang") ?? "";
    from = hostOf(from);
  }
  return "";
}

function rootsOf(element: Element): Node[] {
  const host = hostOf(element);
  return [element.getRootNode(), ...(host === null ? [] : rootsOf(host))];
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
