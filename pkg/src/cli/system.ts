/** One short conversation with a real contact centre: a request, two messages, and the visitor's cancelling. */
import type { Effect, Flow, ProviderSettings } from "../../index.js";
import { createHost, memoryStorage } from "../host/index.js";
import { Engine } from "../node.js";
import type { Out } from "./index.js";

/** How long a real one may take for each part. */
const PATIENCE = 15_000;

export async function trySystem(
  kind: string,
  { settings, headers }: { settings: ProviderSettings; headers: Record<string, string> },
  isTold: boolean,
  { line, paint }: Out,
): Promise<number> {
  line(`This opens ONE conversation with the ${kind} that the settings name, in the name of "Conformance Test":`);
  line("  it requests an agent with a transcript of two lines, says two sentences, and cancels.");
  line("  Agents there will see it. Nothing is deleted afterwards.");
  if (!isTold) {
    line(`\n${paint.warn("nothing was done")}: call it again with --yes`);
    return 0;
  }
  const engine = new Engine(FLOW, { providers: { centre: settings } });
  const problems: string[] = [];
  const host = createHost({ engine, storage: memoryStorage(), credentials: () => headers, onError: ({ message }) => problems.push(message) });
  const conversation = await host.open(`conformance-${Date.now()}`, { channel: "web", locale: "en", profile: { name: "Conformance Test" } });
  conversation.subscribe(({ effects }) => effects.forEach((effect) => tell(effect, line)));
  await conversation.send("A human, please");
  const queued = await settles(() => ["queue", "active"].includes(status()));
  if (queued) {
    await conversation.send("This is a test of the connection.");
    await conversation.send("It will be over in a moment.");
    await new Promise((done) => setTimeout(done, 2_000));
    await conversation.cancel();
  }
  await settles(() => ["cancelled", "error"].includes(status()));
  const ended = status();
  await new Promise((done) => setTimeout(done, 2_000));
  await host.close();
  engine.free();
  for (const problem of problems) line(paint.bad(problem));
  line(ended === "cancelled" ? paint.good("it went as it should") : paint.bad(`it ended as ${ended}`));
  return ended === "cancelled" ? 0 : 1;

  function status(): string {
    return conversation.view().handover?.status ?? "none";
  }
}

function tell(effect: Effect, line: Out["line"]): void {
  if (effect.type === "send") line(`→ ${effect.request.kind === "http" ? `${effect.request.method} ${effect.request.url}` : effect.request.kind}`);
  else if (effect.type === "handover") line(`  ${effect.handover.status}${effect.handover.error ? `: ${effect.handover.error.message}` : ""}`);
}

async function settles(condition: () => boolean): Promise<boolean> {
  for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
    if (condition()) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return condition();
}

const FLOW: Flow = {
  version: 1,
  name: "conformance",
  nodes: [
    { id: "start", type: "start" },
    { id: "handover", type: "handoverToAgent", data: { provider: "centre", acceptedMessage: "One moment." } },
  ],
  edges: [{ id: "1", source: "start", target: "handover" }],
};
