/**
 * One short conversation with a real contact centre: a request, two messages, and the visitor's cancelling.
 *
 * It says first what it will do there, and does nothing unless it is told to. What goes out and what comes back is
 * shown as it happens. Webhooks are not received here: what an agent answers by them is not seen.
 */
import type { Flow, Handover, ProviderSettings } from "../../index.js";
import type { Conversation } from "../../host.js";
import { createHost, memoryStorage } from "../host/index.js";
import { Engine } from "../node.js";
import { Complaint } from "./complaint.js";
import type { Out } from "./index.js";

/** A contact centre as its file describes it. */
export interface System {
  settings: ProviderSettings;
  /** What the credential adds to its requests. */
  headers: Record<string, string>;
  /** What requests are signed with, by the names that the settings give. */
  secrets: Record<string, string>;
}

/** How long a real one may take for each part. */
const PATIENCE = 40_000;
/** After so long without a request nothing more is coming. */
const QUIET = 2_000;

export async function trySystem({ settings, headers, secrets }: System, isTold: boolean, { line, paint }: Out): Promise<number> {
  if (settings.kind === "desk") throw new Complaint("the desk is no system: it is reached by the host's own mailbox");
  const engine = new Engine(FLOW, { providers: { centre: settings } });
  line(`This opens ONE conversation with this ${settings.kind}, in the name of "Conformance Test":`);
  for (const [name, value] of Object.entries(settings)) if (name !== "kind") line(`  ${name}: ${JSON.stringify(value)}`);
  line(`with ${named(headers, "no header of a credential", "the header")} and ${named(secrets, "no secret", "the secret")}.`);
  line("It requests an agent with a transcript of two lines, says two sentences, and cancels.");
  line("Agents there will see it. Nothing is deleted afterwards.\n");
  if (!isTold) {
    line(`${paint.warn("nothing was done")}: call it again with --yes`);
    return 0;
  }

  const problems: string[] = [];
  let latest = Date.now();
  const environment = {
    async fetch(...request: Parameters<typeof fetch>) {
      const name = `${request[1]?.method ?? "GET"} ${String(request[0])}`;
      latest = Date.now();
      line(`→ ${name}`);
      const response = await fetch(...request);
      latest = Date.now();
      line(`← ${response.status} to ${name}`);
      if (response.status >= 400) problems.push(`${name} was answered with ${response.status}`);
      return response;
    },
    socket(url: string) {
      line(`→ WebSocket ${url}`);
      if (typeof WebSocket === "function") return new WebSocket(url);
      problems.push("this Node has no WebSocket: use Node 22 or later, or set NODE_OPTIONS=--experimental-websocket");
      throw new Error("this Node has no WebSocket");
    },
  };
  const host = createHost({
    engine,
    storage: memoryStorage(),
    credentials: () => headers,
    secrets: (name) => secrets[name] ?? Promise.reject(new Error(`the file has no secret \`${name}\``)),
    environment,
    onError: ({ message }) => problems.push(message),
  });
  const conversation = await host.open(`conformance-${Date.now()}`, { channel: "web", locale: "en", profile: { name: "Conformance Test" } });
  conversation.subscribe(({ effects }) => effects.forEach((effect) => effect.type === "handover" && line(stateOf(effect.handover))));
  try {
    await talk(conversation, () => problems.length > 0);
    const ended = statusOf(conversation);
    await settles(() => Date.now() - latest > QUIET);
    for (const problem of problems) line(paint.bad(problem));
    const isWell = ended === "cancelled" && problems.length === 0;
    line(isWell ? paint.good("it went as it should") : paint.bad(`it ended as ${ended}`));
    return isWell ? 0 : 1;
  } finally {
    await host.close();
    engine.free();
  }
}

async function talk(conversation: Conversation, isBroken: () => boolean): Promise<void> {
  await conversation.send("A human, please");
  const isWaiting = () => ["queue", "active"].includes(statusOf(conversation));
  const isOver = () => ["cancelled", "error"].includes(statusOf(conversation));
  await settles(() => isWaiting() || isOver() || isBroken());
  if (isWaiting()) {
    await conversation.send("This is a test of the connection.");
    await conversation.send("It will be over in a moment.");
    await new Promise((done) => setTimeout(done, QUIET));
  }
  if (!isOver()) await conversation.cancel();
}

function statusOf(conversation: Conversation): string {
  return conversation.view().handover?.status ?? "none";
}

function named(given: Record<string, string>, none: string, some: string): string {
  const names = Object.keys(given);
  return names.length === 0 ? none : `${some}${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
}

function stateOf({ status, error }: Handover): string {
  return error === null ? `  ${status}` : `  ${status}: ${error.message}`;
}

async function settles(condition: () => boolean): Promise<void> {
  for (const until = Date.now() + PATIENCE; Date.now() < until && !condition(); ) await new Promise((done) => setTimeout(done, 50));
}

const FLOW: Flow = {
  version: 1,
  name: "conformance",
  nodes: [
    { id: "start", type: "start" },
    { id: "once", type: "once" },
    { id: "handover", type: "handoverToAgent", data: { provider: "centre", acceptedMessage: "One moment." } },
  ],
  // One and no other: what is heard afterwards opens nothing.
  edges: [
    { id: "1", source: "start", target: "once" },
    { id: "2", source: "once", sourceHandle: "first", target: "handover" },
  ],
};
