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

/** Resolves with an input in every case but the abortion by `signal`, which rejects. */
export async function performHttp(context: Context, send: number, request: HttpRequest, signal: AbortSignal): Promise<Input> {
  const { environment } = context;
  const abort = new AbortController();
  const stop = () => abort.abort();
  signal.addEventListener("abort", stop);
  const timer = environment.setTimeout(stop, request.timeout);
  let lacksFiles = false;
  try {
    // A browser's worker has no document.
    if (request.serverOnly && (typeof document !== "undefined" || typeof importScripts !== "undefined")) throw new Error("run the host on a server: this credential must not be in a browser");
    lacksFiles = true;
    const body = await bodyOf(context, request);
    lacksFiles = false;
    const headers = { ...(await authorised(context, request)), ...(request.sign && (await signed(context, request.sign, request.body))) };
    const response = await environment.fetch(request.url, {
      method: request.method,
      headers,
      body,
      signal: abort.signal,
      credentials: "omit",
      redirect: "error",
    });
    return await answered(send, response);
  } catch (error) {
    signal.throwIfAborted();
    const message = abort.signal.aborted ? `no answer within ${request.timeout} ms` : sentence(error);
    // As the provider would refuse a file without its bytes: it goes as a link then.
    return lacksFiles ? await answered(send, new Response(message, { status: 422 })) : { type: "sendFailed", send, message };
  } finally {
    environment.clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
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
