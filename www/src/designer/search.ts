/** Finds things by what somebody types: the words may stand in any order, without regard to case and accents. */

/** What can be found: by its name first, then by the other words about it. */
export interface Findable {
  label: string;
  words?: readonly string[];
}

/** Answers what fits, best first; all of it, in its own order, for an empty query. */
export function search<Item extends Findable>(query: string, items: readonly Item[]): Item[] {
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...items];
  const ranked = items.flatMap((item) => {
    const rank = rankOf(wanted, item);
    return rank === null ? [] : [{ item, rank }];
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ item }) => item);
}

function rankOf(wanted: readonly string[], { label, words = [] }: Findable): number | null {
  const name = folded(label);
  const about = folded(words.join("\n"));
  let rank = 0;
  for (const word of wanted) {
    if (name.startsWith(word)) continue;
    if (name.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) rank += 1;
    else if (name.includes(word)) rank += 2;
    else if (about.includes(word)) rank += 4;
    else return null;
  }
  return rank;
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLocaleLowerCase();
}
