/**
 * What a shop's page loads for the chat, as its own production build with Vite gives it: the button alone, and all that an open chat
 * needs, the engine's JavaScript and the host included. The wasm is not in it, nor what is loaded later still: the words of languages that
 * the page does not speak, and what a visitor needs who sends files.
 */
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

const launcher = 'import "handover/chat";';
const whole = `import "handover/chat";
import init, { Engine } from "handover";
import { createHost } from "handover/host";
document.querySelector("handover-chat").connect = async () => (await init(), createHost({ engine: new Engine(globalThis.flow) }).open("visitor"));`;

/** Answers the bytes, gzipped file by file as a server sends them, before and after somebody opens the chat. */
export async function weighChat() {
  const first = await scriptsOf(launcher);
  const all = await scriptsOf(whole);
  return { launcher: weight(first.filter(({ initial }) => initial)), open: weight(all.filter(({ name }) => !/-words-|-attaching-/.test(name))) };
}

/** The scripts of a page with this script; `initial` are those that are loaded with it. */
async function scriptsOf(source) {
  const entry = "\0page";
  const page = { name: "page", resolveId: (id) => (id === "page" ? entry : null), load: (id) => (id === entry ? source : null) };
  const { output } = await build({
    root: here,
    configFile: false,
    logLevel: "error",
    plugins: [page],
    build: { write: false, modulePreload: { polyfill: false }, rolldownOptions: { input: "page" } },
  });
  const chunks = new Map(output.filter(({ type }) => type === "chunk").map((chunk) => [chunk.fileName, chunk]));
  const initial = new Set();
  const follow = (name) => {
    if (initial.has(name)) return;
    initial.add(name);
    chunks.get(name).imports.forEach(follow);
  };
  [...chunks.values()].filter(({ isEntry }) => isEntry).forEach(({ fileName }) => follow(fileName));
  return [...chunks.values()].map(({ fileName, name, code }) => ({ name, code, initial: initial.has(fileName) }));
}

function weight(scripts) {
  return scripts.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
}
