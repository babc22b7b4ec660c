/**
 * What the host takes from its surroundings, with the defaults of the platform.
 *
 * It is the only file that reads the clock, draws a random number or reaches for the
 * network by itself; a test or a user replaces any part of it.
 */
import type { Environment } from "../../host.js";

export function environmentOf(given: Partial<Environment> | undefined): Environment {
  // What is passed on as `undefined` is not replaced.
  return { ...platform, ...Object.fromEntries(Object.entries(given ?? {}).filter(([, part]) => part !== undefined)) };
}

const platform: Environment = {
  now: () => Date.now(),
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  fetch: (...request) => fetch(...request),
  socket(url, headers) {
    if (Object.keys(headers).length > 0) throw new Error("a WebSocket of the platform takes no headers: give the host `environment.socket`");
    return new WebSocket(url);
  },
  randomId,
};

/** A UUID of version 4; `randomUUID` itself is missing on pages that are not served securely. */
function randomId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Two digits a byte. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
