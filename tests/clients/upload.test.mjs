/**
 * The host carries a visitor's file to a contact centre that says where its bytes are to be put: over real HTTP and a real
 * socket, on one machine and so without TLS.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Engine } from "handover";
import { createHost, memoryStorage } from "handover/host";
import { WebSocket } from "ws";
import { handingOver, serve, until } from "./served.mjs";

await init();

test("a file's bytes go where Genesys says, and the agent gets the file between the words", async (t) => {
  const { fake, requests, close } = await serve("genesysWebMessaging");
  t.after(close);
  const host = createHost({
    engine: new Engine(handingOver, { providers: { centre: fake.settings } }),
    storage: memoryStorage(),
    files: async ({ url }) => new Blob([`the bytes at ${url}`], { type: "image/jpeg" }),
    environment: { socket: (url) => new WebSocket(url) },
  });
  t.after(() => host.close());
  const conversation = await host.open("visitor-1");
  await conversation.send("A human, please");
  await until(() => fake.tickets.length > 0, "the ticket");
  const [ticket] = fake.tickets;
  await conversation.send({ type: "message", text: "See this", attachments: [{ url: "https://files.example/a.png", mimeType: "image/png", name: "a.png" }] });
  await conversation.send("Do you see it?");
  await until(() => ticket.said.includes("Do you see it?"), "the words after the file");
  assert.deepEqual(ticket.said, ["See this", "Do you see it?"]);
  assert.deepEqual(ticket.files.map(({ name, mimeType }) => [name, mimeType]), [["a.png", "image/png"]]);
  const puts = requests.filter(({ method }) => method === "PUT");
  assert.deepEqual(puts.map(({ body }) => body), ["the bytes at https://files.example/a.png"]);
  assert.equal(puts[0].headers["content-type"], "image/png");
  assert.equal(puts[0].headers["authorization"], undefined);
});
