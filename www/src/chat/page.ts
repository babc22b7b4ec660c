/**
 * The shop's page: connects `<handover-chat>` to a conversation in this browser.
 *
 * The engine is loaded when the chat is first opened, or at once where there is a conversation to go on with.
 * Which conversation that is, and whether the chat was open, outlive a reload here; all else is kept by the host.
 */
import init, { Engine } from "handover";
import { createHost, type Conversation } from "handover/host";
import { exampleFlow, exampleOptions } from "../common/example.js";
import { newId } from "../common/id.js";
import { keep, kept } from "../common/kept.js";
import "./define.js";

const conversationKey = "handover-conversation";
const openKey = "handover-chat-open";

async function connect(): Promise<Conversation> {
  await init();
  const host = createHost({ engine: new Engine(exampleFlow, exampleOptions) });
  const id = kept(conversationKey) ?? `visitor-${newId().slice(0, 8)}`;
  keep(conversationKey, id);
  return host.open(id, { channel: "web", locale: navigator.language });
}

const chat = document.querySelector("handover-chat");
if (chat !== null) {
  chat.connect = connect;
  chat.addEventListener("chatopen", () => keep(openKey, "yes"));
  chat.addEventListener("chatclose", () => keep(openKey, null));
  if (kept(conversationKey) !== null) void chat.resume();
  if (kept(openKey) !== null) chat.open = true;
}
