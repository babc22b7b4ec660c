/**
 * What expressions see after a call: `input`, `context` and `profile`.
 *
 * The engine itself says what it makes of a message, in a flow of its own that has the same
 * intents; what belongs to the conversation is added from its view, standing and log.
 */
import type { ConversationView, Engine as EngineType, Flow, Input, LogEntry, Millis, Scope, Standing } from "../../index.js";
import { Engine } from "../core.js";

/** Inputs that never run the flow: what was seen before them is seen still. */
const SILENT: ReadonlySet<string> = new Set(["typing", "agentTyping", "connected", "disconnected", "handoverAccepted", "agentLeft"]);
/** Inputs whose words, or data, the flow is given. */
const SPOKEN: ReadonlySet<string> = new Set(["message", "agentInject", "handoverUpdate"]);
const OPEN: ReadonlySet<string> = new Set(["requested", "queued", "assigned", "active"]);

/** Answers the tokens of one flow. */
export class Tokens {
  readonly #engine: EngineType;

  constructor(flow: Flow) {
    const nodes = [
      { id: "start", type: "start" },
      { id: "say", type: "say", data: { data: { input: { $cs: { script: "input" } } } } },
    ];
    const edges = [{ id: "1", source: "start", target: "say" }];
    this.#engine = new Engine({ version: 1, name: "", nodes, edges, ...(flow.intents ? { intents: flow.intents } : {}) });
  }

  of(view: ConversationView | null, standing: Standing | null, log: LogEntry[], now: Millis): Required<Scope> {
    const latest = [...log].reverse().find(({ entry }) => !("seq" in entry) && !SILENT.has((entry as Input).type));
    const input = { ...(standing?.input ?? {}), ...this.#said(latest?.entry as Input | undefined, latest?.at ?? now) } as Record<string, unknown>;
    const opening = log.find(({ entry }) => (entry as Input).type === "start" && (entry as { channel?: unknown }).channel);
    if (opening) input["channel"] = (opening.entry as { channel: string }).channel;
    if (view?.handover) {
      const type = (latest?.entry as Input | undefined)?.type;
      const status = type === "agentInject" ? "agentInject" : type === "handoverUpdate" ? "genericHandoverUpdate" : view.handover.status;
      input["handover"] = { ...view.handover, status };
      const { data } = view.handover;
      if (data && standing && OPEN.has(standing.handover)) input["data"] = { ...(input["data"] as object | null), request: data, handover: data };
    }
    return { input, context: view?.context ?? {}, profile: view?.profile ?? {} };
  }

  free(): void {
    this.#engine.free();
  }

  /** What the engine makes of the words of an input. */
  #said(input: Input | undefined, at: Millis): object {
    const { text, data, intent } = (input && SPOKEN.has(input.type) ? input : {}) as { text?: string; data?: object; intent?: string };
    const words = { ...(text == null ? {} : { text }), ...(data == null ? {} : { data }), ...(intent == null ? {} : { intent }) };
    this.#engine.forget("tokens");
    const { effects } = this.#engine.handle("tokens", { type: "message", ...words }, at);
    const said = effects.find((effect) => effect.type === "say");
    const tokens = ((said?.data ?? {}) as { input?: { data?: unknown } }).input ?? {};
    // Only words come with data, be it `null`; an event has none.
    if (!input || !SPOKEN.has(input.type)) delete tokens.data;
    return tokens;
  }
}
