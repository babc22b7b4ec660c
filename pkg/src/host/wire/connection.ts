/**
 * Long-lived connections to a provider: sockets and streams of events.
 *
 * What arrives becomes `frame` inputs in the order of arrival. That a connection could not
 * be had, or is gone, is reported and nothing more: whether to connect again is decided by
 * the engine. A refusal is reported as it came, as far as the platform shows it.
 */
import type { Context } from "../context.js";
import { deferred } from "../deferred.js";
import { sentence } from "../error.js";
import type { EventsRequest, Input, SocketRequest } from "../types.js";
import { PRIVATE, answered, authorised, direct } from "./http.js";
import { PATIENCE, within } from "./patience.js";
import { SseReader } from "./sse.js";

export interface Connection {
  /** Resolves when it is gone for whatever cause, with what the engine is to be told. */
  readonly gone: Promise<Input>;
  /** Resolves once it has gone out, rejects if the connection never stands. */
  text(body: string): Promise<void>;
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
  const abort = new AbortController();
  const { promise: gone, resolve: end } = deferred<Input>();
  const lost = (message: string) => end({ type: "sendFailed", send, message });

  const open = async () => {
    const headers = await within(context.environment, abort.signal, PATIENCE, () => authorised(context, request));
    const made = context.environment.socket(request.url ?? "", headers);
    live = made;
    await new Promise<void>((resolve, reject) => {
      made.onopen = () => resolve();
      made.onmessage = ({ data }) => {
        if (typeof data === "string") feed({ type: "frame", provider, body: data });
        else context.report("mail_invalid", "a provider's socket has sent bytes, not text");
      };
      made.onclose = ({ code }) => {
        reject(new Error(`the connection was refused with code ${code}`));
        lost(`the connection was closed with code ${code}`);
      };
    });
    feed({ type: "answer", send, status: 101 });
  };
  const opened = open();
  opened.catch((error: unknown) => lost(sentence(error)));

  return {
    gone,
    async text(body) {
      await opened;
      live?.send(body);
    },
    close() {
      abort.abort(new Error("the connection was closed before it stood"));
      live?.close();
    },
  };
}

function events(context: Context, send: number, provider: string, request: EventsRequest, feed: Feed): Connection {
  const abort = new AbortController();

  const listen = async (): Promise<Input> => {
    const credential = await within(context.environment, abort.signal, PATIENCE, () => authorised(context, request));
    const headers = { accept: "text/event-stream", ...credential };
    const response = direct(await context.environment.fetch(request.url, { headers, signal: abort.signal, cache: "no-store", ...PRIVATE }));
    if (!response.ok) return answered(send, response);
    feed({ type: "answer", send, status: response.status });
    if (response.body !== null) await drain(response.body, provider, feed);
    return { type: "sendFailed", send, message: "the stream has ended" };
  };

  return {
    gone: listen().catch((error: unknown) => ({ type: "sendFailed", send, message: sentence(error) })),
    text: () => Promise.resolve(),
    close: () => abort.abort(),
  };
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
