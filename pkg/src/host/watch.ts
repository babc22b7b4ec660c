/**
 * Shows the stored conversations to an onlooker, who needs no engine and changes nothing.
 */
import type { StoredConversation } from "../../host.js";
import { attend } from "./attention.js";
import { coalesced } from "./coalesce.js";
import type { Surroundings } from "./context.js";
import { tell } from "./error.js";
import { type ViewRecord, keys } from "./layout.js";
import { living, presentIn } from "./presence.js";

/** Answers the function that ends it. */
export function watch(surroundings: Surroundings, listener: (conversations: StoredConversation[]) => void): () => void {
  const { bell, environment, report } = surroundings;
  let ended = false;
  let last = "";
  const failed = (error: unknown) => report("listener_failed", "stored conversations could not be shown", null, error);
  const show = coalesced(async () => {
    try {
      const conversations = await read(surroundings);
      const state = JSON.stringify(conversations);
      if (ended || state === last) return;
      last = state;
      tell(() => listener(conversations), failed);
    } catch (error) {
      failed(error);
    }
  });
  const stops = [bell.listen(show), attend(environment, { look: show })];
  show();
  return () => {
    ended = true;
    for (const stop of stops) stop();
  };
}

async function read({ storage, locks, environment, name }: Surroundings): Promise<StoredConversation[]> {
  const alive = await living(locks, environment.now());
  const [views, tabs] = await storage.transact("readonly", async (transaction) => [
    await transaction.list(keys.views),
    await transaction.list(keys.tabs),
  ]);
  const present = presentIn(tabs, alive, name);
  return views
    .map(([, value]) => value as ViewRecord)
    .map((stored) => ({ ...stored, present: present.get(stored.conversation) ?? false }))
    .sort((one, other) => other.updatedAt - one.updatedAt);
}
