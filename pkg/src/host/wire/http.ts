/**
 * Performs one HTTP request of a provider.
 *
 * The answer is an input for the engine, whatever its status; what got no answer is one,
 * too. It follows no redirect and sends no cookie, so that a credential goes where the
 * provider's settings say and nowhere else.
 */
import type { Context } from "../context.js";
import { sentence } from "../error.js";
import type { HttpRequest, Input, Signature } from "../types.js";
import { within } from "./patience.js";

/** Resolves with an input in every case but the abortion by `outer`, which rejects. */
export async function performHttp(context: Context, send: number, request: HttpRequest, outer: AbortSignal): Promise<Input> {
  const { environment } = context;
  let lacksFiles = false;
  try {
    // A browser's worker has no document.
    if (request.serverOnly && (typeof document !== "undefined" || "importScripts" in globalThis)) throw new Error("run the host on a server: this credential must not be in a browser");
    return await within(environment, outer, request.timeout, async (signal) => {
      lacksFiles = true;
      const body = await bodyOf(context, request);
      lacksFiles = false;
      const headers = { ...(await authorised(context, request)), ...(request.sign && (await signed(context, request.sign, request.body))) };
      signal.throwIfAborted();
      return answered(send, direct(await environment.fetch(request.url, { method: request.method, headers, body, signal, ...PRIVATE })));
    });
  } catch (error) {
    outer.throwIfAborted();
    // As the provider would refuse a file without its bytes: it goes as a link then.
    return lacksFiles ? answered(send, new Response(sentence(error), { status: 422 })) : { type: "sendFailed", send, message: sentence(error) };
  }
}

/** How anything is fetched. A redirect is refused by `direct`: not every platform can do so itself. */
export const PRIVATE = { credentials: "omit", redirect: "manual" } as const;

/** The answer of whoever was asked, and of nobody else. */
export function direct(response: Response): Response {
  if (response.type !== "opaqueredirect" && !/^30[12378]$/.test(String(response.status))) return response;
  response.body?.cancel().catch(() => undefined);
  throw new Error("the answer is a redirect, which is not followed");
}

/** An answer as the engine hears of it. */
export async function answered(send: number, response: Response): Promise<Input> {
  return { type: "answer", send, status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

/** What is sent: the text, the bytes of a file, or the parts of a multipart body with their files. */
async function bodyOf({ files }: Context, { body, form, file }: HttpRequest): Promise<string | Blob | FormData | null> {
  // A blob that knows its type would add it to the headers: its copy does not.
  if (file) return (await files(file)).slice();
  if (!form?.length) return body;
  const data = new FormData();
  for (const { name, value, attachment } of form) {
    if (attachment === null) data.append(name, value ?? "");
    else data.append(name, await files(attachment), attachment.name ?? "file");
  }
  return data;
}

async function signed(context: Context, signature: Signature, body: string | null): Promise<Record<string, string>> {
  const { sign } = await import("../webhook.js");
  const bytes = new TextEncoder().encode(body ?? "");
  return { [signature.header]: await sign(signature, await context.secrets(signature.auth, null), bytes) };
}

/** The request's headers with those of its credential. */
export async function authorised(
  { credentials }: Context,
  request: { kind: "http" | "socket" | "events"; auth: string | null; headers?: Record<string, string> },
): Promise<Record<string, string>> {
  return { ...request.headers, ...(request.auth !== null && (await credentials(request.auth, request as HttpRequest))) };
}
