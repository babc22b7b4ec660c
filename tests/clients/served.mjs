/**
 * A fake contact centre of the kit, reached over real HTTP, WebSockets and event streams on this machine.
 *
 * The fakes know neither I/O nor time: here they get both. Whoever talks to one of these, a vendor's own client or
 * the host of this package, talks to the very code that our codecs are held against.
 */
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { FAKES } from "./kit.mjs";

/**
 * Serves the fake of a provider; `webhook` takes what it sends by itself: `(body, headers) => void`.
 * Answers `{ url, fake, requests, close }`; `requests` is what was asked of it, in order.
 */
export async function serve(provider, { webhook = () => undefined } = {}) {
  const requests = [];
  const server = createServer(answer);
  const sockets = new WebSocketServer({ server });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}`;
  const fake = FAKES[provider]({
    url,
    now: () => Date.now(),
    after: (delay, happen) => void setTimeout(happen, delay).unref(),
    // A webhook is sent after the answer to the request that caused it.
    webhook: (body, headers = {}) => void setImmediate(webhook, body, headers),
    letter: () => undefined,
  });

  async function answer(request, response) {
    const { method, headers } = request;
    const at = new URL(request.url, url);
    if (headers.accept === "text/event-stream") return stream(at, headers, response);
    const { body, form } = await contents(request);
    requests.push({ method, path: at.pathname + at.search, headers, body });
    fake.http({ method, url: at, headers, body, form, file: null }, (reply) => {
      if (!response.destroyed) response.writeHead(reply.status, reply.headers).end(reply.body);
    });
  }

  function stream(at, headers, response) {
    const connection = {
      url: at,
      headers,
      send: (data, { event, id }) => response.write(`event: ${event}\nid: ${id}\ndata: ${data}\n\n`),
      close: () => response.end(),
    };
    const refusal = fake.turnsAway?.(connection) ?? null;
    if (refusal !== null) return response.writeHead(refusal.status, refusal.headers).end(refusal.body);
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    response.on("close", () => fake.closed?.(connection));
    fake.opened?.(connection);
  }

  sockets.on("connection", (socket, { url: path, headers }) => {
    const connection = { url: new URL(path, url), headers, send: (body) => socket.send(body), close: () => socket.close() };
    socket.on("message", (body) => fake.heard?.(connection, String(body)));
    socket.on("close", () => fake.closed?.(connection));
    fake.opened?.(connection);
  });

  async function close() {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }

  return { url, fake, requests, close };
}

/** The body of a request, and its parts where it has several. */
async function contents(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return { body: bytes.toString(), form: [] };
  const data = await new Response(bytes, { headers: { "content-type": type } }).formData();
  const form = [...data].map(([name, value]) => (typeof value === "string" ? { name, value, attachment: null } : { name, value: null, attachment: { url: "", name: value.name, mimeType: value.type } }));
  return { body: "", form };
}

/** A flow that hands over at once, to the provider `centre`. */
export const handingOver = {
  version: 1,
  name: "Handing over",
  nodes: [
    { id: "start", type: "start" },
    { id: "handover", type: "handoverToAgent", data: { provider: "centre" } },
  ],
  edges: [{ id: "1", source: "start", target: "handover" }],
};

/** Waits until something is there; fails with what was waited for. */
export async function until(condition, what = String(condition)) {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const found = await condition();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`waited in vain: ${what}`);
}
