/**
 * Hands a chat from a bot to a human and back.
 *
 * The engine is pure: it reads no clock, draws no random number, opens no socket, stores
 * nothing, holds no long-lived credential and never calls back. The host gives it facts
 * (`Input`) and performs, in order, the orders it answers with (`Effect`). The same inputs
 * give the same outputs, byte for byte.
 *
 * Every union is tagged by `type` (requests to providers by `kind`). What the engine answers
 * holds `null` where there is nothing; what it is given may hold `null` or leave the field out.
 * Unknown fields in an input, in options or in a flow are refused by name.
 */

/** Milliseconds since the Unix epoch. The host always says what time it is. */
export type Millis = number;

/**
 * Loads the engine; everything else here works once the promise has resolved, and throws
 * `HandoverError` `not_initialised` before.
 *
 * Without a source it finds `engine.wasm` beside its own code. With one it takes an address, a
 * request, a response, the bytes or the compiled module. The engine is loaded once: later calls
 * answer the same promise, whatever their argument. After a failure it may be called again.
 *
 * Rejects with `HandoverError`, whose message says how to mend it:
 * - `wasm_missing`: the file cannot be had (404, no such file, no network, forbidden by CORS or `connect-src`)
 * - `wasm_not_wasm`: something else came back, as from a server that answers with a page, or only a part of it
 * - `wasm_blocked_by_csp`: the page's policy lacks `'wasm-unsafe-eval'` in `script-src`
 * - `wasm_version_mismatch`: the file is of another version than this JavaScript
 * - `wasm_unsupported`: there is no WebAssembly here
 *
 * `handover/inline` exports the same without the argument, `handover/slim` with the argument required.
 */
export function init(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;
export default init;

/**
 * Runs one flow for any number of conversations, all in memory.
 *
 * A host calls `handle` for whatever happens, performs the effects, stores `snapshot` where a
 * conversation must outlive the process, and calls `handle` with `wake` when `wakeAt` has come.
 */
export class Engine {
  /**
   * Takes a flow and keeps no reference to it.
   *
   * Throws `flow_invalid`, with all findings in `findings`, if the flow has one of level `error`; throws
   * `options_invalid` for options that cannot be right.
   */
  constructor(flow: Flow, options?: EngineOptions);
  /**
   * Feeds one input to one conversation and answers what the host must now do.
   *
   * A `start`, a `message`, a `channel` or a `signal` for an unknown conversation creates it; anything else for one gives no effects. If `now` lies before the `now` of an earlier
   * call for the conversation, it counts as that one: time does not run backwards. An input whose `id` this conversation has
   * seen, an answer to a request that is over and an early wake are harmless: they give no effects.
   *
   * Throws `input_invalid` for what is the caller's fault, such as a misspelt field; a call that throws has changed
   * nothing. What goes wrong in the world, or in the flow as it runs, is an effect and not an exception.
   */
  handle(conversation: string, input: Input, now: Millis): Output;
  /** Answers what a person looking at the conversation wants to know; `null` if there is none of that name. */
  view(conversation: string): ConversationView | null;
  /** Answers what decides how the conversation goes on and `view` does not tell, for those who play or prove a flow; `null` if there is none of that name. */
  standing(conversation: string): Standing | null;
  /** Answers the log's entries whose `seq` is greater than `after` (0 if not given), oldest first. */
  log(conversation: string, after?: number): LogEntry[];
  /**
   * Answers the whole conversation as bytes, with its log, timers and position in the flow, but not the flow.
   *
   * Any later version of the engine restores them. Throws `conversation_unknown`.
   */
  snapshot(conversation: string): Uint8Array;
  /**
   * Brings a conversation back, in place of one of the same name, and answers its name.
   *
   * Throws `snapshot_invalid` for bytes that are no whole snapshot and `snapshot_too_new` for one that a later version
   * has written; nothing is changed then. The flow is the engine's own, which may have changed since.
   */
  restore(snapshot: Uint8Array): string;
  /** Answers the conversation, or its latest handover, in another platform's words; `null` where the format has nothing to say. Throws `format_unknown`. */
  export(conversation: string, format: ExportFormat): object | null;
  /**
   * Tells what a webhook of a provider is: which conversation it concerns, how its signature is checked, and what to answer.
   *
   * `provider` is its name in the engine's options. Throws `webhook_unknown` for one that is not there or sends none.
   */
  webhook(provider: string, request: WebhookRequest): Webhook;
  /** Drops a conversation from memory; true if there was one. */
  forget(conversation: string): boolean;
  /** The number of conversations in memory. */
  readonly size: number;
  /** Gives the memory back at once, which otherwise happens when the engine is garbage; every later call throws `engine_freed`. */
  free(): void;
}

/** Answers what an engine of these options would find: with `providers` it is known which ones a node can name, and which cannot be reached from a browser. Otherwise like `checkFlow(flow)`. */
export function checkFlow(flow: unknown, options: Pick<EngineOptions, "providers">): Finding[];
/**
 * Answers every finding about a flow document, never only the first. Takes anything at all and never throws for it.
 *
 * Without options nobody knows which providers there are: a name other than `desk` is a warning.
 */
export function checkFlow(flow: unknown): Finding[];
/**
 * Answers what is wrong with an expression, or with every part of a text with `{{ }}`, as it is being typed; nothing if it parses.
 *
 * Nothing is computed: an expression that parses may still fail where it is evaluated.
 */
export function checkExpression(source: string, kind?: "expression" | "template"): ExpressionError[];
/** Answers the descriptors of all node kinds, from which an editor draws its palette and forms. */
export function nodeKinds(): NodeDescriptor[];
/** Evaluates one CognigyScript expression, with or without `{{ }}` around it. Throws `expression_failed`, with the place, for one that does not parse or cannot be computed. */
export function evaluate(expression: string, scope: Scope): unknown;
/** Renders a text with `{{ }}` parts. A part that is invalid, fails or is undefined renders as `""`; this never throws for a text. */
export function render(template: string, scope: Scope): string;
/** Answers the version of the engine (as of this package), of the flow format and of the snapshot format. */
export function version(): { engine: string; flow: number; snapshot: number };

/** A format of another platform that `Engine.export` speaks. */
export type ExportFormat =
  | "dialogflow.v2.Conversation"
  /** `{ items: { kind: "participant" | "analyzeContent", role, id, body }[] }`, in log order: what everybody says, as the bodies of requests to Dialogflow v2. */
  | "dialogflow.v2.Participants"
  | "dialogflow.cx.LiveAgentHandoff"
  | "agentStudio.end_session"
  /** `{ items: { kind: "message" | "event", body: object }[] }`, in the order of the log. */
  | "businessMessages"
  | "botFramework.handoff.initiate"
  | "botFramework.handoff.status";

/** What an engine is told once. */
export interface EngineOptions {
  /** Settings by a name of the host's choice; a handover node names one of them, or means the first. They hold no long-lived secret. */
  providers?: Record<string, ProviderSettings>;
  /** The bot as the visitor sees it. */
  bot?: Omit<Representative, "representativeType">;
  /** False where the channel cannot hand over: the node then ends with status `error`, reason `unsupported`. True if not given. */
  handoverSupported?: boolean;
  /** Steps that one input may take through the flow before a `fault` stops it. 1000 if not given. */
  fuel?: number;
}

/** Why an expression does not parse. */
export interface ExpressionError {
  /** As the code of the finding that the same source gives in a flow. */
  code: "expression_invalid" | "template_invalid";
  /** A lower-case sentence with the offending token in backticks. */
  message: string;
  /** Where in the source, in UTF-16 code units as JavaScript counts them. */
  at: number;
}

/** What an expression sees as `input` (`ci`), `context` (`cc`) and `profile` (`cp`). */
export interface Scope {
  input?: object;
  context?: object;
  profile?: object;
}

// ---------------------------------------------------------------- inputs: facts

/** Something that has happened. An `id` makes a repeat harmless: the second of the same id does nothing. */
export type Input =
  // The visitor.
  /** The visitor opened the chat. What it brings is kept; it runs the flow only if the start node greets. */
  | { type: "start"; channel?: string; locale?: string; profile?: object; conversationProfile?: string; phoneNumber?: string }
  /** The visitor said something, or clicked a quick reply, whose payload is then the `text`. An `intent` given here wins over the flow's own phrases. */
  | { type: "message"; id?: string; text?: string; data?: object; intent?: string; attachments?: Attachment[] }
  /** The visitor began or ceased to type; it never runs the flow. */
  | { type: "typing"; on: boolean }
  /** The visitor's device is there again. */
  | { type: "connected" }
  /** The visitor's device is gone; the agent is told after 3 s of grace. */
  | { type: "disconnected" }
  /** The visitor ended the handover, waiting or active. */
  | { type: "cancel" }
  // The contact centre, already decoded.
  /** The provider has put the visitor in its queue. `position` counts from 1, `estimatedWaitTime` is in milliseconds. */
  | { type: "handoverQueued"; id?: string; position?: number; estimatedWaitTime?: Millis }
  /** An agent has taken the conversation, which does not make it active: the first message does. */
  | { type: "handoverAccepted"; id?: string; agent?: Agent }
  /** An agent said something; the first time it makes the handover active. */
  | { type: "agentMessage"; id?: string; text?: string; data?: object; attachments?: Attachment[]; agent?: Agent; quickReplies?: QuickReply[] }
  | { type: "agentTyping"; on: boolean }
  /** The agent is gone and the handover is not over: the visitor waits for a successor. */
  | { type: "agentLeft"; id?: string; agent?: Agent; transferring?: boolean }
  /** The agent runs the flow as if the visitor had sent the text, where the node allows it. */
  | { type: "agentInject"; id?: string; text?: string; data?: object }
  /** The agent is done: the handover is `completed`. */
  | { type: "handoverResolved"; id?: string; summary?: string; resolution?: string }
  /** The provider cannot, or no longer: the handover ends as `error`. */
  | { type: "handoverFailed"; id?: string; reason?: "unsupported" | "error"; code?: string; message?: string }
  /** Anything else the provider says; the flow runs with status `genericHandoverUpdate`. */
  | { type: "handoverUpdate"; id?: string; data: object }
  /** Another conversation of the same visitor has taken the agent along. */
  | { type: "handoverAlreadyInProgress"; id?: string }
  // The contact centre, as it arrived on the wire.
  /** What came back for a `send` effect, named by its number. `status` is that of HTTP. */
  | { type: "answer"; send: number; status: number; headers?: Record<string, string>; body?: string }
  /** Nothing came back for a `send` effect: no connection, or no answer in time. */
  | { type: "sendFailed"; send: number; message: string }
  /** Something that a provider, named as in the options, pushed by itself. */
  | { type: "frame"; provider: string; body: string; headers?: Record<string, string> }
  /** What a channel delivers about the visitor, in the channel's own words. */
  | { type: "channel"; format: "businessMessages"; payload: object }
  /** Another bot platform asks for a human, or tells how one that it was asked for comes along; recognised by its shape. */
  | { type: "signal"; payload: object }
  /** Time has passed. Early and repeated ones are harmless. */
  | { type: "wake" };

// ------------------------------------------------------------- outputs: orders

/** What the host must do about one input. */
export interface Output {
  /** In the order in which the host must perform them. */
  effects: Effect[];
  /** When a `wake` is next due; `null` if nothing is waited for. It replaces what earlier outputs of this conversation said. */
  wakeAt: Millis | null;
}

/** An order to the host. One that is unknown to it (of a later version) may be skipped. */
export type Effect = {
  /** Rises by one with every effect of a conversation, for ever: by it a host, or a peer, drops repeats. */
  seq: number;
  /** The same, counted for what the visitor is shown alone and without holes, so that a gap is a loss; `null` where the visitor has no part in it. */
  visitorSeq: number | null;
  /** The same for the agent. */
  agentSeq: number | null;
} & (
  /** Show a text, a card (`data`), or both. `quickReplies` is a set of buttons; a click comes back as a `message`. */
  | { type: "say"; to: Audience; from: Representative; text: string | null; data: object | null; quickReplies: QuickReply[]; attachments: Attachment[] }
  /** Tell the visitor who has come or gone. JOINED stands before a human's first text, LEFT after the last; they come in pairs. */
  | { type: "event"; eventType: "REPRESENTATIVE_JOINED" | "REPRESENTATIVE_LEFT"; representative: Representative }
  /** Show a sentence of the system's own; `code` says which, so that a host can word it otherwise. */
  | { type: "notice"; to: Audience; code: NoticeCode; text: string }
  /** Show, or cease to show, that the other side is typing. The engine itself ends it after 6 s. */
  | { type: "typing"; to: "visitor" | "agent"; on: boolean; from: Representative | null }
  /** Show the place in the queue, counted from 1, and the wait in milliseconds; `alternativeText` instead, if it is set. */
  | { type: "queue"; position: number | null; estimatedWaitTime: Millis | null; alternativeText: string | null }
  /** The handover has changed; for hosts that show or record it. */
  | { type: "handover"; handover: Handover }
  /** Who owns the conversation has changed. */
  | { type: "stage"; conversationStage: ConversationStage }
  /** Send a request to a provider, and report by its number with `answer` or `sendFailed`. */
  | { type: "send"; send: number; provider: string; request: ProviderRequest }
  /** A question about available agents, the one sent under the number `send`, is answered; `agents` is `null` where nobody knows. */
  | { type: "availability"; send: number; provider: string; agents: number | null }
  /** Transfer the call, by the phone gateway or by SIP. */
  | { type: "transfer"; phoneGatewayTransfer: PhoneGatewayTransfer | null; sip: SipTransfer | null }
  /** The conversation is over. The next message starts it anew. */
  | { type: "ended"; reason: string }
  /** The flow could not go on at `node`; the conversation stays usable. For the host's log, not for the visitor. */
  | { type: "fault"; code: string; message: string; node: string | null }
);

/** Who is to see it. */
export type Audience = "visitor" | "agent" | "both";
/** Which sentence of the system's own a notice is. */
export type NoticeCode = "userJoined" | "userLeft" | "cancelled" | "transferring" | "other";
/** Who owns the conversation, in Dialogflow's words: the bot, or a human. */
export type ConversationStage = "VIRTUAL_AGENT_STAGE" | "HUMAN_ASSIST_STAGE";

/**
 * What a provider wants sent.
 *
 * `auth` names a credential that the host adds, and that the engine never sees; `null` needs none. `timeout` is in
 * milliseconds; after it the host reports `sendFailed`. In place of `body` there may be the parts of a `form`, or a `file`
 * whose bytes are the body: the host fetches it, and sends them with the `headers` that are given and no `content-type` of its own.
 */
export type ProviderRequest =
  | { kind: "http"; method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; url: string; headers: Record<string, string>; body: string | null; auth: string | null; timeout: Millis; form?: Part[]; file?: Attachment | null; sign?: Signature | null; serverOnly?: boolean }
  /** A WebSocket of this conversation with this provider; what arrives on it is a `frame`. */
  | { kind: "socket"; action: "open" | "text" | "close"; url: string | null; body: string | null; auth: string | null }
  /** A stream of server-sent events; what arrives on it is a `frame`. */
  | { kind: "events"; action: "open" | "close"; url: string; headers: Record<string, string>; auth: string | null }
  /** The webhooks about this handover: those with this `address`, as `Engine.webhook` finds it, are its `frame`s. */
  | { kind: "webhook"; action: "open" | "close"; address: string }
  /** A new random UUID, to be answered as the body of an `answer`. */
  | { kind: "uuid" }
  /** A message to the built-in desk, delivered however the host likes. */
  | { kind: "desk"; message: DeskMessage };

/** One part of a multipart body; the host fetches an attachment. */
export interface Part { name: string; value: string | null; attachment: Attachment | null }

/** A signature that the host makes of the raw bytes it sends, or checks in what it receives, with WebCrypto. */
export interface Signature {
  /** The header field that carries it, after `prefix`. */
  header: string;
  /** `SECRET` is the secret itself; `JWS-RS256` is detached. */
  algorithm: "HMAC-SHA256" | "HMAC-SHA512" | "JWS-RS256" | "SECRET";
  encoding: "hex" | "base64";
  prefix: string;
  /** The header field with the time in seconds that is signed ahead of the body, with a dot between; old ones are refused. */
  timestamp: string | null;
  /** What is signed, where it is not the body. */
  payload: string | null;
  /** The name of the secret. */
  auth: string;
  /** Whether what carries no signature is refused too. */
  required: boolean;
}

/** A webhook as it arrived: the raw text of its body, and its header fields by their names in small letters. */
export interface WebhookRequest { body: string; headers?: Record<string, string> }

/** What a webhook is, before any conversation hears of it. */
export interface Webhook {
  /** What tells its conversation from others; `null` if it concerns none. */
  address: string | null;
  signature: Signature | null;
  /** What to answer the provider with. */
  status: number;
  body: string | null;
  sign: Signature | null;
}

/** A handover, as `input.handover` inside the flow and as `view().handover` outside it. */
export interface Handover {
  status:
    | "requested"
    | "queue"
    | "active"
    | "completed"
    | "cancelled"
    | "error"
    | "timedOut"
    | "agentInject"
    | "genericHandoverUpdate"
    | "handoverAlreadyInProgress";
  /** Set with status `error`, and only then. */
  error: { reason: "unsupported" | "error"; code: string; message: string } | null;
  /** The latest that is known of the queue; `estimatedWaitTime` is in milliseconds. */
  data: { position: number | null; estimatedWaitTime: Millis | null; alternativeText: string | null } | null;
  /** How often the inactivity timer has run out since the visitor's last message. */
  inactivityCount: number;
  /** The provider's name in the engine's options. */
  provider: string | null;
  agent: Agent | null;
  /** What the agent wrote at the end. */
  summary: string | null;
  /** How it ended, in the provider's words, or `closedByFlow`. */
  resolution: string | null;
}

// -------------------------------------------------------------------- people

/** Who speaks to the visitor, as in Google Business Messages. */
export interface Representative {
  representativeType: "BOT" | "HUMAN";
  displayName: string | null;
  /** The address of a picture. */
  avatarImage: string | null;
}
/** A human of the contact centre, as far as the provider tells. */
export interface Agent {
  id?: string;
  displayName?: string;
  avatarImage?: string;
}
/** A button: `title` is shown, `payload` comes back as the text of a `message`. */
export interface QuickReply {
  title: string;
  payload: string;
}
/** A file that somebody sent, which lies at `url`. */
export interface Attachment {
  url: string;
  mimeType?: string;
  name?: string;
}

// ----------------------------------------------------------------- telephony

/** A transfer by the phone gateway, as in the `end_session` tool of CX Agent Studio. `phoneNumber` is in E.164. */
export interface PhoneGatewayTransfer {
  phoneNumber: string | null;
  sipUri: string | null;
  useOriginatingTrunk: boolean;
}
/** A transfer by SIP, as in the same tool. No header holds a line break. */
export interface SipTransfer {
  endSession: boolean;
  sipRefer: boolean;
  uuiHeaders: string[];
  xHeaders: Record<string, string>;
}

// ----------------------------------------------------------------- the flow

/** A flow document. A React Flow or Svelte Flow canvas loads its nodes and edges as they are. */
export interface Flow {
  version: 1;
  name: string;
  /** `type` is one of `nodeKinds()`, which also describe what `data` holds. Exactly one is a `start`. */
  nodes: { id: string; type: string; position?: { x: number; y: number }; data?: object }[];
  /** From a handle of a node (`next` if not given) to a node. A handle has at most one edge. */
  edges: { id: string; source: string; sourceHandle?: string | null; target: string; targetHandle?: string | null }[];
  /** For a bot without language understanding of its own; an `intent` that comes with a message wins. */
  intents?: { name: string; phrases: string[] }[];
  /** Texts on an editor's canvas, for those who read the flow; the engine takes no notice of them. */
  notes?: { id: string; text: string; position: { x: number; y: number }; width?: number; height?: number; color?: string }[];
}

/** Something about a flow that is wrong, or probably not meant. */
export interface Finding {
  /** An engine refuses a flow with an `error`. */
  level: "error" | "warning";
  /** Stable, in snake_case. */
  code: string;
  /** One sentence, with the offending value in backticks. */
  message: string;
  /** Where: ids of the node and the edge, key of the field. */
  node: string | null;
  edge: string | null;
  field: string | null;
  /** What to do about it. */
  help: string | null;
}

/** All that an editor needs to offer a kind of node and to draw its form. */
export interface NodeDescriptor {
  type: string;
  defaultLabel: string;
  summary: string;
  tags: string[];
  fields: NodeField[];
  /** Groups of fields, shown only while `condition` holds. `runs` says where a flow may run that hands over to the group's providers. */
  sections: { key: string; label: string; defaultCollapsed: boolean; fields: string[]; condition: FieldCondition | null; runs?: "anywhere" | "server" | "depends" | null }[];
  /** The form from top to bottom; a field that stands in a section is not listed again. */
  form: { key: string; type: "field" | "section" }[];
  /** Ready-made expressions for a picker. */
  tokens: { label: string; type: string; script: string }[];
  /** Names of the outgoing handles; `null` where they come from the node's own cases. */
  handles: string[] | null;
}
/** One setting of a node; `key` is its path inside `data`. */
export interface NodeField {
  key: string;
  label: string;
  description: string;
  type: "text" | "number" | "toggle" | "select" | "json" | "textArray" | "expression" | "template" | "cases" | "node";
  defaultValue: unknown;
  /** What a `select` offers. */
  options: { value: string; label: string }[] | null;
  /** The parts of each entry of a `json` field that is a list of objects, such as `["title", "payload"]`; `null` for any other. */
  columns?: string[] | null;
  /** The unit of a `number`, such as `minutes`. */
  unit: string | null;
  /** The field is shown only while this holds. */
  condition: FieldCondition | null;
}
/** Holds if the field `key` has the value, or, with `negate`, has another. */
export type FieldCondition = { key: string; value: unknown; negate?: boolean } | { and: FieldCondition[] } | { or: FieldCondition[] };

// ------------------------------------------------------------- looking inside

/** A Dialogflow v2 Conversation, and what this engine knows beyond it. */
export interface ConversationView {
  name: string;
  lifecycleState: "IN_PROGRESS" | "COMPLETED";
  conversationStage: ConversationStage;
  conversationProfile: string | null;
  phoneNumber: string | null;
  /** In RFC 3339, UTC. */
  startTime: string;
  endTime: string | null;
  /** Who may speak to the visitor now. */
  owner: "bot" | "human";
  /** The latest handover, also when it is over. */
  handover: Handover | null;
  /** Why nothing is happening: the node that waits, what for, and until when. */
  waiting: { node: string; for: "message" | "handover" | "availability"; until: Millis | null } | null;
  /** The node at which the next run starts. */
  entrypoint: string;
  context: object;
  profile: object;
}

/** Where a conversation stands. Two of one flow that stand alike, and whose views are alike, go the same way from here. */
export interface Standing {
  /** The state of the handover's own state machine; `assigned` is accepted by an agent who has not said anything. */
  handover: "idle" | "requested" | "queued" | "assigned" | "active";
  /** Whether the node at the entrypoint has asked and takes the next message as its answer. */
  resumes: boolean;
  /** Where the agent's next inject starts, once one has led somewhere. */
  inject: { node: string | null; resumes: boolean } | null;
  /** The number of the `send` that asks for availability and is not answered. */
  asks: number | null;
  /** What the visitor wrote while the provider had not answered. */
  held: (string | null)[];
  /** All deadlines, the next one first. The one for `queue` rests while the one for `agent` runs. */
  timers: {
    for: "request" | "queue" | "agent" | "inactivity" | "grace" | "visitorTyping" | "agentTyping" | "position" | "wait" | "availability" | "line";
    due: Millis;
  }[];
  /** What nodes count, by their ids: whether a Once was passed, which text of a Say comes next, how often a Question was answered wrongly. */
  memory: Record<string, number>;
  /** The fields of `input` that outlast a run. */
  input: object;
  /** Whether the handover's queue event, and its active event, have run the flow. */
  queueEvent: boolean;
  activeEvent: boolean;
  /** Whether the agent was told that the visitor is away. */
  visitorLeft: boolean;
}

/** One entry of the log, which is only ever appended to: every view of a conversation is a fold over it. */
export interface LogEntry {
  /** Rises by one, independently of the effects' own. */
  seq: number;
  at: Millis;
  author: "visitor" | "bot" | "agent" | "system";
  /** The input or the effect. */
  entry: object;
}

/**
 * The one error of this package. `code` is stable and in snake_case; `message` is for a person and says
 * what to do. An error of another copy of the package is recognised by its `name`.
 */
export class HandoverError extends Error {
  readonly name: "HandoverError";
  readonly code: string;
  /** What is wrong with the flow, for `flow_invalid`; `null` otherwise. */
  readonly findings: Finding[] | null;
  private constructor();
}

/** Settings of one provider; `kind` names its protocol, whose own page defines the rest. */
export interface ProviderSettings {
  kind: string;
  [setting: string]: unknown;
}
/** A message between the engine and the built-in desk; `docs/desk.md` of this package defines them. */
export interface DeskMessage {
  type: string;
  [field: string]: unknown;
}
