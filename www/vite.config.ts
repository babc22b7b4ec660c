/**
 * Builds the pages around the elements, which they take from the package as any other page does.
 *
 * Refuses to inline anything into the pages: their content security policy allows files of their own origin only.
 */
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/** While developing, the elements are taken from where they are written. */
const sources = ["designer", "chat", "desk"].map((name) => ({
  find: `handover/${name}`,
  replacement: fileURLToPath(new URL(`src/${name}/define.ts`, import.meta.url)),
}));

export default defineConfig(({ command }) => ({
  base: "./",
  plugins: [svelte()],
  resolve: { alias: command === "serve" ? sources : [] },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: "index.html",
        "chat-page": "chat.html",
        "desk-page": "desk.html",
        ...Object.fromEntries(["designer", "chat", "desk"].map((name) => [`docs-${name}`, `docs/${name}.html`])),
      },
    },
  },
}));
