// Holds every request of our codecs, every answer of the fakes and every webhook they send to the published
// descriptions. What is not described is a fault, unless it stands in the book's table with a reason and its source;
// a row that nothing needs any more is one, too, and so is a described operation that no talk has used.
//
// The talks are whole ones with the fakes, with every setting in effect, and those of `tests/conversations/providers`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "handover";
import { Description } from "./description.mjs";
import { recordedFrames, recordedRequests, talk } from "./talks.mjs";

const ENDS = { resolved: "completed", cancelled: "cancelled", abandoned: "cancelled", expired: "error" };

const BOOKS = [
  {
    description: "chatwoot",
    kinds: ["chatwoot", "chatwootClient", "liveAgent"],
    // How Live Agent tells of its queue is described nowhere.
    webhooks: { description: "chatwoot-webhooks", name: ({ event }) => (event === "queue_update" ? null : event) },
    differences: [
      [/^> post \S+\/messages: a body of type multipart\/form-data is not described$/, "files go as parts of a form", "app/builders/messages/message_builder.rb, app/controllers/public/api/v1/inboxes/messages_controller.rb"],
      [/^> POST \S+\/toggle_typing_status is no operation$/, "the description leaves it out", "config/routes.rb, of a conversation: post :toggle_typing_status"],
      [/^> get \S+\/messages: query must NOT have additional properties after$/, "the description leaves it out", "app/finders/message_finder.rb, messages_after"],
      [/^> post \S+\/toggle_typing: query must have required property 'typing_status'$/, "it is described in the query and in the body; parameters of both are one", "app/controllers/public/api/v1/inboxes/conversations_controller.rb"],
      [/^< get \S+\/inbox_members\/\S+: answer 200\/payload\/\d+\/availability_status must be equal/, "who is there is `online`, not `available`", "app/models/account_user.rb, enum availability"],
      [/^< post \S+\/contacts: answer 200\/payload must be array$/, "it is one object, with contact and contact_inbox", "app/views/api/v1/accounts/contacts/create.json.jbuilder"],
      [/^< \w+ \/public\S+: answer 200.*\/(id|inbox_id|conversation_id|message_type|created_at) must be string$/, "they are numbers", "app/views/public/api/v1/models/_message.json.jbuilder and _conversation.json.jbuilder"],
      [/^< \w+ \/public\S+: answer 200 must NOT have unevaluated properties status$/, "the description leaves it out", "app/views/public/api/v1/models/_conversation.json.jbuilder"],
      [/^< post \S+\/contacts: status 422 is not described$/, "an address that is another contact's is refused", "app/models/contact.rb, validates :email, uniqueness"],
      [/^< post \S+: status 401 is not described$/, "any operation refuses a token that it does not know", "app/controllers/concerns/access_token_auth_helper.rb"],
    ],
  },
  {
    description: "genesys-guest-chat",
    kinds: ["genesysGuestChat"],
    differences: [[/^! WebChatMessage\/sender must have required property 'role'$/, "the socket names members by their ids alone", "Genesys' developer forum on member-change"]],
  },
  {
    description: "genesys-web-messaging",
    kinds: ["genesysWebMessaging"],
    hasFrames: true,
    differences: [[/^! got PresignedUrlResponse\/body\/headers\/x-amz-meta must be string$/, "a conversation shows that what is no text is left out", "shyrka/receive/PresignedUrlResponse.kt"]],
  },
  {
    description: "genesys-open-messaging",
    kinds: ["genesysOpenMessaging"],
    // Notifications are described apart from messages.
    webhooks: { description: "genesys-open-messaging", name: ({ detail }) => (detail ? null : "ConversationNormalizedMessage") },
    differences: [[/^> patch \S+: body must have required property '(startTime|participants)'$/, "it is the conversation's own type, of which a patch has what changes", "patchConversationsMessage in the package's documentation"]],
  },
  {
    description: "eight-by-eight",
    kinds: ["eightByEight"],
    webhooks: { description: "eight-by-eight-webhooks", name: ({ eventType }) => eventType },
    differences: [
      [/^> post \S+\/(typing|post-agent-assignment): header must NOT have additional properties x-8x8-tenant$/, "every other operation takes the tenant; a tenant's conversation needs it here as well", "the parameter TenantIdFilterOptional of all other operations"],
      [/^< post \S+\/attachments: answer 200 must NOT have unevaluated properties (type|size)$/, "the description requires both and describes neither", "the schema AttachmentResult"],
      [/^< get \S+\/(participants|messages): answer 200 must have required property '(data|messages)'$/, "the description has the list in _embedded and requires it beside that", "the schemas ConversationParticipants and MessageListResult"],
      [/^< get \S+\/(participants|messages): answer 200\S+\/type must be equal to one of the allowed values system, agent$/, "a user and a bot take part and speak as well", "the descriptions of ConversationParticipant and ExternalAuthorType"],
    ],
  },
  {
    description: "ring-central",
    kinds: ["ringCentral"],
    isOurs: ({ url }) => new URL(url).pathname.startsWith("/1.0/"),
    differences: [[/^< \w+ \S+: status 403 is not described$/, "any operation refuses a token that it does not know", "docs/basics/responses.md"]],
  },
  {
    description: "ring-central-source",
    kinds: ["ringCentral"],
    isOurs: ({ url }) => new URL(url).pathname.startsWith("/realtime/"),
    webhooks: { description: "ring-central-source", name: ({ action, events }) => (action ? `told ${action}` : `event ${events[0].resource.type}`) },
    differences: [],
  },
];

for (const { description: name, kinds, webhooks, hasFrames = false, isOurs = () => true, differences } of BOOKS) {
  test(`what goes to and fro is as ${name} describes it`, () => {
    const description = new Description(name);
    const said = webhooks && new Description(webhooks.description);
    const found = new Set();
    const used = new Set();
    const note = (sign, faults) => faults.forEach((fault) => found.add(`${sign} ${fault}`));
    const asked = (request) => {
      const operation = description.find(request)?.name;
      if (operation) used.add(operation);
      note(operation ? `> ${operation}:` : ">", description.requestFaults(request));
    };
    for (const kind of kinds) {
      for (const [end, status] of Object.entries(ENDS)) {
        const seen = talk(kind, end);
        assert.equal(seen.status, status, `${kind} ${end}`);
        seen.requests.filter(isOurs).forEach(asked);
        for (const { request, answer } of seen.exchanges.filter(({ request }) => isOurs(request))) {
          note(`< ${description.find(request)?.name}:`, description.answerFaults(request, answer));
        }
        for (const { body } of webhooks ? seen.webhooks : []) {
          const event = JSON.parse(body);
          const type = webhooks.name(event);
          if (type !== null) note("!", said.valueFaults(type, event));
        }
        for (const frame of hasFrames ? framesOf(seen) : []) note("!", description.valueFaults(...frame));
        const messages = seen.frames.map(({ body }) => JSON.parse(body)).filter(({ metadata }) => metadata?.type === "message");
        for (const { eventBody } of messages) note("!", description.valueFaults("WebChatMessage", eventBody));
      }
    }
    const recorded = recordedRequests().filter(({ settings }) => kinds.includes(settings.kind));
    const told = recordedFrames().filter(({ settings }) => kinds.includes(settings?.kind));
    assert.ok(recorded.length > 10, `${recorded.length} requests stand in the conversations`);
    recorded.filter(({ request }) => request.kind === "http" && isOurs(request)).forEach(({ request }) => asked(request));
    for (const frame of hasFrames ? framesOf({ sends: recorded, frames: told }) : []) note("!", description.valueFaults(...frame));

    assert.deepEqual([...found].filter((fault) => !differences.some(([row]) => row.test(fault))), []);
    assert.deepEqual(differences.map(([row]) => row).filter((row) => ![...found].some((fault) => row.test(fault))), [], "rows that nothing needs");
    assert.deepEqual(description.operations.map((operation) => operation.name).filter((operation) => !used.has(operation)), [], "operations that no talk has used");
  });
}

/** What was sent and got on a socket, each with the name of its schema. */
function framesOf({ sends, frames }) {
  const sent = sends.filter(({ request }) => request.kind === "socket" && request.action === "text").map(({ request }) => JSON.parse(request.body));
  const got = frames.map(({ body }) => JSON.parse(body));
  return [...sent.map((frame) => [`sent ${frame.action}`, frame]), ...got.map((frame) => [`got ${frame.class}`, frame])];
}

test("what we answer RingCentral with is as its source SDK wants it", () => {
  const source = new Description("ring-central-source");
  const flow = { version: 1, name: "empty", nodes: [{ id: "start", type: "start" }], edges: [] };
  const engine = new Engine(flow, { providers: { centre: { kind: "ringCentral", realtimeUrl: "https://realtime.example", sourceId: "s1", sourceAuth: "source" } } });
  const answer = (event) => JSON.parse(engine.webhook("centre", { body: JSON.stringify(event) }).body);
  assert.deepEqual(source.valueFaults("implementation.info", answer({ action: "implementation.info", time: "2026-03-02T09:00:00Z" })), []);
  const { webhooks } = talk("ringCentral", "resolved");
  const created = webhooks.map(({ body }) => JSON.parse(body)).filter(({ action }) => action === "messages.create");
  assert.ok(created.length >= 2);
  for (const event of created) assert.deepEqual(source.valueFaults("Message", answer(event)), []);
  engine.free();
});

test("a description refuses what it does not know", () => {
  const chatwoot = new Description("chatwoot");
  const request = { method: "POST", url: "https://c.example/api/v1/accounts/1/conversations", headers: { "content-type": "application/json" }, auth: "token" };
  const faults = (body, more = {}) => chatwoot.requestFaults({ ...request, body: JSON.stringify(body), ...more });
  const sound = { source_id: "s", inbox_id: 5, custom_attributes: { any: "thing" } };
  assert.deepEqual(faults(sound), []);
  assert.deepEqual(faults({ ...sound, colour: "red" }), ["body must NOT have unevaluated properties colour"]);
  assert.deepEqual(faults({ ...sound, message: { content: "Hi", colour: "red" } }), ["body/message must NOT have unevaluated properties colour"]);
  assert.deepEqual(faults({ inbox_id: "5" }), ["body must have required property 'source_id'", "body/inbox_id must be integer"]);
  assert.deepEqual(faults({ ...sound, status: "ajar" }), ["body/status must be equal to one of the allowed values open, resolved, pending"]);
  assert.deepEqual(faults(sound, { auth: null }), ["it names no credential"]);
  assert.deepEqual(faults(sound, { url: `${request.url}?page=2` }), ["query must NOT have additional properties page"]);
  assert.deepEqual(faults(sound, { url: request.url.replace("/1/", "/one/") }), ["path/account_id must be integer"]);
  assert.deepEqual(faults(sound, { headers: { ...request.headers, "X-Colour": "red" } }), ["header must NOT have additional properties x-colour"]);
  assert.deepEqual(faults(sound, { url: `${request.url}/5/colours` }), ["POST /api/v1/accounts/1/conversations/5/colours is no operation"]);
  assert.deepEqual(chatwoot.answerFaults(request, { status: 200, body: '{"id":7,"colour":"red"}' }), ["answer 200 must NOT have unevaluated properties colour"]);
  assert.deepEqual(chatwoot.answerFaults(request, { status: 418 }), ["status 418 is not described"]);
  const eight = new Description("eight-by-eight");
  const start = { method: "POST", url: "https://api.8x8.com/chat-gateway/v1/conversations", headers: request.headers, auth: "key" };
  const user = { channelId: "c", user: { name: "Max" }, assignment: { type: "agent", id: "1" } };
  assert.deepEqual(eight.requestFaults({ ...start, body: JSON.stringify(user) }), ["body/assignment/type must be equal to one of the allowed values queue, script"]);
});
