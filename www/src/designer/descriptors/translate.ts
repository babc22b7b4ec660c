/**
 * The engine's descriptors in another language: every text that people read, and nothing that the flow holds.
 *
 * A text without a translation stays as the engine says it.
 */
import type { NodeDescriptor } from "handover";

/** Answers the descriptors by type, with the texts of a table in place of their own. */
export function kindsIn(descriptors: readonly NodeDescriptor[], table: Readonly<Record<string, string | undefined>>): Map<string, NodeDescriptor> {
  const say = (text: string) => (Object.hasOwn(table, text) ? (table[text] ?? text) : text);
  return new Map(
    descriptors.map((descriptor) => [
      descriptor.type,
      {
        ...descriptor,
        defaultLabel: say(descriptor.defaultLabel),
        summary: say(descriptor.summary),
        fields: descriptor.fields.map((field) => ({
          ...field,
          label: say(field.label),
          description: say(field.description),
          unit: field.unit && say(field.unit),
          options: field.options?.map((option) => ({ ...option, label: say(option.label) })) ?? null,
        })),
        sections: descriptor.sections.map((section) => ({ ...section, label: say(section.label) })),
        tokens: descriptor.tokens.map((token) => ({ ...token, label: say(token.label) })),
      },
    ]),
  );
}
