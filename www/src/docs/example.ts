/** What the documentation pages have in common: the example can be given another look and another language. */

/** Lets the page's fields set the example's custom properties, its scheme and its language. */
export function adjustable(example: HTMLElement): void {
  const theme = document.querySelector<HTMLFormElement>(".theme");
  theme?.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) example.style.setProperty(target.name, target.value);
  });
  theme?.addEventListener("reset", () => example.removeAttribute("style"));
  document.querySelector<HTMLSelectElement>("select[name=lang]")?.addEventListener("change", ({ currentTarget }) => {
    example.lang = (currentTarget as HTMLSelectElement).value;
  });
}
