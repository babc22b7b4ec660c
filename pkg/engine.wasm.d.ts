/** The engine's wasm, as a bundler or runtime hands it over: an address, the bytes or the module. `init` takes each of them. */
declare const wasm: string | URL | Uint8Array<ArrayBuffer> | WebAssembly.Module;
export default wasm;
