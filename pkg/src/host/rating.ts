/**
 * What a visitor says of a talk that is over, as a line in the desk's log.
 *
 * It is about the latest handover of the conversation that an agent took at the desk, or the latest if none did. It is no input of the engine: a rating runs no flow,
 * and comes when nobody waits for a word any more.
 */
import type { Context } from "./context.js";
import { HostError } from "./error.js";
import { isCount, isStars, record } from "./frame.js";
import { append, keys } from "./layout.js";

/** Stores a rating; false if no handover of the conversation is in the desk's log. */
export async function rate({ storage, environment, bell }: Context, conversation: string, stars: number, comment: string | null): Promise<boolean> {
  if (!isStars(stars)) throw new HostError("input_refused", `a rating is 1 to 5 stars, not \`${stars}\``, conversation);
  const found = await storage.transact("readwrite", async (transaction) => {
    const lines = (await transaction.list(keys.log)).map(([, line]) => record(line)).filter((line) => line["conversation"] === conversation);
    const last = (part: "frame" | "message", type: string) => lines.filter((line) => record(line[part])["type"] === type).at(-1);
    const about = last("frame", "accepted") ?? last("message", "request");
    const { handover } = record(about?.["frame"] ?? about?.["message"]);
    const provider = about?.["provider"];
    if (typeof provider !== "string" || !isCount(handover)) return false;
    await append(transaction, { from: "visitor", provider, conversation, handover, rating: { stars, comment }, at: environment.now() });
    return true;
  });
  if (found) bell.ring("desk");
  return found;
}
