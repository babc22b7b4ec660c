/**
 * What a shop's page loads for the chat, as its own production build with Vite gives it: the button alone, and all that an open chat
 * needs, the engine's JavaScript and the host included. The wasm is not in it, nor what is loaded later still: the words of languages that
 * the page does not speak, what a visitor needs who sends files, and what checks the webhooks that a server gets.
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
  return { launcher: weight(await scriptsOf(launcher)), open: weight(await scriptsOf(whole, "chat-panel")) };
}

/** The code of the scripts that a page with this one loads with it, and with the one that is loaded later under this name. */
async function scriptsOf(source, later) {
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
  const loaded = new Set();
  const follow = (name) => {
    if (loaded.has(name)) return;
    loaded.add(name);
    chunks.get(name).imports.forEach(follow);
  };
  for (const { fileName, name, isEntry } of chunks.values()) if (isEntry || name.startsWith(`${later}-`)) follow(fileName);
  return [...loaded].map((name) => chunks.get(name).code);
}

function weight(scripts) {
  return scripts.reduce((sum, code) => sum + gzipSync(code, { level: 9 }).length, 0);
}
