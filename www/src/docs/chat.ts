/** The live example of `<handover-chat>`: a conversation in this page's memory, with an agent who is played here. */
import init, { Engine } from "handover";
import "handover/chat";
import { createHost, memoryStorage, openDesk, type Desk } from "handover/host";
import { exampleFlow, exampleOptions } from "../common/example.js";
import { newId } from "../common/id.js";
import { adjustable } from "./example.js";

const storage = memoryStorage();
const pause = 1500;

const chat = document.querySelector("handover-chat");
if (chat !== null) {
  adjustable(chat);
  chat.connect = async () => {
    await init();
    attend(await openDesk({ agent: { id: "dana", displayName: "Dana" }, storage }));
    return createHost({ engine: new Engine(exampleFlow, exampleOptions), storage }).open(newId(), { channel: "web" });
  };
}

/** Accepts whoever waits, says hello, and answers once. */
function attend(desk: Desk): void {
  const greeted = new Set<string>();
  const answered = new Set<string>();
  desk.subscribe(({ waiting, mine }) => {
    for (const { id } of waiting) setTimeout(() => void desk.accept(id), pause);
    for (const { id, messages } of mine) {
      if (!greeted.has(id)) {
        greeted.add(id);
        setTimeout(() => void desk.reply(id, "Hello, this is Dana. I am an example of a person."), pause);
      } else if (!answered.has(id) && messages.some(({ author }) => author === "visitor")) {
        answered.add(id);
        setTimeout(() => void desk.reply(id, "Then I give you back to the assistant.").then(() => desk.resolve(id)), pause);
      }
    }
  });
}
