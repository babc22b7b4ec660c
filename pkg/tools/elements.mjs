/**
 * Builds the elements with Vite into `dist/elements`, unless nothing that they are made of has changed, and the types of their words.
 *
 * The elements' own types are written by hand, beside those of the other entry points; only the lists of words, which are
 * long and change often, are taken from where the words stand.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dist, root, www } from "./paths.mjs";
import { unlessDone } from "./stamp.mjs";
import { run, step } from "./step.mjs";

/** The elements; each is an entry point of the package of the same name. */
export const ELEMENTS = ["designer", "chat", "desk"];

const folder = join(dist, "elements");

/** Builds them; they need nothing of the package but its name. */
export async function buildElements() {
  const inputs = ["src", "vite.elements.config.ts", "svelte.config.js", "package.json"].map((name) => join(www, name));
  const outputs = [...ELEMENTS.map((name) => `${name}.js`), "labels.d.ts"].map((name) => join(folder, name));
  await unlessDone({ stamp: join(folder, ".stamp"), inputs: [...inputs, join(root, "package-lock.json")], outputs }, () =>
    step("elements", async () => {
      await run("npm", ["run", "build:elements"], { cwd: www });
      await writeLabelTypes(join(folder, "labels.d.ts"));
    }),
  );
}

/** The scripts that make up an element, by how they are had: with its entry point, or when something needs them. */
export function elementFiles() {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => join(folder, name)) : [];
}

async function writeLabelTypes(file) {
  // Not imported above: set-up runs before there are packages.
  const { default: ts } = await import("typescript");
  const sources = Object.fromEntries(ELEMENTS.map((name) => [name, join(www, "src", name, "labels.ts")]));
  const program = ts.createProgram(Object.values(sources), { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler });
  const checker = program.getTypeChecker();
  const flags = ts.NodeBuilderFlags.NoTruncation | ts.NodeBuilderFlags.MultilineObjectLiterals | ts.NodeBuilderFlags.InTypeAlias;
  const printer = ts.createPrinter();
  const interfaces = ELEMENTS.map((name) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(sources[name]));
    const alias = checker.getExportsOfModule(module).find((each) => each.name === `${capital(name)}Labels`);
    const type = checker.typeToTypeNode(checker.getDeclaredTypeOfSymbol(alias), undefined, flags);
    const words = printer.printNode(ts.EmitHint.Unspecified, type, program.getSourceFile(sources[name]));
    return `/** The words of \`<handover-${name}>\`. */\nexport interface ${alias.name} ${words}\n`;
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `/** The words that each element shows, all of which a page may replace. */\n\n${interfaces.join("\n")}`);
}

function capital(name) {
  return name[0].toUpperCase() + name.slice(1);
}
