/**
 * Takes in the webhooks of providers: checks them, and leaves them to their conversations like the desk's mail.
 *
 * What a webhook is, whom it concerns and how it is answered is for the engine to say. One that cannot be
 * trusted is refused; one that concerns no conversation here is answered and dropped. It is answered once it is stored.
 * Where a provider wants to see before the first one that they are expected here, it tells the secret in a query.
 *
 * A file of its own in `dist`, with the signatures: only a server needs it, and no page is to load it.
 */
import type { Context } from "./context.js";
import { eventsOf } from "./frame.js";
import { keys, post } from "./layout.js";
import { distrust, sign } from "./wire/signature.js";
import type { Webhook } from "./types.js";

export { sign };

/** More bytes than any provider's webhook has. */
const LONGEST = 4 * 1024 * 1024;

export async function receive(
  context: Context,
  provider: string,
  request: Request,
  /** Tells who has the conversation open in this host, who does not hear its bell. */
  arrived: (conversation: string) => void,
): Promise<Response> {
  let bytes: Uint8Array | null;
  try {
    bytes = await bytesOf(request);
  } catch (error) {
    context.report("mail_invalid", `a webhook of the provider ${provider} has not arrived whole`, null, error);
    return new Response("the body cannot be read", { status: 400 });
  }
  if (bytes === null) {
    context.report("mail_invalid", `a webhook of the provider ${provider} is refused: it is too long`);
    return new Response("the body is too long", { status: 413 });
  }
  const headers = Object.fromEntries(request.headers);
  const body = new TextDecoder().decode(bytes);
  const webhook = context.engine.webhook(provider, { body, headers });
  const { signature } = webhook;
  const query = new URL(request.url).searchParams;
  const challenge = request.method === "GET" ? query.get("hub.challenge") : null;
  if (signature?.algorithm === "SECRET" && challenge !== null) headers[signature.header] = query.get("hub.verify_token") ?? "";
  if (signature !== null) {
    let reason: string | null;
    try {
      reason = await distrust(signature, context.secrets, { body: bytes, headers, now: context.environment.now() });
    } catch (error) {
      // The key's id is the sender's word: one for which there is no key is nothing to break at.
      context.report("mail_invalid", `a webhook of the provider ${provider} cannot be checked`, null, error);
      return new Response("the signature cannot be checked now", { status: 503 });
    }
    if (reason !== null) {
      context.report("mail_invalid", `a webhook of the provider ${provider} is refused: ${reason}`);
      return new Response(reason, { status: 401 });
    }
  }
  if (challenge !== null) return new Response(challenge);
  const events = eventsOf(body).map((event) => context.engine.webhook(provider, { body: event, headers }));
  const addresses = [webhook, ...events].map(({ address }) => address);
  for (const conversation of await deliver(context, addresses, { provider, body, headers })) {
    context.bell.ring("mail", conversation);
    arrived(conversation);
  }
  return reply(context, webhook);
}

/** The whole body; null for one that is longer than any provider's. */
async function bytesOf(request: Request): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    length += next.value.length;
    if (length > LONGEST) {
      reader?.cancel().catch(() => undefined);
      return null;
    }
    pieces.push(next.value);
  }
  const bytes = new Uint8Array(length);
  pieces.reduce((at, piece) => (bytes.set(piece, at), at + piece.length), 0);
  return bytes;
}

/** Answers the conversations at these addresses. */
async function deliver(
  { storage, environment }: Context,
  addresses: (string | null)[],
  webhook: { provider: string; body: string; headers: Record<string, string> },
): Promise<string[]> {
  return storage.transact("readwrite", async (transaction) => {
    const found = await Promise.all(addresses.map((address) => address && transaction.get(keys.webhook(webhook.provider, address))));
    const conversations = [...new Set(found)].filter((each): each is string => typeof each === "string");
    for (const conversation of conversations) await post(transaction, conversation, { ...webhook, at: environment.now() });
    return conversations;
  });
}

async function reply(context: Context, { status, body, sign: signature }: Webhook): Promise<Response> {
  const headers = new Headers();
  if (body !== null) headers.set("content-type", "application/json");
  if (signature !== null) {
    const bytes = new TextEncoder().encode(body ?? "");
    headers.set(signature.header, await sign(signature, await context.secrets(signature.auth, null), bytes));
  }
  return new Response(body, { status, headers });
}
