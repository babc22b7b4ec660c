/**
 * Builds the three pages, and each element as a module of its own that a page without a bundler can load:
 * `elements/designer.js`, `elements/chat.js` and `elements/desk.js`.
 *
 * Refuses to inline anything into the pages: their content security policy allows files of their own origin only.
 */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const elements = ["designer", "chat", "desk"];

export default defineConfig({
  base: "./",
  plugins: [svelte()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: "index.html",
        "chat-page": "chat.html",
        "desk-page": "desk.html",
        ...Object.fromEntries(elements.map((name) => [name, `src/${name}/define.ts`])),
      },
      preserveEntrySignatures: "exports-only",
      output: {
        entryFileNames: (chunk) => (elements.includes(chunk.name) ? "elements/[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
