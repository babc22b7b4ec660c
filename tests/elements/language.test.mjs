/** The languages of the elements: each has words for all there is to say, and writes numbers, times and plurals in its own way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { Language, languages } = await source("common/language.ts");
const elements = ["chat", "designer", "desk"];

const wordsOf = async (element, language) =>
  (await source(language === "en" ? `${element}/labels.ts` : `${element}/words/${language}.ts`)).words(Language.of(language));

/** Whatever language it is, the descriptors' texts are looked up by what the engine calls them. */
const open = "descriptors";

/** The paths of all words, those in tables too, with the kind of each. */
const pathsOf = (words, before = "") =>
  Object.entries(words)
    .filter(([key]) => key !== open)
    .flatMap(([key, word]) => (typeof word === "object" ? pathsOf(word, `${before}${key}.`) : [`${before}${key}: ${typeof word}`]))
    .sort();

/** What a word says, called with the numbers of all plural classes if it is a function. */
const textsOf = (words) =>
  Object.entries(words).filter(([key]) => key !== open).flatMap(([key, word]) => {
    if (typeof word === "object") return textsOf(word).map(([path, text]) => [`${key}.${path}`, text]);
    if (typeof word === "string") return [[key, word]];
    return [0, 1, 2, 3, 11, 100].map((number) => [`${key}(${number})`, word(...Array(Math.max(1, word.length)).fill(number))]);
  });

for (const element of elements) {
  const english = await wordsOf(element, "en");

  for (const language of languages.filter((each) => each !== "en")) {
    test(`${element} has all its words in ${language}`, async () => {
      const words = await wordsOf(element, language);
      assert.deepEqual(pathsOf(words), pathsOf(english));
      const blank = new Set(textsOf(english).filter(([, text]) => text === "").map(([path]) => path));
      for (const [path, text] of textsOf(words)) {
        assert.equal(typeof text, "string", `${path} says ${text}`);
        assert.equal(text.trim() === "", blank.has(path), `${path} says "${text}"`);
        assert.doesNotMatch(text, /undefined|NaN|#|\[object/, path);
      }
    });

    test(`${element} is translated to ${language}, not copied`, async () => {
      const words = textsOf(await wordsOf(element, language));
      const same = words.filter(([path, text]) => text !== "" && textsOf(english).some(([other, word]) => other === path && word === text));
      assert.ok(same.length < words.length / 10, `the same as in English: ${same.map(([path]) => path)}`);
    });
  }
}

test("a tag chooses a language and its region's way of writing", () => {
  const chosen = (tag) => [Language.of(tag).name, Language.of(tag).tag, Language.of(tag).dir];
  assert.deepEqual(chosen("de"), ["de", "de", "ltr"]);
  assert.deepEqual(chosen("fr-CA"), ["fr", "fr-CA", "ltr"]);
  assert.deepEqual(chosen("AR-eg"), ["ar", "ar-EG", "rtl"]);
  for (const tag of ["it", "he", "", "no language", "de_AT"]) assert.deepEqual(chosen(tag), ["en", "en", "ltr"], tag);
});

test("numbers, times and plurals are written in the language", () => {
  const noon = Date.UTC(2026, 2, 1, 12);
  const forms = { one: "# thing", few: "# few", other: "# things" };
  assert.equal(Language.of("de").number(1234.5), "1.234,5");
  assert.equal(Language.of("ar-EG").number(12), "١٢");
  assert.equal(Language.of("en").plural(1, forms), "1 thing");
  assert.equal(Language.of("ar-AE").plural(3, forms), "3 few");
  assert.equal(Language.of("ja").plural(1, forms), "1 things");
  assert.match(Language.of("en-US").time(noon), /^\d+:00\s[AP]M$/);
  assert.match(Language.of("de").time(noon), /^\d\d:00$/);
  assert.match(Language.of("es").day(noon), /de marzo de 2026|de febrero de 2026/);
  assert.equal(Language.of("fr").list(["a", "b", "c"]), "a, b et c");
});
