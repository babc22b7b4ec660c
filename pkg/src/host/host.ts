/**
 * The host that users hold: opens conversations and hands out handles.
 *
 * Several handles of one conversation share one opening; it ends with the last of them.
 */
import type { Conversation, Host, HostOptions, Start } from "../../host.js";
import { type Context, contextOf } from "./context.js";
import { HostError } from "./error.js";
import { keys } from "./layout.js";
import { Opened } from "./opened.js";
import { rate } from "./rating.js";
import type { Input } from "./types.js";
import { watch } from "./watch.js";

interface Use {
  opened: Opened;
  /** Rejects if it could not be opened. */
  ready: Promise<void>;
  handles: number;
}

export function createHost(options: HostOptions): Host {
  const context = contextOf(options);
  const uses = new Map<string, Use>();

  const use = (id: string, start: Start | undefined): Use => {
    const found = uses.get(id);
    if (found !== undefined) return found;
    const opened = new Opened(context, id);
    const made: Use = { opened, ready: opened.open(start), handles: 0 };
    uses.set(id, made);
    made.ready.catch(() => uses.get(id) === made && uses.delete(id));
    return made;
  };

  const leave = async (id: string, left: Use): Promise<void> => {
    left.handles -= 1;
    if (left.handles > 0) return;
    if (uses.get(id) === left) uses.delete(id);
    await end(id, left);
  };

  /** What nobody has open lies in the storage alone. */
  const end = async (id: string, { opened }: Use): Promise<void> => {
    try {
      await opened.close();
    } finally {
      if (!uses.has(id)) context.engine.forget(id);
    }
  };

  return {
    async open(id, start) {
      if (typeof id !== "string") throw new HostError("input_refused", `a conversation is named by a string, not by a value of type \`${typeof id}\``);
      const taken = use(id, start);
      taken.handles += 1;
      await taken.ready;
      return handle(context, taken.opened, () => leave(id, taken));
    },
    async receive(provider, request) {
      const { receive } = await import("./webhook.js");
      return receive(context, provider, request, (id) => uses.get(id)?.opened.look());
    },
    watchConversations: (listener) => watch(context, listener),
    async forget(id) {
      if (uses.has(id)) throw new HostError("closed", "the conversation is open: close it before it is forgotten", id);
      context.engine.forget(id);
      const found = await context.storage.transact("readwrite", async (transaction) => {
        const present = await transaction.get(keys.conversation(id));
        const lists = await Promise.all([keys.work(id), keys.letters(id), keys.tabsOf(id)].map((prefix) => transaction.list(prefix)));
        const addresses = (await transaction.list(keys.webhooks)).filter(([, of]) => of === id);
        const gone = [keys.conversation(id), keys.view(id), ...[...lists, addresses].flat().map(([key]) => key)];
        for (const key of gone) await transaction.delete(key);
        return present !== undefined;
      });
      context.bell.ring("moved", id);
      return found;
    },
    async close() {
      const open = [...uses];
      uses.clear();
      await Promise.all(open.map(([id, left]) => left.ready.then(() => end(id, left), () => undefined)));
    },
  };
}

function handle(context: Context, opened: Opened, leave: () => Promise<void>): Conversation {
  const { engine, environment } = context;
  const { id, session } = opened;
  let left: Promise<void> | null = null;
  let gone = false;
  const closed = () => new HostError("closed", "the conversation was closed", id);
  const send = async (input: Input) => {
    if (left !== null) throw closed();
    await opened.happen({ input: identified(input, environment.randomId), strict: true });
  };
  return {
    id,
    send: (input) => send(typeof input === "string" ? { type: "message", text: input } : input),
    typing: (on) => send({ type: "typing", on }),
    cancel: () => send({ type: "cancel" }),
    rate: (stars, comment = null) => rate(context, id, stars, comment),
    view() {
      if (gone) throw closed();
      const view = engine.view(id);
      if (view === null) throw new HostError("closed", "the conversation was forgotten", id);
      return view;
    },
    log(after) {
      if (gone) throw closed();
      return engine.log(id, after);
    },
    subscribe: (listener) => session.subscribe(listener),
    close: () => (left ??= leave().finally(() => (gone = true))),
  };
}

/** What somebody says must not be said twice, however often it is tried. */
function identified(input: Input, randomId: () => string): Input {
  const isSpeech = input?.type === "message" || input?.type === "agentMessage" || input?.type === "agentInject";
  return isSpeech && input.id == null ? { ...input, id: randomId() } : input;
}
