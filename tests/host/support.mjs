/** A clock that only moves when told, tabs that can crash, and patience for what happens by itself. */
import init, { Engine } from "handover";
import { createHost, openDesk } from "handover/host";
import { flow, options } from "./flow.mjs";

await init();

/** An engine with the tests' flow. */
export const makeEngine = (settings) => new Engine(flow(settings), options);

/** Time for tests: `advance` lets the timers ring that fall due on the way. */
export class Clock {
  time = Date.UTC(2026, 0, 5, 12);
  timers = new Set();

  now = () => this.time;
  setTimeout = (callback, delay) => {
    const timer = { callback, due: this.time + delay, delay };
    this.timers.add(timer);
    return timer;
  };
  clearTimeout = (timer) => this.timers.delete(timer);

  async advance(duration) {
    const end = this.time + duration;
    for (;;) {
      const next = [...this.timers].filter(({ due }) => due <= end).sort((one, other) => one.due - other.due)[0];
      if (next === undefined) break;
      this.time = Math.max(this.time, next.due);
      this.timers.delete(next);
      next.callback();
      await settle();
    }
    this.time = end;
    await settle();
  }

  /** Time passes and no timer notices, as while a machine sleeps. */
  sleep(duration) {
    this.time += duration;
  }
}

/** A page with a conversation or a desk: what it does ends with `crash`, at any moment and without a word. */
export class Tab {
  errors = [];
  stopped = false;

  constructor(clock, storage, extra = {}) {
    this.clock = clock;
    this.storage = breakable(storage, this);
    const timers = { setTimeout: (callback, delay) => clock.setTimeout(() => this.stopped || callback(), delay) };
    const { environment, ...options } = extra;
    this.options = {
      storage: this.storage,
      onError: (error) => this.errors.push(error),
      environment: { now: clock.now, clearTimeout: clock.clearTimeout, ...timers, ...environment },
      ...options,
    };
  }

  host() {
    this.engine ??= makeEngine();
    return createHost({ engine: this.engine, ...this.options });
  }

  async open(id = "c1", start) {
    return this.host().open(id, start);
  }

  desk(id = "7", more = {}) {
    return openDesk({ agent: { id, displayName: `Agent ${id}`, ...more }, ...this.options });
  }

  /** Everything ends at once: no transaction begins any more, no answer comes, no ring is heard. */
  crash() {
    this.stopped = true;
  }
}

/** `before` may crash the tab in front of any transaction. */
function breakable(storage, tab) {
  const never = new Promise(() => {});
  return {
    transact(mode, work) {
      tab.before?.(mode);
      if (tab.stopped) return never;
      return storage.transact(mode, work).then((answer) => (tab.stopped ? never : answer));
    },
    listen: (listener) => storage.listen((topic) => tab.stopped || listener(topic)),
    ring: (topic) => tab.stopped || storage.ring(topic),
  };
}

export async function settle() {
  for (let turn = 0; turn < 30; turn++) await new Promise(setImmediate);
}

/** Waits until the condition holds; fails with its last answer if it never does. What is loaded first takes its real time. */
export async function until(condition, what = condition.toString()) {
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    if (await condition()) return;
    await new Promise(setImmediate);
  }
  throw new Error(`never came true: ${what}`);
}

/** What the visitor was told, from the log, which is what a page draws itself from. */
export function said(conversation) {
  return conversation
    .log()
    .map(({ entry }) => entry)
    .filter(({ type, to }) => type === "say" && to !== "agent")
    .map(({ text }) => text);
}

/** How far the handover is. */
export function status(conversation) {
  return conversation.view().handover?.status ?? null;
}

/** The raw content of a storage. */
export async function content(storage, prefix = "") {
  return storage.transact("readonly", (transaction) => transaction.list(prefix));
}
