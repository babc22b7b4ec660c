/**
 * A generated client of Chatwoot's APIs, and Rails' own client of its socket, carry whole conversations against the
 * fake that our codecs are held against: over the application API as a server, over the client API as a page.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { WebSocket } from "ws";
import { serve, until } from "./served.mjs";

const require = createRequire(import.meta.url);
const { default: Chatwoot } = require("@figuro/chatwoot-sdk");
const dana = { id: "7", name: "Dana" };

test("@figuro/chatwoot-sdk carries a conversation over the application API", async (t) => {
  const hooks = [];
  const { url, fake, close } = await serve("chatwoot", { webhook: (body) => hooks.push(JSON.parse(body)) });
  t.after(close);
  const { contacts, conversations, messages, conversationLabels } = new Chatwoot({ config: { basePath: url, with_credentials: true, credentials: "include", token: "token" } });
  const accountId = 1;
  const hook = (event, test = () => true) => until(() => hooks.find((one) => one.event === event && test(one)), event);

  const { payload } = await contacts.create({ accountId, data: { inbox_id: 5, name: "Max", identifier: "visitor-1" } });
  await assert.rejects(contacts.create({ accountId, data: { inbox_id: 5, name: "Max", identifier: "visitor-1" } }), ({ status }) => status === 422);
  const found = await contacts.search({ accountId, q: "visitor-1" });
  assert.deepEqual(found.payload.map(({ id }) => id), [payload.contact.id]);

  const { id } = await conversations.create({ accountId, data: { source_id: payload.contact_inbox.source_id, inbox_id: 5, contact_id: payload.contact.id, status: "open" } });
  const at = { accountId, conversationId: id };
  assert.equal((await conversations.get(at)).meta.assignee, null);
  await messages.create({ ...at, data: { content: "Visitor: help", message_type: "outgoing", private: true } });
  await conversationLabels.add({ ...at, data: { labels: ["billing"] } });
  assert.deepEqual((await conversationLabels.list(at)).payload, ["billing"]);
  assert.equal((await conversations.getMeta({ accountId, status: "open" })).meta.unassigned_count, 2);
  await messages.create({ ...at, data: { content: "Hello?", message_type: "incoming" } });

  fake.accept(dana);
  assert.equal((await hook("conversation_updated")).meta.assignee.name, "Dana");
  fake.typing(true);
  assert.equal((await hook("conversation_typing_on")).conversation.id, id);
  fake.say("Hi, I am Dana.");
  const said = await hook("message_created", ({ message_type: type, private: isPrivate }) => type === "outgoing" && !isPrivate);
  assert.deepEqual([said.content, said.sender.name, said.conversation.id], ["Hi, I am Dana.", "Dana", id]);
  const listed = (await messages.list(at)).payload;
  assert.deepEqual(listed.map(({ content, message_type: type, private: isPrivate }) => [content, type, isPrivate]), [["Visitor: help", 1, true], ["Hello?", 0, false], ["Hi, I am Dana.", 1, false]]);

  const toggled = await conversations.toggleStatus({ ...at, data: { status: "resolved" } });
  assert.deepEqual(toggled.payload, { success: true, current_status: "resolved", conversation_id: id });
  const { changed_attributes: changed } = await hook("conversation_status_changed");
  assert.deepEqual(changed, [{ status: { previous_value: "open", current_value: "resolved" } }]);
  assert.deepEqual(fake.tickets.map(({ said, before, open }) => ({ said, before, open })), [{ said: ["Hello?"], before: "Visitor: help", open: false }]);
  // Whoever writes to a resolved conversation opens it anew.
  await messages.create({ ...at, data: { content: "One more thing", message_type: "incoming" } });
  assert.equal(fake.tickets[0].open, true);

  await assert.rejects(conversations.create({ accountId, data: { source_id: payload.contact_inbox.source_id, inbox_id: 6 } }), ({ status }) => status === 404);
});

test("@figuro/chatwoot-sdk and @rails/actioncable carry a conversation over the client API", async (t) => {
  const { url, fake, close } = await serve("chatwootClient");
  t.after(close);
  const { contacts, conversations, messages } = new Chatwoot({ config: { basePath: url } }).client;
  const inboxIdentifier = "inbox";
  const { source_id: contactIdentifier, pubsub_token: token } = await contacts.create({ inboxIdentifier, data: { identifier: "visitor-1", name: "Max" } });
  assert.equal((await contacts.get({ inboxIdentifier, contactIdentifier })).name, "Max");
  const { id } = await conversations.create({ inboxIdentifier, contactIdentifier });

  const cable = await listen(t, url, { channel: "RoomChannel", pubsub_token: token });
  const stranger = await listen(t, url, { channel: "RoomChannel", pubsub_token: "another" });
  await until(() => cable.isConnected, "the subscription is confirmed");
  await until(() => stranger.isRejected, "a stranger is rejected");

  const at = { inboxIdentifier, contactIdentifier, conversationId: id };
  await messages.create({ ...at, data: { content: "Hello?" } });
  fake.accept(dana);
  fake.typing(true);
  fake.say("Hi, I am Dana.");
  const said = await cable.event("message.created", ({ message_type: type }) => type === 1);
  assert.deepEqual([said.content, said.sender.name, said.conversation_id], ["Hi, I am Dana.", "Dana", id]);
  assert.equal((await cable.event("conversation.updated")).meta.assignee.name, "Dana");
  await cable.event("conversation.typing_on");
  const listed = await messages.list(at);
  assert.deepEqual(listed.map(({ content }) => content), ["Hello?", "Hi, I am Dana."]);
  assert.deepEqual((await conversations.list({ inboxIdentifier, contactIdentifier })).map((one) => one.id), [id]);
  fake.resolve();
  assert.equal((await cable.event("conversation.status_changed")).status, "resolved");
  assert.deepEqual(fake.tickets.map(({ said, open }) => ({ said, open })), [{ said: ["Hello?"], open: false }]);
  assert.deepEqual(stranger.heard, []);
});

/** Subscribes with Rails' client, which looks for a page around it. */
async function listen(t, url, identifier) {
  globalThis.document ??= { visibilityState: "visible", addEventListener() {} };
  globalThis.addEventListener ??= () => undefined;
  globalThis.removeEventListener ??= () => undefined;
  const { adapters, createConsumer } = require("@rails/actioncable");
  adapters.WebSocket = WebSocket;
  const consumer = createConsumer(`${url.replace("http", "ws")}/cable`);
  const cable = { heard: [], isConnected: false, isRejected: false, event: (event, test = () => true) => until(() => cable.heard.find((one) => one.event === event && test(one.data))?.data, event) };
  consumer.subscriptions.create(identifier, {
    connected: () => void (cable.isConnected = true),
    rejected: () => void (cable.isRejected = true),
    received: (message) => void cable.heard.push(message),
  });
  t.after(() => consumer.disconnect());
  return cable;
}
