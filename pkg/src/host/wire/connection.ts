/**
 * Long-lived connections to a provider: sockets and streams of events.
 *
 * What arrives becomes `frame` inputs in the order of arrival. That a connection could not
 * be had, or is gone, is reported and nothing more: whether to connect again is decided by
 * the engine.
 */
import type { Context } from "../context.js";
import { deferred } from "../deferred.js";
import { sentence } from "../error.js";
import type { EventsRequest, Input, SocketRequest } from "../types.js";
import { authorised } from "./http.js";
import { SseReader } from "./sse.js";

export interface Connection {
  /** Resolves once it stands, rejects if it never will. */
  readonly opened: Promise<void>;
  /** Resolves with the reason when it is gone for whatever cause. */
  readonly gone: Promise<string>;
  text(body: string): void;
  close(): void;
}

/** Where a connection's inputs go. */
type Feed = (input: Input) => void;

export function connect(
  context: Context,
  { send, provider, request }: { send: number; provider: string; request: SocketRequest | EventsRequest },
  feed: Feed,
): Connection {
  return request.kind === "socket" ? socket(context, send, provider, request, feed) : events(context, send, provider, request, feed);
}

function socket(context: Context, send: number, provider: string, request: SocketRequest, feed: Feed): Connection {
  let live: WebSocket | null = null;
  let closing = false;
  const { promise: gone, resolve: end } = deferred<string>();

  const open = async () => {
    const headers = await authorised(context, request);
    if (closing) throw new Error("the connection was closed before it stood");
    const made = context.environment.socket(request.url ?? "", headers);
    live = made;
    await new Promise<void>((resolve, reject) => {
      made.onopen = () => resolve();
      made.onmessage = ({ data }) => {
        if (typeof data === "string") feed({ type: "frame", provider, body: data });
        else context.report("mail_invalid", "a provider's socket has sent bytes where text is expected");
      };
      made.onclose = ({ code }) => {
        reject(new Error(`the connection was refused with code ${code}`));
        end(`the connection was closed with code ${code}`);
      };
    });
    feed({ type: "answer", send, status: 101 });
  };
  const opened = open();
  opened.catch((error: unknown) => end(sentence(error)));

  return {
    opened,
    gone,
    text: (body) => live?.send(body),
    close() {
      closing = true;
      live?.close();
    },
  };
}

function events(context: Context, send: number, provider: string, request: EventsRequest, feed: Feed): Connection {
  const abort = new AbortController();
  const { promise: gone, resolve: end } = deferred<string>();

  const open = async () => {
    const headers = { accept: "text/event-stream", ...(await authorised(context, request)) };
    const response = await context.environment.fetch(request.url, {
      headers,
      signal: abort.signal,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
    if (!response.ok || response.body === null) throw new Error(`the stream was refused with status ${response.status}`);
    feed({ type: "answer", send, status: response.status });
    return response.body;
  };
  const body = open();
  const opened = body.then(() => undefined);
  opened.catch(() => undefined); // told by `gone`
  body.then((stream) => drain(stream, provider, feed)).then(
    () => end("the stream has ended"),
    (error: unknown) => end(sentence(error)),
  );

  return { opened, gone, text: () => undefined, close: () => abort.abort() };
}

async function drain(stream: ReadableStream<Uint8Array>, provider: string, feed: Feed): Promise<void> {
  const reader = new SseReader();
  const decoder = new TextDecoder();
  const pieces = stream.getReader();
  for (;;) {
    const { done, value } = await pieces.read();
    if (done) return;
    for (const { event, data, id } of reader.read(decoder.decode(value, { stream: true }))) {
      feed({ type: "frame", provider, body: data, headers: { event, id } });
    }
  }
}
