/**
 * Rings between the users of one storage: somebody has written something that concerns you.
 *
 * A ring names a topic and a conversation, never a content. It may get lost; whoever
 * listens also looks by itself now and then, and finds what is stored.
 */
import type { HostStorage } from "./types.js";

/** `moved`: a conversation was stored. `mail`: a frame lies there for it. `tabs`: somebody opened or left it. `desk`: the desk's log or its agents changed. */
export type Topic = "moved" | "mail" | "tabs" | "desk";

export interface Bell {
  ring(topic: Topic, conversation?: string): void;
  /** Hears the rings of all others, not its own. */
  listen(listener: (topic: Topic, conversation: string) => void): () => void;
}

/** `self` tells this user's rings from those of others. */
export function bellOn(storage: HostStorage, self: string): Bell {
  return {
    ring: (topic, conversation = "") => storage.ring?.(`${topic} ${self} ${conversation}`),
    listen(listener) {
      const stop = storage.listen?.((ring) => {
        const [, topic, from, conversation] = /^(\w+) (\S+) ([^]*)$/.exec(ring) ?? [];
        if (topic !== undefined && from !== self) listener(topic as Topic, conversation ?? "");
      });
      return stop ?? (() => undefined);
    },
  };
}
