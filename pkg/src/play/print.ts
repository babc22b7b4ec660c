/**
 * What the engine orders, as lines that people read.
 *
 * The words are those of the conversation files: a test compares them line by line, so that
 * whatever is written differently here is a difference there.
 */
import type { Attachment, DeskMessage, Effect, Handover, Millis, Output, ProviderRequest, QuickReply, Representative } from "../../index.js";

/** Writes what came of a call, one line or more for each effect. */
export function printOutput(output: Output): string[] {
  return output.effects.flatMap(order).map((line) => `< ${line}`);
}

/** Writes a time in the largest unit that holds it whole. */
export function printDuration(time: Millis): string {
  for (const [unit, length] of [["h", 3_600_000], ["m", 60_000]] as const) {
    if (time > 0 && time % length === 0) return `${time / length}${unit}`;
  }
  return time % 1000 === 0 ? `${time / 1000}s` : `${time}ms`;
}

function order(effect: Effect): string[] {
  switch (effect.type) {
    case "say":
      return [`say to ${effect.to}, ${person(effect.from)}:${words(effect.text, effect.data, effect.quickReplies, effect.attachments)}`];
    case "event":
      return [`${effect.eventType} ${person(effect.representative)}`];
    case "notice":
      return [`notice to ${effect.to}, ${effect.code}: ${effect.text}`];
    case "typing":
      return [`typing to ${effect.to} ${effect.on ? "on" : "off"}`];
    case "queue":
      return [`queue${part(" position ", effect.position)}${effect.estimatedWaitTime === null ? "" : ` wait ${printDuration(effect.estimatedWaitTime)}`}${part(": ", effect.alternativeText)}`];
    case "handover":
      return [status(effect.handover)];
    case "stage":
      return [`stage ${effect.conversationStage}`];
    case "send":
      return sent(`send ${effect.send} to ${effect.provider}`, effect.request);
    case "availability":
      return [`availability of ${effect.provider} ${effect.agents ?? "unknown"}`];
    case "ended":
      return [`ended ${effect.reason}`];
    case "fault":
      return [`fault ${effect.code} at ${effect.node ?? "no node"}: ${effect.message}`];
    case "transfer":
      return [`transfer${effect.phoneGatewayTransfer ? ` to ${JSON.stringify(effect.phoneGatewayTransfer)}` : ""}${effect.sip ? ` sip ${JSON.stringify(effect.sip)}` : ""}`];
  }
}

function status({ status, error, agent, summary, resolution }: Handover): string {
  const failure = error ? ` (${error.reason} ${error.code}: ${error.message})` : "";
  return `handover ${status}${failure}${part(", agent ", agent?.displayName)}${part(", summary ", summary)}${part(", resolution ", resolution)}`;
}

function sent(head: string, request: ProviderRequest): string[] {
  if (request.kind !== "desk") return [`${head}: ${JSON.stringify(request)}`];
  const { message } = request;
  const seq = message["seq"] as number;
  switch (message.type) {
    case "request":
      return requested(head, message as unknown as DeskRequest);
    case "message": {
      const { text, data, attachments } = message as { text?: string | null; data?: unknown; attachments?: Attachment[] };
      return [`${head}: message ${seq} of ${String(message["author"])}:${words(text, data, [], attachments ?? [])}`];
    }
    case "typing":
      return [`${head}: typing ${message["on"] ? "on" : "off"}`];
    case "notice":
      return [`${head}: notice ${seq}, ${String(message["code"])}: ${String(message["text"])}`];
    case "end":
      return [`${head}: end ${seq}, ${String(message["reason"])}`];
    case "availability":
      return [`${head}: availability?`];
    default:
      return [`${head}: ${JSON.stringify(request)}`];
  }
}

interface DeskRequest extends DeskMessage {
  handover: number;
  channel: string | null;
  locale: string | null;
  profile: object | null;
  metadata: object | null;
  skills: string[];
  languages: string[];
  priority: string;
  transcript: { author: string; name: string | null; text: string }[];
}

function requested(head: string, message: DeskRequest): string[] {
  let line = `${head}: request ${message.handover}${part(" channel ", message.channel)}${part(" locale ", message.locale)}`;
  for (const key of ["skills", "languages"] as const) {
    if (message[key].length > 0) line += ` ${key} ${message[key].join(",")}`;
  }
  if (message.priority !== "none") line += ` priority ${message.priority}`;
  for (const key of ["profile", "metadata"] as const) {
    const object = message[key];
    if (object && Object.keys(object).length > 0) line += ` ${key} ${JSON.stringify(object)}`;
  }
  return [line, ...message.transcript.map(({ author, name, text }) => `| ${name ?? author}: ${flat(text)}`)];
}

function person({ representativeType, displayName }: Representative): string {
  return `${representativeType}${part(" ", displayName)}`;
}

function words(text: string | null | undefined, data: unknown, buttons: QuickReply[], files: Attachment[]): string {
  const said = text == null ? "" : ` ${flat(text)}`;
  const card = data == null ? "" : ` ${JSON.stringify(data)}`;
  const clicks = buttons.map(({ title, payload }) => ` [${title === payload ? title : `${title} → ${payload}`}]`);
  return `${said}${card}${clicks.join("")}${files.map(({ url }) => ` <${url}>`).join("")}`;
}

function flat(text: string): string {
  return text.replaceAll("\n", " / ");
}

function part(before: string, value: string | number | null | undefined): string {
  return value == null ? "" : `${before}${value}`;
}
