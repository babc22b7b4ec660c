/**
 * What a node's form shows, worked out from the descriptor of its kind: which sections and fields stand there, in which order, with which values.
 *
 * It knows no kind of node by name, so that a new one needs no line here. It draws nothing.
 */
import type { FieldCondition, NodeDescriptor, NodeField } from "handover";
import { at } from "./document/data.js";

/** Settings of providers by name, as the engine is given them; `kind` decides which section counts. */
export type Providers = Record<string, { kind: string }>;

/** Where a flow runs, as far as a section can say by itself. */
export type Place = "anywhere" | "server" | "depends";

/** One setting with its value: the node's own, or the default. */
export interface FormField {
  field: NodeField;
  value: unknown;
  isDefault: boolean;
}

/** Fields that stand together, under a heading unless they are the node's main ones. */
export interface FormSection {
  key: string;
  label: string | null;
  /** Where a flow may run that hands over to the section's providers; `null` if it is none of theirs. */
  runs: Place | null;
  collapsed: boolean;
  fields: FormField[];
}

/** Answers the visible form of a node, from top to bottom. */
export function formOf(descriptor: NodeDescriptor, data: object, providers: Providers): FormSection[] {
  const sections: FormSection[] = [];
  const values = (key: string) => valueOf(descriptor, data, providers, key);
  const fieldOf = (key: string): FormField[] => {
    const field = descriptor.fields.find((each) => each.key === key);
    if (field === undefined || !holds(field.condition, values)) return [];
    const own = at(data, key);
    return [{ field, value: own ?? field.defaultValue, isDefault: own === undefined || own === null }];
  };
  for (const entry of descriptor.form) {
    if (entry.type === "field") {
      const last = sections.at(-1);
      if (last !== undefined && last.label === null) last.fields.push(...fieldOf(entry.key));
      else sections.push({ key: entry.key, label: null, runs: null, collapsed: false, fields: fieldOf(entry.key) });
      continue;
    }
    const section = descriptor.sections.find((each) => each.key === entry.key);
    if (section === undefined || !holds(section.condition, values)) continue;
    const { key, label, runs = null, defaultCollapsed, fields } = section;
    sections.push({ key, label, runs, collapsed: defaultCollapsed, fields: fields.flatMap(fieldOf) });
  }
  return sections.filter((section) => section.fields.length > 0);
}

/** Answers the node's own settings that tell most about it, in the order of the form. */
export function ownFields(descriptor: NodeDescriptor, data: object, providers: Providers): FormField[] {
  return formOf(descriptor, data, providers)
    .flatMap((section) => section.fields)
    .filter(({ value, isDefault }) => !isDefault && value !== "" && !(Array.isArray(value) && value.length === 0));
}

/** Answers the name of the provider that a node means: the first one where it names none. */
export function providerOf(data: object | undefined, providers: Providers): string | undefined {
  const own = at(data, "provider");
  return typeof own === "string" && own.trim() !== "" ? own.trim() : Object.keys(providers)[0];
}

// A node names a provider as the engine's options do; some conditions are about its kind.
function valueOf(descriptor: NodeDescriptor, data: object, providers: Providers, key: string): unknown {
  if (key === "provider.kind") {
    const name = providerOf(data, providers);
    return name === undefined ? undefined : providers[name]?.kind;
  }
  return at(data, key) ?? descriptor.fields.find((field) => field.key === key)?.defaultValue;
}

function holds(condition: FieldCondition | null, values: (key: string) => unknown): boolean {
  if (condition === null) return true;
  if ("and" in condition) return condition.and.every((each) => holds(each, values));
  if ("or" in condition) return condition.or.some((each) => holds(each, values));
  return (values(condition.key) === condition.value) !== (condition.negate ?? false);
}
