/** Brings the focus to a field of a form, by the path of its value; to the nearest field around it, where it has none of its own. */

/** Gives the field at the path the focus, or the form's first field if there is none. */
export function focusField(form: HTMLElement, path: string | null): void {
  const fields = [...form.querySelectorAll<HTMLElement>("[data-field]")];
  const near = fields
    .map((field) => ({ field, at: field.dataset["field"] ?? "" }))
    .filter(({ at }) => path !== null && (at === path || path.startsWith(`${at}.`) || at.startsWith(`${path}.`)))
    .sort((one, other) => closeness(other.at, path ?? "") - closeness(one.at, path ?? ""))[0];
  const wanted = near?.field ?? fields[0];
  wanted?.focus({ preventScroll: true });
  wanted?.scrollIntoView({ block: near === undefined ? "nearest" : "center" });
}

// The field itself, then what is around it, then the first of what is in it.
function closeness(at: string, path: string): number {
  if (at === path) return Infinity;
  return path.startsWith(at) ? at.length : -at.length;
}
