/** The same as `handover`, with the wasm inside: there is no file to find, serve or allow. */
export * from "./index.js";

/** Loads the engine; see `init` of `handover`. It takes no source, since it carries one. */
export function init(): Promise<void>;
export default init;
