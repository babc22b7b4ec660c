/**
 * Makes and checks signatures over raw bytes, with WebCrypto, as the engine's instruction says.
 *
 * It never sees a text that was parsed and written again, and compares in constant time.
 */
import { hex } from "../environment.js";
import type { Millis, Signature } from "../types.js";

/** What a signature is made with: a shared secret, or the public key that checks a JWS. */
export type Secret = string | JsonWebKey;

/** How old a signed time may be. */
const FRESH: Millis = 5 * 60_000;

/** Answers the value of the signature's header field for these bytes. */
export async function sign(signature: Signature, secret: Secret, body: Uint8Array): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", await hmacKey(signature, secret, "sign"), body as BufferSource);
  return signature.prefix + encode(new Uint8Array(mac), signature.encoding);
}

/** Answers why the bytes are not to be trusted, or null. */
export async function distrust(
  signature: Signature,
  secrets: (auth: string, keyId: string | null) => Secret | Promise<Secret>,
  { body, headers, now }: { body: Uint8Array; headers: Record<string, string>; now: Millis },
): Promise<string | null> {
  const found = headers[signature.header];
  if (found === undefined) return signature.required ? `the header field ${signature.header} is missing` : null;
  const payload = signature.payload === null ? body : new TextEncoder().encode(signature.payload);
  if (signature.algorithm === "JWS-RS256") {
    const keyId = readHead(found.split(".")[0] ?? "").kid;
    const key = await secrets(signature.auth, typeof keyId === "string" ? keyId : null);
    return (await detachedJws(found, key, payload)) ? null : "the signature is wrong";
  }
  const secret = await secrets(signature.auth, null);
  if (signature.algorithm === "SECRET") return (await sameText(found, secret)) ? null : "the secret is wrong";
  if (!found.startsWith(signature.prefix)) return `the header field ${signature.header} does not begin with ${signature.prefix}`;
  const given = decode(found.slice(signature.prefix.length), signature.encoding);
  if (given === null) return "the signature cannot be read";
  let signed: BufferSource = payload as BufferSource;
  if (signature.timestamp !== null) {
    const time = headers[signature.timestamp] ?? "";
    if (Math.abs(now - Number(time) * 1000) > FRESH || time === "") return "the signed time is missing or too old";
    signed = await joined(`${time}.`, payload);
  }
  const key = await hmacKey(signature, secret, "verify");
  return (await crypto.subtle.verify("HMAC", key, given as BufferSource, signed)) ? null : "the signature is wrong";
}

function hmacKey({ algorithm }: Signature, secret: Secret, use: "sign" | "verify"): Promise<CryptoKey> {
  if (typeof secret !== "string") throw new Error("this signature is made with a shared secret, not with a key");
  const hash = algorithm === "HMAC-SHA512" ? "SHA-512" : "SHA-256";
  return crypto.subtle.importKey("raw", new TextEncoder().encode(secret), { name: "HMAC", hash }, false, [use]);
}

/** Compares the hashes, so that the time it takes tells nothing. */
async function sameText(found: string, secret: Secret): Promise<boolean> {
  if (typeof secret !== "string") return false;
  const hash = async (text: string) => new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const [left, right] = await Promise.all([hash(found), hash(secret)]);
  return left.every((byte, at) => byte === right[at]);
}

/** `header..signature`: the payload that belongs between the dots came along, and stands there as it is where `b64` is false. */
async function detachedJws(value: string, secret: Secret, payload: Uint8Array): Promise<boolean> {
  const [head = "", middle, tail = ""] = value.split(".");
  const signature = decode(tail, "base64");
  if (middle !== "" || signature === null) return false;
  const { alg, b64, crit } = readHead(head);
  if (alg !== "RS256" || (crit !== undefined && JSON.stringify(crit) !== '["b64"]')) return false;
  if (typeof secret === "string") throw new Error("this signature is checked with a public key: give it as a JSON Web Key");
  const key = await crypto.subtle.importKey("jwk", secret, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, false, ["verify"]);
  const signed = await joined(`${head}.`, b64 === false ? payload : base64Url(payload));
  return crypto.subtle.verify("RSASSA-PKCS1-v1_5", key, signature as BufferSource, signed);
}

function readHead(head: string): { alg?: unknown; b64?: unknown; crit?: unknown; kid?: unknown } {
  const bytes = decode(head, "base64");
  try {
    return bytes === null ? {} : (JSON.parse(new TextDecoder().decode(bytes)) as { alg?: unknown });
  } catch {
    return {};
  }
}

function encode(bytes: Uint8Array, encoding: Signature["encoding"]): string {
  return encoding === "hex" ? hex(bytes) : base64(bytes);
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

function base64Url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function decode(text: string, encoding: Signature["encoding"]): Uint8Array | null {
  if (encoding === "hex") {
    if (!/^([0-9a-f]{2})+$/i.test(text)) return null;
    return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  }
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function joined(head: string, tail: string | Uint8Array): Promise<ArrayBuffer> {
  return new Blob([head, tail as BlobPart]).arrayBuffer();
}
