/**
 * Writes Genesys' types of open messaging down as a description: `node types.mjs <index.d.ts> > …/genesys-open-messaging.json`.
 *
 * The platform's whole description is too large to keep; the types of the npm package `purecloud-platform-client-v2`
 * are made from it. They tell fields, kinds and what is needed, and no words: those stand here, after the same
 * package's documentation. It is run by hand when a version or an operation is added, and no test needs it.
 */
import { readFileSync } from "node:fs";
import ts from "typescript";

const MESSAGES = "/api/v2/conversations/messages";
/** Method, path, body and answer. */
const OPERATIONS = [
  ["post", `${MESSAGES}/{integrationId}/inbound/open/message`, "OpenInboundNormalizedMessage", "OpenMessageNormalizedMessage"],
  ["post", `${MESSAGES}/{integrationId}/inbound/open/event`, "OpenInboundNormalizedEvent", "OpenEventNormalizedMessage"],
  ["post", `${MESSAGES}/{integrationId}/inbound/open/receipt`, "OpenInboundNormalizedReceipt", "OpenReceiptNormalizedMessage"],
  ["patch", `${MESSAGES}/{conversationId}`, "Conversation", "Conversation"],
  ["post", "/api/v2/analytics/queues/observations/query", "QueueObservationQuery", "QueueObservationQueryResponse"],
];
/** What the webhook carries. */
const TOLD = "ConversationNormalizedMessage";
const WORDS = {
  "OpenMessagingFromRecipient.idType": ["Email", "Phone", "Opaque"],
  "OpenContentAttachment.mediaType": ["Image", "Video", "Audio", "File", "Link"],
  "OpenEvent.eventType": ["Typing"],
  "OpenInboundNormalizedReceipt.status": ["Sent", "Delivered", "Failed", "Published", "Removed"],
  "ConversationNormalizedMessage.originatingEntity": ["Human", "Bot"],
  "ConversationNormalizedMessage.direction": ["Inbound", "Outbound"],
  "ConversationNormalizedMessage.type": ["Text", "Structured", "Receipt", "Event", "Message"],
};
/** Types whose own parts are of no interest. */
const SHALLOW = ["Conversation", "ConversationMessageContent", "ConversationEnrichment", "ConversationPublicMetadata", "ConversationEventCoBrowse", "ConversationEventVideo"];

const file = ts.createSourceFile("index.d.ts", readFileSync(process.argv[2], "utf8"), ts.ScriptTarget.Latest, true);
const interfaces = new Map();
collect(file);
const definitions = {};
const paths = {};
for (const [method, path, body, answer] of OPERATIONS) {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, type: "string" }));
  const responses = { 200: { schema: reference(answer) }, 401: { schema: reference("ErrorBody") } };
  const operation = { parameters: [...parameters, { in: "body", name: "body", required: true, schema: reference(body) }], responses, security: [{ "PureCloud OAuth": [] }] };
  paths[path] = { ...paths[path], [method]: operation };
}
reference(TOLD);
const info = { title: "Genesys Cloud Platform API, open messaging", version: "v2, after purecloud-platform-client-v2 259.0.0", license: { name: "MIT" } };
process.stdout.write(`${JSON.stringify({ swagger: "2.0", info, paths, definitions }, null, 1)}\n`);

function collect(node) {
  if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, node);
  ts.forEachChild(node, collect);
}

function reference(name) {
  if (definitions[name] === undefined) {
    const schema = (definitions[name] = { type: "object", required: [], properties: {} });
    for (const { name: key, type, questionToken } of interfaces.get(name).members) {
      if (questionToken === undefined) schema.required.push(key.text);
      schema.properties[key.text] = schemaOf(type, name, key.text);
    }
    if (schema.required.length === 0) delete schema.required;
  }
  return { $ref: `#/definitions/${name}` };
}

function schemaOf(type, owner, key) {
  const text = type.getText(file);
  const words = WORDS[`${owner}.${key}`];
  if (words !== undefined) return { type: "string", enum: words };
  if (key === "time") return { type: "string", format: "date-time" };
  if (["string", "number", "boolean"].includes(text)) return { type: text };
  if (ts.isTypeLiteralNode(type)) return { type: "object", additionalProperties: schemaOf(type.members[0].type, owner, "") };
  if (text.startsWith("Array<")) return { type: "array", items: schemaOf(type.typeArguments[0], owner, "") };
  if (text.startsWith("Models.") && !SHALLOW.includes(owner)) return reference(text.slice("Models.".length));
  return { type: "object" };
}
