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

/** What is wrong with recorded lines `{ input?, output?, view? }`, as `{ line, message }` with the line's place in the recording. */
export function recordedErrors(lines) {
  const values = distinct(lines);
  const code = values.flatMap(({ type, json }) => ["C", "S"].map((side) => `{ const value: ${side}.${type} = ${json}; void value; }`));
  const source = ['import type * as C from "./contract";', 'import type * as S from "./shipped";', ...code].join("\n");
  const errors = compileErrors({ "contract.d.ts": contract, "shipped.d.ts": shipped, "recorded.ts": source }, "recorded.ts");
  return errors.map(({ line, message }) => ({ line: values[Math.floor((line - 3) / 2)].line, message }));
}

const TYPE_OF = { input: "Input", output: "Output", view: "ConversationView | null" };

/** One value of each shape: the types cannot tell two numbers, or two texts of no meaning, apart. */
function distinct(lines) {
  const seen = new Map();
  lines.forEach((text, index) => {
    for (const [key, value] of Object.entries(JSON.parse(text))) {
      if (!(key in TYPE_OF)) continue;
      const json = JSON.stringify(shape(value));
      seen.set(`${key} ${json}`, seen.get(`${key} ${json}`) ?? { type: TYPE_OF[key], json, line: index + 1 });
    }
  });
  return [...seen.values()];
}

const WORDS = new Set([...contract.matchAll(/"(\w[\w.]*)"/g)].map(([, word]) => word));

function shape(value) {
  if (typeof value === "number") return 0;
  if (typeof value === "string") return WORDS.has(value) ? value : "";
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shape(item))))].map((json) => JSON.parse(json));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
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
