/**
 * Compiles the public contract, the shipped types and recorded values against each other.
 *
 * Two types agree if each is assignable to the other, and still are when every optional
 * field counts as required: a field that was forgotten or misspelt is found that way.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const TSC = join(root, "node_modules", "typescript", "bin", "tsc");
const OPTIONS = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom"];

export const contract = readFileSync(join(root, "tests", "contract.d.ts"), "utf8");
export const shipped = readFileSync(join(root, "pkg", "dist", "index.d.ts"), "utf8");

const AGREE = `
import type * as C from "./contract";
import type * as S from "./shipped";
type Full<T> = T extends (...given: infer A) => infer R ? { given: Full<A>; answer: Full<R> } : T extends object ? { [K in keyof T]-?: Full<T[K]> } : T;
type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Same<A, B> = Both<A, B> extends true ? Both<Full<A>, Full<B>> : false;
`;

/** The names of the contract on which other types disagree with it. */
export function disagreements(types) {
  const compare = [...contract.matchAll(/^export (default function|function|class|interface|type) (\w+)/gm)].flatMap(([, kind, name]) => comparison(kind, name));
  const lines = compileErrors({ "contract.d.ts": contract, "shipped.d.ts": types, "compare.ts": AGREE + compare.map(({ code }) => code).join("\n") }, "compare.ts");
  const first = AGREE.split("\n").length;
  return lines.map(({ line, message }) => compare[line - first]?.name ?? message);
}

function comparison(kind, name) {
  const same = (path) => ({ name, code: `export const ${path.replace(/\W/g, "_")}: Same<${path.replaceAll("$", "C")}, ${path.replaceAll("$", "S")}> = true;` });
  if (kind === "default function") return [same("typeof $.default")];
  if (kind === "function") return [same(`typeof $.${name}`)];
  if (kind === "class") return [same(`$.${name}`), same(`ConstructorParameters<typeof $.${name}>`)];
  return [same(`$.${name}`)];
}

/** The rule at the head of the contract: absent is `null` on the way out, and `null` or missing on the way in. */
const WAYS = `
type Out<T> = T extends object ? Whole<T> extends true ? T : { [K in keyof T]-?: Out<Exclude<T[K], undefined>> | Absent<T[K], undefined> } : T;
type In<T> = T extends (infer I)[] ? In<I>[] : T extends object ? Whole<T> extends true ? T : Strict<T> & Loose<T> : T;
type Strict<T> = { [K in keyof T as Absent<T[K], undefined | null> extends never ? K : never]: In<T[K]> };
type Loose<T> = { [K in keyof T as Absent<T[K], undefined | null> extends never ? never : K]?: In<T[K]> | null };
type Absent<T, None> = Extract<T, None> extends never ? never : null;
type Whole<T> = [keyof T] extends [never] ? true : false;
`;

/** Which of the values `{ type, value, name }` do not fit the contract's, or the shipped, type: `{ name, message }`. */
export function misfits(values) {
  const shapes = distinct(values);
  const code = shapes.flatMap(({ type, json }) => ["C", "S"].map((side) => `{ const value: ${named(type, side)} = ${json}; void value; }`));
  const source = ['import type * as C from "./contract";', 'import type * as S from "./shipped";', ...code, WAYS].join("\n");
  const errors = compileErrors({ "contract.d.ts": contract, "shipped.d.ts": shipped, "recorded.ts": source }, "recorded.ts");
  return errors.map(({ line, message }) => ({ name: shapes[Math.floor((line - 3) / 2)].name, message }));
}

function named(type, side) {
  return type.replace(/<(?=[A-Z])/, `<${side}.`);
}

/** One value of each shape: the types cannot tell two numbers, or two texts of no meaning, apart. */
function distinct(values) {
  const seen = new Map();
  for (const { type, value, name } of values) {
    const json = JSON.stringify(shape(value));
    if (!seen.has(`${type} ${json}`)) seen.set(`${type} ${json}`, { type, json, name });
  }
  return [...seen.values()];
}

const WORDS = new Set([...contract.matchAll(/"(\w[\w.-]*)"/g)].map(([, word]) => word));

function shape(value, key) {
  if (typeof value === "number") return key === "version" ? value : 0;
  if (typeof value === "string") return WORDS.has(value) ? value : "";
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shape(item))))].map((json) => JSON.parse(json));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner, key)]));
}

/** Writes the files aside, compiles one of them, and answers the errors as `{ line, message }`. */
function compileErrors(files, main) {
  const folder = mkdtempSync(join(tmpdir(), "handover-types-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { stdout, status } = spawnSync(process.execPath, [TSC, ...OPTIONS, main], { cwd: folder, encoding: "utf8" });
    const errors = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error (.*)$/gm)].map(([, file, line, message]) => {
      if (file !== main) throw new Error(`${file}: ${message}`);
      return { line: Number(line), message };
    });
    if (status !== 0 && errors.length === 0) throw new Error(stdout);
    return errors;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
