/** Prints what files weigh: as they lie on the disk, and as servers send them. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

export function printSizes(files) {
  console.log(row("", ["raw", "gzip", "brotli"]));
  for (const file of files) {
    const { raw, gzip, brotli } = sizes(readFileSync(file));
    console.log(row(basename(file), [raw, gzip, brotli].map((bytes) => `${(bytes / 1024).toFixed(1)} KB`)));
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
  return `  ${name.padEnd(14)}${cells.map((cell) => cell.padStart(12)).join("")}`;
}
