/** The nodes and their settings in other languages: each text of the engine's has one, and there is none that the engine does not say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeKinds } from "handover";
import { modules } from "./modules.mjs";

const { kindsIn } = await modules("descriptors/translate.ts");

const textsOf = ({ defaultLabel, summary, fields, sections, tokens }) => [
  defaultLabel,
  summary,
  ...fields.flatMap(({ label, description, unit, options }) => [label, description, unit, ...(options ?? []).map((option) => option.label)]),
  ...[...sections, ...tokens].map(({ label }) => label),
];
const all = (kinds) => [...new Set(kinds.flatMap(textsOf).filter(Boolean))].sort();
const scripts = (text) => (text.match(/`[^`]*`/g) ?? []).sort();

for (const language of ["de", "es", "fr", "ja", "ar"]) {
  test(`every text is there in ${language}`, async () => {
    const { descriptors } = await modules(`descriptors/${language}.ts`);
    assert.deepEqual(Object.keys(descriptors).sort(), all(nodeKinds()));
    for (const [text, translated] of Object.entries(descriptors)) {
      assert.notEqual(translated.trim(), "", text);
      assert.deepEqual(scripts(translated), scripts(text), `what is code in "${text}" stays in "${translated}"`);
    }
  });
}

test("only what people read is another, the rest of a descriptor is as it was", () => {
  const kinds = nodeKinds();
  const table = Object.fromEntries(all(kinds).map((text) => [text, `«${text}»`]));
  const translated = [...kindsIn(kinds, table).values()];
  assert.ok(all(translated).every((text) => text.startsWith("«")));
  const back = Object.fromEntries(all(kinds).map((text) => [`«${text}»`, text]));
  assert.deepEqual([...kindsIn(translated, back).values()], kinds);
});
