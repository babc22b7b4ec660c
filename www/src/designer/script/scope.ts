/**
 * The values that an expression sees in the present test conversation.
 *
 * Whoever plays a conversation sets `current`; where nobody plays, there are none. What it answers is only read.
 */
import type { Scope } from "handover";

/** Answers the scope of a conversation as it is now. */
export interface TestScope {
  scope(): Scope;
}

/** What the designer's fields ask; without a conversation every value is missing. */
export const noConversation: TestScope = { scope: () => ({}) };
