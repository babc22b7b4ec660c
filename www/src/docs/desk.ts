/** The live example of `<handover-desk>`: a mailbox in this page's memory, and visitors who are played here. */
import init, { Engine } from "handover";
import "handover/desk";
import { createHost, memoryStorage, openDesk, type Host } from "handover/host";
import { exampleFlow, exampleOptions } from "../common/example.js";
import { adjustable } from "./example.js";

const storage = memoryStorage();
const names = ["Ana", "Bilal", "Chen", "Dora", "Emil"];
let host: Host | null = null;
let count = 0;

async function visit(): Promise<void> {
  await init();
  host ??= createHost({ engine: new Engine(exampleFlow, exampleOptions), storage });
  const name = names[count % names.length];
  const conversation = await host.open(`visitor-${(count += 1)}`, { channel: "web", locale: "en", profile: { name } });
  await conversation.send("Hello!");
  await conversation.send("Talk to a person");
}

const element = document.querySelector("handover-desk");
if (element !== null) {
  adjustable(element);
  document.querySelector("#visitor")?.addEventListener("click", () => void visit());
  element.desk = await openDesk({ agent: { id: "dana", displayName: "Dana" }, storage });
}
