/**
 * Genesys' own clients carry whole conversations against the fakes that our codecs are held against: the client of the
 * guest chat, and the platform's for open messaging and for the history of web messaging.
 *
 * The guest chat's client writes `[REDACTED]` where the guest's token belongs, an error of its own: the fake takes it.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { WebSocket } from "ws";
import { serve, until } from "./served.mjs";

const require = createRequire(import.meta.url);
const guest = require("purecloud-guest-chat-client");
const platform = require("purecloud-platform-client-v2");
const dana = { id: "7", name: "Dana" };

/** Points a client of Genesys at a fake. */
function aim({ ApiClient }, url) {
  ApiClient.instance.config.basePath = url;
  ApiClient.instance.config.logger.log_level = "none";
  return ApiClient.instance;
}

/** A socket, and what came by it. */
async function listen(t, uri) {
  const socket = new WebSocket(uri);
  const heard = [];
  socket.on("message", (data) => heard.push(JSON.parse(String(data))));
  t.after(() => socket.terminate());
  await new Promise((done, fail) => socket.once("open", done).once("error", fail));
  return { heard, say: (frame) => socket.send(JSON.stringify(frame)), event: (test, what) => until(() => heard.find(test), what) };
}

test("purecloud-guest-chat-client carries a conversation", async (t) => {
  const { url, fake, close } = await serve("genesysGuestChat");
  t.after(close);
  const client = aim(guest, url);
  const api = new guest.WebChatApi();
  const chat = await api.postWebchatGuestConversations({
    organizationId: "o1",
    deploymentId: "d1",
    routingTarget: { targetType: "QUEUE", targetAddress: "Support", skills: ["billing"], language: "en", priority: 2 },
    memberInfo: { displayName: "Max", customFields: { topic: "invoice" } },
  });
  client.setJwt(chat.jwt);
  const { event } = await listen(t, chat.eventStreamUri);
  const members = async () => (await api.getWebchatGuestConversationMembers(chat.id)).entities;
  assert.deepEqual((await members()).map(({ id, role }) => [id, role]), [[chat.member.id, "CUSTOMER"]]);

  await api.postWebchatGuestConversationMemberMessages(chat.id, chat.member.id, { body: "Hello?", bodyType: "standard" });
  await api.postWebchatGuestConversationMemberTyping(chat.id, chat.member.id);
  fake.accept(dana);
  const joined = await event(({ metadata, eventBody }) => metadata.type === "member-change" && eventBody.member.state === "CONNECTED", "the agent joins");
  // The socket names no role: it is asked for.
  const agent = await api.getWebchatGuestConversationMember(chat.id, joined.eventBody.member.id);
  assert.deepEqual([agent.role, agent.state, agent.displayName], ["AGENT", "CONNECTED", "Dana"]);
  fake.typing(true);
  await event(({ metadata }) => metadata.type === "typing-indicator", "the agent types");
  fake.say("Hi, I am Dana.");
  const said = await event(({ metadata, eventBody }) => metadata.type === "message" && eventBody.sender.id === agent.id, "the agent speaks");
  assert.equal(said.eventBody.body, "Hi, I am Dana.");
  const { entities } = await api.getWebchatGuestConversationMessages(chat.id);
  assert.deepEqual(entities.map(({ body }) => body), ["Hello?", "Hi, I am Dana."]);

  await api.deleteWebchatGuestConversationMember(chat.id, chat.member.id);
  await event(({ metadata, eventBody }) => metadata.type === "member-change" && eventBody.member.id === chat.member.id, "the guest is gone");
  assert.ok((await members()).every(({ state }) => state === "DISCONNECTED"));
  assert.deepEqual(fake.tickets.map(({ said, open }) => ({ said, open })), [{ said: ["Hello?"], open: false }]);
  await assert.rejects(api.postWebchatGuestConversationMemberMessages(chat.id, chat.member.id, { body: "Still there?" }), ({ status, code }) => status === 400 && code === "chat.error.member.state");
});

test("purecloud-guest-chat-client is left by the agent, and refused by a queue that is not there", async (t) => {
  const { url, fake, close } = await serve("genesysGuestChat");
  t.after(close);
  aim(guest, url);
  const api = new guest.WebChatApi();
  const request = { organizationId: "o1", deploymentId: "d1", routingTarget: { targetType: "QUEUE", targetAddress: "Support" }, memberInfo: { displayName: "Max" } };
  const chat = await api.postWebchatGuestConversations(request);
  const { event } = await listen(t, chat.eventStreamUri);
  fake.accept(dana);
  fake.resolve();
  await event(({ metadata, eventBody }) => metadata.type === "member-change" && eventBody.member.id === chat.member.id && eventBody.member.state === "DISCONNECTED", "the end");
  fake.refuse();
  await assert.rejects(api.postWebchatGuestConversations(request), ({ status, code }) => status === 400 && code === "chat.error.invalid.queue");
});

test("purecloud-platform-client-v2 carries a conversation of open messaging", async (t) => {
  const hooks = [];
  const { url, fake, close } = await serve("genesysOpenMessaging", { webhook: (body) => hooks.push(JSON.parse(body)) });
  t.after(close);
  aim(platform, url).setAccessToken("token");
  const api = new platform.ConversationsApi();
  const from = { id: "visitor-1", idType: "Opaque", nickname: "Max" };
  const message = (messageId, text) => ({ channel: { messageId, from, time: new Date().toISOString() }, text, metadata: { queueId: "q1" } });
  const first = await api.postConversationsMessageInboundOpenMessage("i1", message("1", "Visitor: help"));
  const { conversationId } = first;
  const second = await api.postConversationsMessageInboundOpenMessage("i1", message("2", "Hello?"));
  assert.equal(second.conversationId, conversationId);
  // The same message again is not there twice.
  await api.postConversationsMessageInboundOpenMessage("i1", message("2", "Hello?"));
  await api.postConversationsMessageInboundOpenEvent("i1", { channel: { from, time: new Date().toISOString() }, events: [{ eventType: "Typing" }] });

  fake.accept(dana);
  fake.say("Hi, I am Dana.");
  const said = await until(() => hooks.find(({ type }) => type === "Text"), "the agent speaks");
  assert.deepEqual([said.text, said.originatingEntity, said.direction, said.channel.to.id, said.channel.from.nickname], ["Hi, I am Dana.", "Human", "Outbound", "visitor-1", "Dana"]);
  await api.postConversationsMessageInboundOpenReceipt("i1", { id: said.id, channel: { to: { id: "visitor-1" }, time: new Date().toISOString() }, status: "Delivered", isFinalReceipt: true });
  fake.leave();
  const left = await until(() => hooks.find(({ detail }) => detail?.topicName.endsWith(".user.end")), "the agent leaves");
  assert.equal(left.detail.eventBody.conversationId, conversationId);
  await api.patchConversationsMessage(conversationId, { state: "disconnected" });
  assert.deepEqual(fake.tickets.map(({ said, before, open }) => ({ said, before, open })), [{ said: ["Hello?"], before: "Visitor: help", open: false }]);
  fake.expire();
  await assert.rejects(api.postConversationsMessageInboundOpenMessage("i1", message("3", "Still there?")), ({ status }) => status === 401);
});

test("purecloud-platform-client-v2 reads the history of a guest of web messaging", async (t) => {
  const { url, fake, close } = await serve("genesysWebMessaging");
  t.after(close);
  const { event, say } = await listen(t, `${url.replace("http", "ws")}/v1?deploymentId=d1`);
  const token = "6f2c0000-0000-4000-8000-000000000001";
  const answered = (mark) => event(({ tracingId }) => tracingId === mark, mark);
  say({ action: "onMessage", token, tracingId: "early", message: { type: "Text", text: "Hello?" } });
  assert.equal((await answered("early")).code, 4007);
  say({ action: "configureSession", token, tracingId: "session", deploymentId: "d1", startNew: false });
  assert.equal((await answered("session")).body.newSession, true);
  say({ action: "onMessage", token, tracingId: "first", message: { type: "Text", text: "Visitor: help" } });
  say({ action: "onMessage", token, tracingId: "second", message: { type: "Text", text: "Hello?" } });
  assert.equal((await answered("second")).body.direction, "Inbound");
  fake.accept(dana);
  fake.say("Hi, I am Dana.");
  await event(({ body }) => body.originatingEntity === "Human" && body.text === "Hi, I am Dana.", "the agent speaks");
  say({ action: "getJwt", token, tracingId: "jwt" });
  const { jwt } = (await answered("jwt")).body;

  aim(platform, url).setAccessToken(jwt);
  const { entities, total } = await new platform.WebMessagingApi().getWebmessagingMessages({ pageSize: 100, pageNumber: 1 });
  assert.equal(total, 3);
  // The latest comes first.
  assert.deepEqual(entities.map(({ text, direction }) => [text, direction]), [["Hi, I am Dana.", "Outbound"], ["Hello?", "Inbound"], ["Visitor: help", "Inbound"]]);
  fake.resolve();
  await event(({ body }) => body.events?.[0]?.presence?.type === "Disconnect", "the end");
});
