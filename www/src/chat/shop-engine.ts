/** The shop's engine and its host, loaded when a visitor first wants to talk: one of each for all conversations of the page. */
import init, { Engine } from "handover";
import { createHost, type Conversation, type Host } from "handover/host";
import { exampleFlow, exampleOptions } from "../common/example.js";

let host: Promise<Host> | null = null;

/** Opens the conversation of this name. */
export async function openConversation(id: string): Promise<Conversation> {
  host ??= start().catch((error: unknown) => {
    host = null;
    throw error;
  });
  return (await host).open(id, { channel: "web", locale: navigator.language });
}

async function start(): Promise<Host> {
  await init();
  return createHost({ engine: new Engine(exampleFlow, exampleOptions) });
}
