/**
 * Says where an address from outside may lead: as a link, as a picture, as a file to save.
 *
 * Whatever is not named here leads nowhere. An address without a protocol counts from the page's own.
 */

/** Answers the address if a link may lead there, and `null` if not. */
export function safeHref(address: string): string | null {
  return allowed(address, (url) => ["http:", "https:", "mailto:"].includes(url.protocol));
}

/** Answers the address if a file that somebody sent may be opened or saved from there, and `null` if not. */
export function fileHref(address: string): string | null {
  return allowed(here(address), (url) => ["http:", "https:", "data:"].includes(url.protocol));
}

/** Answers the address if a picture may be shown from there, and `null` if not. */
export function pictureHref(address: string): string | null {
  return allowed(here(address), (url) => ["http:", "https:"].includes(url.protocol) || /^data:image\/(?:png|jpeg|gif|webp|avif)[;,]/i.test(url.href));
}

function allowed(address: string, check: (url: URL) => boolean): string | null {
  try {
    const url = new URL(address);
    return check(url) ? url.href : null;
  } catch {
    return null;
  }
}

function here(address: string): string {
  if (address === "") return "";
  try {
    return new URL(address, document.baseURI).href;
  } catch {
    return "";
  }
}
