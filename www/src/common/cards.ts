/**
 * Reads a message's `data` as cards, so that what is not a text is shown as well as it can be.
 *
 * It looks for the words that common channels use (title, subtitle, text, image, link; lists of those) and makes nothing up:
 * data in which it finds none of them gives no card.
 */
import { pictureHref, safeHref } from "./links.js";

export interface Card {
  title: string | null;
  text: string | null;
  href: string | null;
  /** The address of a picture. */
  image: string | null;
}

/** Answers the cards in a message's data, in order. */
export function cardsOf(data: unknown): Card[] {
  if (Array.isArray(data)) return data.flatMap(cardsOf);
  if (typeof data !== "object" || data === null) return [];
  const found = data as Record<string, unknown>;
  const lists = ["cards", "items", "elements", "gallery"].flatMap((key) => (Array.isArray(found[key]) ? cardsOf(found[key]) : []));
  const title = word(found, ["title", "name", "header"]);
  const text = word(found, ["text", "subtitle", "description", "body"]);
  const href = safeHref(word(found, ["url", "link", "href", "openUrl"]) ?? "");
  const image = pictureHref(word(found, ["image", "imageUrl", "picture", "thumbnail"]) ?? "");
  return title === null && text === null && href === null && image === null ? lists : [{ title, text, href, image }, ...lists];
}

function word(found: Record<string, unknown>, keys: string[]): string | null {
  for (const key of keys) {
    const value = found[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}
