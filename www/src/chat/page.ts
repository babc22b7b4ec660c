/**
 * The shop's page: connects `<handover-chat>` to a conversation in this browser.
 *
 * The engine is loaded when the chat is first opened, or at once where there is a conversation to go on with.
 * Which conversation that is, and whether the chat was open, outlive a reload here; all else is kept by the host.
 */
import type { Conversation } from "handover/host";
import { newId } from "../common/id.js";
import { keep, kept } from "../common/kept.js";
import "handover/chat";
import { keepFile } from "../common/example-files.js";

const conversationKey = "handover-conversation";
const openKey = "handover-chat-open";
const ratingsKey = "handover-ratings";

async function connect(after: string | null): Promise<Conversation> {
  const { openConversation } = await import("./shop-engine.js");
  const last = kept(conversationKey);
  // Another tab may have begun the next one already.
  const id = last === null || last === after ? `visitor-${newId().slice(0, 8)}` : last;
  keep(conversationKey, id);
  return openConversation(id);
}

const chat = document.querySelector("handover-chat");
if (chat !== null) {
  chat.connect = connect;
  chat.upload = keepFile;
  chat.addEventListener("chatopen", () => keep(openKey, "yes"));
  chat.addEventListener("chatclose", () => keep(openKey, null));
  chat.addEventListener("rating", (event) => {
    const ratings: unknown[] = JSON.parse(kept(ratingsKey) ?? "[]");
    keep(ratingsKey, JSON.stringify([...ratings, event.detail]));
  });
  if (kept(conversationKey) !== null) void chat.resume();
  if (kept(openKey) !== null) chat.open = true;
}
