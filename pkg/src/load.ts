/**
 * Turns what a user gives as the engine's wasm into a compiled module.
 *
 * It fetches and compiles, and starts nothing. Whatever goes wrong is a HandoverError
 * that names what was found and what to do: a missing file, a page instead of the file,
 * a content security policy, a file of another version. A wrong MIME type alone is no
 * failure: the bytes are compiled without streaming.
 */
import { HandoverError } from "./error.js";

/** What `init` takes. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Replaced at build time by the mark that engine.wasm carries. */
declare const BUILD: string;

const REMEDY = "serve the package's `engine.wasm` and give its address to init(), or import `handover/inline`, which needs no file";

/** Compiles the engine from any source. */
export async function compile(source: Source): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === "undefined") {
    throw new HandoverError("wasm_unsupported", "this environment has no WebAssembly: use a browser or a runtime that does");
  }
  const module = await compileAny(source);
  requireSameBuild(module);
  return module;
}

/** The error for a file that cannot be had. */
export function missing(place: string, why: string): HandoverError {
  return new HandoverError("wasm_missing", `cannot load \`${place}\`: ${why}; ${REMEDY}`);
}

async function compileAny(source: Source): Promise<WebAssembly.Module> {
  if (is<WebAssembly.Module>(source, "WebAssembly.Module")) return source;
  if (is<ArrayBuffer>(source, "ArrayBuffer") || ArrayBuffer.isView(source)) return compileBytes(source, "the bytes given to init()");
  return compileResponse(is<Response>(source, "Response") ? source : await fetchWasm(source));
}

/** Asks for the tag and not by `instanceof`, so that values of another frame count too. */
function is<T extends Source>(source: Source, tag: string): source is T {
  return Object.prototype.toString.call(source) === `[object ${tag}]`;
}

async function fetchWasm(source: string | URL | Request): Promise<Response> {
  try {
    return await fetch(source);
  } catch (error) {
    const place = is<Request>(source, "Request") ? source.url : String(source);
    throw missing(place, `the request failed (${words(error)}), as it does without a network or where CORS or \`connect-src\` forbid it`);
  }
}

async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  const place = response.url || "the response given to init()";
  if (!response.ok) throw missing(place, `the server answered ${response.status}`);
  const mime = (response.headers.get("content-type") ?? "").split(";")[0]!.trim();
  if (mime !== "application/wasm") return compileBytes(await bytesOf(response, place), `${place}\` (served as \`${mime || "no type"}`);
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    throw refused(error, place);
  }
}

async function bytesOf(response: Response, place: string): Promise<ArrayBuffer> {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    throw missing(place, `its body cannot be read (${words(error)})`);
  }
}

async function compileBytes(bytes: BufferSource, place: string): Promise<WebAssembly.Module> {
  if (!isWasm(bytes)) throw notWasm(place, "it does not begin as wasm does");
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw refused(error, place);
  }
}

function isWasm(bytes: BufferSource): boolean {
  const view = ArrayBuffer.isView(bytes) ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new DataView(bytes);
  return view.byteLength >= 8 && view.getUint32(0) === 0x0061736d;
}

function refused(error: unknown, place: string): HandoverError {
  if (/unsafe-eval|content security policy|\bCSP\b/i.test(words(error))) {
    return new HandoverError(
      "wasm_blocked_by_csp",
      "the page's content security policy forbids WebAssembly: add 'wasm-unsafe-eval' to its `script-src`",
    );
  }
  return notWasm(place, words(error));
}

function notWasm(place: string, why: string): HandoverError {
  const hint = "a server that answers unknown addresses with a page, or a file cut short, looks like this";
  return new HandoverError("wasm_not_wasm", `\`${place}\` is not the engine's wasm (${why}): ${hint}; ${REMEDY}`);
}

/** A file that a cache kept from another version would fail later, and without words. */
function requireSameBuild(module: WebAssembly.Module): void {
  const [mark] = WebAssembly.Module.customSections(module, "handover");
  const found = mark ? new TextDecoder().decode(mark) : "none";
  if (found === BUILD) return;
  throw new HandoverError(
    "wasm_version_mismatch",
    `the wasm is of build \`${found}\` and the JavaScript of build \`${BUILD}\`: deploy both from one version of the package and empty the caches between`,
  );
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
