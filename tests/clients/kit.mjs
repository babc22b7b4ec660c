/** The conformance kit as it stands in `pkg/src`: its fakes, its conversations and its network. */
import { fromSource } from "../support/source.mjs";

export const { CALM, CONVERSATIONS, FAKES, Met, faultsOf, runConversation } = await fromSource("conformance", `export * from "./index.js";`);
