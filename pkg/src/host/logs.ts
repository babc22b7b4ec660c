/**
 * Reads the logs of stored conversations, for whoever looks back at them.
 *
 * A log is kept inside the conversation's snapshot, which an engine alone can read: it is
 * restored there, read, and forgotten. Nothing is performed and nothing stored.
 */
import type { ConversationLog, LogsOptions } from "../../host.js";
import { surroundingsOf } from "./context.js";
import { type ConversationRecord, conversationOf, keys } from "./layout.js";

export async function readLogs(options: LogsOptions): Promise<ConversationLog[]> {
  const { storage, report } = surroundingsOf(options);
  const { engine, conversation, since = -Infinity } = options;
  const entries = await storage.transact("readonly", async (transaction): Promise<[string, unknown][]> => {
    if (conversation === undefined) return transaction.list(keys.conversations);
    const key = keys.conversation(conversation);
    const found = await transaction.get(key);
    return found === undefined ? [] : [[key, found]];
  });
  return entries.flatMap(([key, value]) => {
    const { snapshot, at } = value as ConversationRecord;
    if (at < since) return [];
    try {
      const restored = engine.restore(snapshot);
      const log = engine.log(restored);
      engine.forget(restored);
      return [{ conversation: restored, log }];
    } catch (error) {
      report("mail_invalid", "a stored conversation cannot be read and is left out", conversationOf(key), error);
      return [];
    }
  });
}
