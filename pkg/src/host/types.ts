/** The names of the public declarations that the host's files use, in one place. */
import type { Effect, ProviderRequest } from "../../index.js";

export type {
  Agent,
  Attachment,
  ConversationView,
  DeskMessage,
  Effect,
  Engine,
  Handover,
  Input,
  LogEntry,
  Millis,
  ProviderRequest,
  Signature,
  Webhook,
} from "../../index.js";
export type { DeskAgent, Environment, HostStorage, StorageTransaction } from "../../host.js";

export type SendEffect = Extract<Effect, { type: "send" }>;
export type HttpRequest = Extract<ProviderRequest, { kind: "http" }>;
export type SocketRequest = Extract<ProviderRequest, { kind: "socket" }>;
export type EventsRequest = Extract<ProviderRequest, { kind: "events" }>;
export type DeskRequest = Extract<ProviderRequest, { kind: "desk" }>;
export type WebhookOrder = Extract<ProviderRequest, { kind: "webhook" }>;
