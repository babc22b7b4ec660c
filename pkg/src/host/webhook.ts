/**
 * Takes in the webhooks of providers: checks them, and leaves them to their conversations like the desk's mail.
 *
 * What a webhook is, whom it concerns and how it is answered is for the engine to say. One that cannot be
 * trusted is refused; one that concerns no conversation here is answered and dropped. It is answered once it is stored.
 */
import type { Context } from "./context.js";
import { keys, post } from "./layout.js";
import { distrust, sign } from "./wire/signature.js";
import type { Webhook } from "./types.js";

export async function receive(
  context: Context,
  provider: string,
  request: Request,
  /** Tells who has the conversation open in this host, who does not hear its bell. */
  arrived: (conversation: string) => void,
): Promise<Response> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const headers = Object.fromEntries(request.headers);
  const body = new TextDecoder().decode(bytes);
  const webhook = context.engine.webhook(provider, { body, headers });
  const { signature, address } = webhook;
  if (signature !== null) {
    const reason = await distrust(signature, context.secrets, { body: bytes, headers, now: context.environment.now() });
    if (reason !== null) {
      context.report("mail_invalid", `a webhook of the provider ${provider} is refused: ${reason}`);
      return new Response(reason, { status: 401 });
    }
  }
  const conversation = address === null ? null : await deliver(context, { provider, address, body, headers });
  if (conversation !== null) {
    context.bell.ring("mail", conversation);
    arrived(conversation);
  }
  return reply(context, webhook);
}

async function deliver(
  { storage, environment }: Context,
  { provider, address, body, headers }: { provider: string; address: string; body: string; headers: Record<string, string> },
): Promise<string | null> {
  return storage.transact("readwrite", async (transaction) => {
    const found = await transaction.get(keys.webhook(provider, address));
    if (typeof found !== "string") return null;
    await post(transaction, found, { provider, body, headers, at: environment.now() });
    return found;
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
