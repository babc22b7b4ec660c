/**
 * Performs one HTTP request of a provider.
 *
 * The answer is an input for the engine, whatever its status; what got no answer is one,
 * too. It follows no redirect and sends no cookie, so that a credential goes where the
 * provider's settings say and nowhere else.
 */
import type { Context } from "../context.js";
import { sentence } from "../error.js";
import type { HttpRequest, Input } from "../types.js";

/** Resolves with an input in every case but the abortion by `signal`, which rejects. */
export async function performHttp(context: Context, send: number, request: HttpRequest, signal: AbortSignal): Promise<Input> {
  const { environment } = context;
  const abort = new AbortController();
  const stop = () => abort.abort();
  signal.addEventListener("abort", stop, { once: true });
  const timer = environment.setTimeout(stop, request.timeout);
  try {
    const headers = await authorised(context, request);
    const response = await environment.fetch(request.url, {
      method: request.method,
      headers,
      body: request.body ?? undefined,
      signal: abort.signal,
      credentials: "omit",
      redirect: "error",
    });
    const body = await response.text();
    return { type: "answer", send, status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    signal.throwIfAborted();
    const message = abort.signal.aborted ? `no answer within ${request.timeout} ms` : sentence(error);
    return { type: "sendFailed", send, message };
  } finally {
    environment.clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** The request's headers with those of its credential. */
export async function authorised(
  { credentials }: Context,
  request: { kind: "http" | "socket" | "events"; auth: string | null; headers?: Record<string, string> },
): Promise<Record<string, string>> {
  const own = request.headers ?? {};
  if (request.auth === null) return own;
  return { ...own, ...(await credentials(request.auth, request as HttpRequest)) };
}
