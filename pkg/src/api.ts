/**
 * The package's functions and its class, on top of the wasm.
 *
 * Each packs its arguments, calls, and reads the result; nothing is decided here.
 */
import * as glue from "../dist/glue/handover_bg.js";
import type {
  ConversationView, EngineOptions, ExportFormat, ExpressionError, Finding, Flow, Input, LogEntry, Millis, NodeDescriptor, Output, Scope, Standing, Webhook, WebhookRequest,
} from "../index.js";
import { HandoverError } from "./error.js";
import { Wire } from "./packed.js";

export { HandoverError };

let loaded: Wire | null = null;

/** Makes the functions work on an instance of the wasm. */
export function attach(exports: WebAssembly.Exports): void {
  glue.__wbg_set_wasm(exports);
  (exports["__wbindgen_start"] as (() => void) | undefined)?.();
  const { room, result, length } = glue;
  loaded = new Wire(exports["memory"] as WebAssembly.Memory, { room, result, length });
}

export function isAttached(): boolean {
  return loaded !== null;
}

export class Engine {
  #engine: glue.Engine | null;

  constructor(flow: Flow, options: EngineOptions = {}) {
    const wire = begin().value(flow, "flow").value(options, "options");
    const engine = glue.Engine.build();
    if (!engine) throw error(wire);
    this.#engine = engine;
  }

  handle(conversation: string, input: Input, now: Millis): Output {
    const engine = this.#live();
    const wire = begin().text(id(conversation)).input(input);
    return answer(wire, engine.handle(now));
  }

  view(conversation: string): ConversationView | null {
    const engine = this.#live();
    const wire = begin().text(id(conversation));
    return answer(wire, engine.view());
  }

  standing(conversation: string): Standing | null {
    const engine = this.#live();
    const wire = begin().text(id(conversation));
    return answer(wire, engine.standing());
  }

  log(conversation: string, after = 0): LogEntry[] {
    const engine = this.#live();
    const wire = begin().text(id(conversation));
    return answer(wire, engine.log(after));
  }

  snapshot(conversation: string): Uint8Array {
    const engine = this.#live();
    const wire = begin().text(id(conversation));
    const start = engine.snapshot();
    if (start === 0) throw error(wire);
    return wire.copy(start);
  }

  restore(snapshot: Uint8Array): string {
    const engine = this.#live();
    // One of another frame, or of a test's own globals, counts too.
    if (!(snapshot instanceof Uint8Array) && Object.prototype.toString.call(snapshot) !== "[object Uint8Array]") {
      throw new HandoverError("snapshot_invalid", "a snapshot is a `Uint8Array`, as `snapshot()` gives it");
    }
    const wire = begin().raw(snapshot);
    return answer(wire, engine.restore(snapshot.length));
  }

  export(conversation: string, format: ExportFormat): object | null {
    const engine = this.#live();
    const wire = begin().text(id(conversation)).text(text(format, "format"));
    return answer(wire, engine.export());
  }

  webhook(provider: string, request: WebhookRequest): Webhook {
    const engine = this.#live();
    const wire = begin().text(text(provider, "provider")).text(text(request?.body, "body")).value(request.headers, "headers");
    return answer(wire, engine.webhook());
  }

  forget(conversation: string): boolean {
    const engine = this.#live();
    const wire = begin().text(id(conversation));
    return answer(wire, engine.forget());
  }

  get size(): number {
    return this.#live().size;
  }

  free(): void {
    this.#engine?.free();
    this.#engine = null;
  }

  #live(): glue.Engine {
    if (!this.#engine) throw new HandoverError("engine_freed", "this engine has been freed; make a new one");
    return this.#engine;
  }
}

export function checkFlow(flow: unknown, options: Pick<EngineOptions, "providers"> = {}): Finding[] {
  const wire = begin();
  try {
    wire.value(flow, "flow").value(options.providers, "providers");
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : "the flow cannot be read";
    const help = "Pass the flow as it comes out of `JSON.parse`.";
    return [{ level: "error", code: "flow_unreadable", message, node: null, edge: null, field: null, help }];
  }
  return answer(wire, glue.checkFlow());
}

export function checkExpression(source: string, kind: "expression" | "template" = "expression"): ExpressionError[] {
  const wire = begin().text(text(source, "source"));
  const errors: [string, number][] = answer(wire, glue.checkExpression(kind === "template"));
  return errors.map(([message, at]) => ({ code: `${kind}_invalid`, message, at }));
}

export function nodeKinds(): NodeDescriptor[] {
  const wire = begin();
  return answer(wire, glue.nodeKinds());
}

export function evaluate(expression: string, scope: Scope): unknown {
  const wire = scoped(begin().text(text(expression, "expression")), scope);
  return answer(wire, glue.evaluate());
}

export function render(template: string, scope: Scope): string {
  const wire = scoped(begin().text(text(template, "template")), scope);
  return answer(wire, glue.render());
}

export function version(): { engine: string; flow: number; snapshot: number } {
  const wire = begin();
  return answer(wire, glue.version());
}

function begin(): Wire {
  if (!loaded) {
    throw new HandoverError("not_initialised", "the engine is not loaded yet: `await init()` before you use it");
  }
  return loaded.begin();
}

function id(conversation: string): string {
  // Halves of characters are all alike to the wasm, and two conversations would be one.
  if (/\p{Cs}/u.test(text(conversation, "conversation"))) throw new HandoverError("input_invalid", "`conversation` holds half of a character: cut ids between characters");
  return conversation;
}

function text(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw new HandoverError("input_invalid", `\`${name}\` must be a string, and is of type \`${typeof value}\``);
}

function scoped(wire: Wire, scope: Scope): Wire {
  const { input = {}, context = {}, profile = {} } = scope ?? {};
  return wire.value(input, "input").value(context, "context").value(profile, "profile");
}

/** Reads the answer that stands at `start`; 0 says that it is an error. */
function answer(wire: Wire, start: number): any {
  if (start === 0) throw error(wire);
  return wire.read(start);
}

function error(wire: Wire): HandoverError {
  const [code, message, findings]: [string, string, Finding[] | null] = wire.read();
  return new HandoverError(code, message, findings);
}
