/** The same as `handover`, looking for nothing: the wasm is given to `init`. */
export * from "./index.js";

/** Loads the engine from the source; see `init` of `handover`. */
export function init(source: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;
export default init;
