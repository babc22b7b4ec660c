/** The fakes by provider, and what runs against them. */
import type { MakeFake } from "./fake.js";
import { chatwoot, chatwootClient, liveAgent } from "./fakes/chatwoot.js";
import { desk } from "./fakes/desk.js";
import { eightByEight } from "./fakes/eight-by-eight.js";
import { genesysGuestChat } from "./fakes/genesys-guest-chat.js";
import { genesysOpenMessaging } from "./fakes/genesys-open-messaging.js";
import { genesysWebMessaging } from "./fakes/genesys-web-messaging.js";
import { ringCentral } from "./fakes/ring-central.js";
import { salesforce } from "./fakes/salesforce.js";
import { salesforceMiaw } from "./fakes/salesforce-miaw.js";

export { CONVERSATIONS } from "./conversations.js";
export type { Fake, MakeFake } from "./fake.js";
export { CALM, Met, faultsOf } from "./faults.js";
export { kindOf, runConversation, type Run } from "./run.js";

/** The contact centres that have a fake, by the `kind` of their settings; Chatwoot's two interfaces are two. */
export const FAKES: Readonly<Record<string, MakeFake>> = {
  desk,
  liveAgent,
  chatwoot,
  chatwootClient,
  salesforce,
  salesforceMiaw,
  genesysGuestChat,
  genesysWebMessaging,
  genesysOpenMessaging,
  eightByEight,
  ringCentral,
};
