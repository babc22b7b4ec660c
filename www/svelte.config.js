/** Compiles the components of the elements; their styles are style sheets of their own, adopted by each shadow root. */
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default { preprocess: vitePreprocess({ style: false }) };
