/** Builds the three pages. */
import { defineConfig } from "vite";

export default defineConfig({
  build: { rollupOptions: { input: ["index.html", "chat.html", "desk.html"] } },
});
