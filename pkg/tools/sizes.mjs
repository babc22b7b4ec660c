/** Prints what files weigh: as they lie on the disk, and as servers send them. */
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

export function printSizes(files) {
  console.log(row("", ["raw", "gzip", "brotli"]));
  for (const file of files) {
    const { raw, gzip, brotli } = sizes(readFileSync(file));
    console.log(row(basename(file), [raw, gzip, brotli].map(kilobytes)));
  }
}

/** Bytes of a content: raw, by gzip at its best level, by brotli at its best. */
export function sizes(content) {
  return {
    raw: content.length,
    gzip: gzipSync(content, { level: 9 }).length,
    brotli: brotliCompressSync(content).length,
  };
}

function row(name, cells) {
  return `  ${name.padEnd(20)}${cells.map((cell) => cell.padStart(12)).join("")}`;
}

/** Prints what each element weighs: what its entry point brings along, and all that it can load but other languages' words. */
export function printElementSizes(folder, names) {
  for (const name of names) {
    const entry = join(folder, `${name}.js`);
    for (const [title, files] of [[`${name}, at first`, filesOf(entry)], [`${name}, in all`, filesOf(entry, true)]]) {
      const total = weight(files);
      console.log(row(title, [total.raw, total.gzip, total.brotli].map(kilobytes)));
    }
  }
}

/** The scripts that a script brings along, itself among them; `lazy` takes those too that it may load later. */
export function filesOf(entry, lazy = false, found = new Set()) {
  if (found.has(entry)) return [];
  found.add(entry);
  const text = readFileSync(entry, "utf8");
  for (const [, call, path] of text.matchAll(/(?:from|import)\s*(\(?)\s*["'`](\.[^"'`]+\.js)["'`]/g)) {
    if (call === "" || (lazy && !/-words-/.test(path))) filesOf(join(dirname(entry), path), lazy, found);
  }
  return [...found];
}

/** What files weigh together, each sent on its own. */
export function weight(files) {
  const each = files.map((file) => sizes(readFileSync(file)));
  return { raw: sum(each, "raw"), gzip: sum(each, "gzip"), brotli: sum(each, "brotli") };
}

function sum(each, key) {
  return each.reduce((all, one) => all + one[key], 0);
}

export function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
