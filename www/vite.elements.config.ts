/**
 * Builds the elements as the package ships them: `designer.js`, `chat.js` and `desk.js` in `pkg/dist/elements`, and chunks that
 * they load when they need them.
 *
 * Everything they stand on is inside, but the package itself: the engine and the host are the files beside, so that a page that
 * uses both has one of each. They need no bundler, and pass through one.
 *
 * With the mode `chat` it builds the chat, which shares nothing with the others: a shop's page is not to load what only they need.
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The package's entry points, as they lie beside the elements' folder. */
const entries: Record<string, string> = { handover: "../browser.js", "handover/host": "../host.js", "handover/play": "../play.js" };

const packageBeside: Plugin = {
  name: "package-beside",
  enforce: "pre",
  resolveId: (id) => (id in entries ? { id: entries[id] ?? id, external: true } : null),
};

/** A library's own styles for the light tree reach no shadow root: the elements bring what they need of them. */
const withoutFiles: Plugin = {
  name: "without-style-files",
  generateBundle(_, bundle) {
    for (const name of Object.keys(bundle)) if (name.endsWith(".css")) Reflect.deleteProperty(bundle, name);
  },
};

export default defineConfig(({ mode }) => ({
  plugins: [packageBeside, svelte(), withoutFiles],
  publicDir: false,
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    emptyOutDir: mode === "chat",
    outDir: path("../pkg/dist/elements"),
    target: "es2022",
    // From these on `light-dark()` is understood; made for older ones it would follow the system alone.
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    license: { fileName: "licenses.md" },
    lib: {
      entry: Object.fromEntries((mode === "chat" ? ["chat"] : ["designer", "desk"]).map((name) => [name, path(`src/${name}/define.ts`)])),
      formats: ["es"],
    },
    rolldownOptions: {
      output: {
        entryFileNames: "[name].js",
        // Named by what is in them: two languages of two elements have files of the same name.
        chunkFileNames: ({ facadeModuleId }) => (facadeModuleId === null ? "shared-[hash].js" : `${named(facadeModuleId)}-[hash].js`),
        minify: { compress: { dropConsole: true }, mangle: true, codegen: true },
      },
    },
  },
}));

function named(module: string): string {
  const folders = module.split("/src/").at(-1)?.split("/").slice(0, -1).join("-") ?? "";
  return `${folders}-${basename(module).split(".")[0]}`;
}
