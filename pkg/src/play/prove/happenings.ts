/**
 * What can happen next, in a given situation, that the flow or the engine tells apart.
 *
 * The order is fixed: of two conversations of the same length that lead to a gap, the one is told
 * that uses what comes first here. Repeats, late words and typing are left out: they change nothing.
 */
import type { ConversationView, EngineOptions, Flow, Input, Standing } from "../../../index.js";
import type { Step } from "../../../play.js";
import { availabilityAnswer } from "../availability.js";
import { CONVERSATION } from "../line.js";
import type { Vocabulary } from "./vocabulary.js";

/** What is known where somebody asks what can happen. */
export interface Scenery {
  flow: Flow;
  options: EngineOptions;
  vocabulary: Vocabulary;
}

/** What stands at a moment; no view before anything has happened. */
export interface Here {
  view: ConversationView | null;
  standing: Standing | null;
  /** How long until somebody has to be woken. */
  untilWake: number | null;
}

const HELLO = "Hello";
const AGENT = { displayName: "Dana" };
const SIGNALS: Readonly<Record<string, object>> = {
  any: { liveAgentHandoff: {} },
  dialogflowCx: { liveAgentHandoff: {} },
  dialogflowEs: { queryResult: { fulfillmentMessages: [{ payload: { liveAgentHandoff: {} } }] } },
  agentStudio: { name: "end_session", args: { session_escalated: true } },
  botFramework: { type: "event", name: "handoff.initiate", value: {} },
};

/** The steps that are tried from here. */
export function happenings(scenery: Scenery, here: Here): Step[] {
  const { view, standing, untilWake } = here;
  if (view?.lifecycleState === "COMPLETED") return [];
  const inputs = view === null || standing === null ? [{ type: "start" } as Input, ...idle(scenery, null)] : under(scenery, view, standing);
  const steps: Step[] = inputs.map((input) => ({ type: "give", conversation: CONVERSATION, input }));
  return untilWake === null ? steps : [...steps, { type: "pass", time: untilWake }];
}

/** Whether a step is the visitor's own doing. */
export function isVisitors(step: Step): boolean {
  return step.type === "give" && ["start", "message", "cancel", "connected", "disconnected", "signal"].includes(step.input.type);
}

function under(scenery: Scenery, view: ConversationView, standing: Standing): Input[] {
  if (standing.asks !== null) return asked(scenery, view.waiting?.node ?? "", standing, standing.asks);
  if (standing.handover === "idle") return idle(scenery, view);
  return [...visitor(scenery, view, standing), ...presence(standing), ...centre(scenery, view, standing)];
}

/** Without a handover the visitor speaks with the flow, or another platform asks for a human. */
function idle({ flow, vocabulary }: Scenery, view: ConversationView | null): Input[] {
  const waiting = flow.nodes.find(({ id }) => id === view?.waiting?.node);
  const signals = flow.nodes.flatMap(({ type, data }) => (type === "signal" ? [(data as { source?: string } | undefined)?.source ?? "any"] : []));
  const signalled = [...new Set(signals)].map((source): Input => ({ type: "signal", payload: SIGNALS[source] ?? {} }));
  const answers = waiting?.type === "question" ? answersTo(waiting.data, vocabulary) : words(vocabulary);
  return [...answers, ...signalled];
}

function words({ texts, intents, data }: Vocabulary): Input[] {
  return [
    message(HELLO),
    ...texts.map(message),
    ...intents.map(({ name, text }): Input => (text === "" ? { type: "message", text: name, intent: name } : message(text))),
    ...data.flatMap((data): Input[] => [{ type: "message", data }, { type: "message", text: HELLO, data }]),
  ];
}

function answersTo(data: object | undefined, vocabulary: Vocabulary): Input[] {
  const { type, choices, maxAttempts, variable } = (data ?? {}) as { type?: string; choices?: unknown; maxAttempts?: number | null; variable?: string };
  const list = Array.isArray(choices) ? choices : typeof choices === "string" ? [choices] : [];
  switch (type) {
    case "choice":
      return [...list.map((choice, at) => (typeof choice === "string" && !choice.includes("{{") ? choice : String(at + 1))), "something else"].map(message);
    case "yesNo":
      return ["yes", "no", "perhaps"].map(message);
    case "number":
      return ["1", ...(variable ? vocabulary.numbers(variable.split(".").at(-1) ?? variable).flatMap((number) => [String(number), String(number + 1)]) : []), "many"].map(message);
    case "email":
      return ["visitor@example.com", "nowhere"].map(message);
    default:
      // Only an empty answer to an open question does not fit.
      return [...words(vocabulary), ...(maxAttempts ? [{ type: "message" } as Input] : [])];
  }
}

function asked({ flow, options, vocabulary }: Scenery, node: string, standing: Standing, send: number): Input[] {
  const answers = vocabulary.agents.map((agents): Input => ({ type: "answer", send, status: 200, body: availabilityAnswer(flow, options, node, agents) }));
  const meanwhile = standing.held.length === 0 ? [message(HELLO)] : [];
  return [...answers, { type: "sendFailed", send, message: "no connection" }, ...meanwhile];
}

function visitor({ flow, vocabulary }: Scenery, view: ConversationView, standing: Standing): Input[] {
  const said = standing.handover === "requested" && standing.held.length > 0 ? [] : [message(HELLO)];
  const cancels = standing.handover === "active" ? [] : cancelWords(flow, view.waiting?.node, vocabulary);
  return [...said, ...cancels, { type: "cancel" }];
}

function cancelWords(flow: Flow, node: string | undefined, { intents }: Vocabulary): Input[] {
  const data = flow.nodes.find(({ id }) => id === node)?.data as { cancelIntent?: string | null } | undefined;
  const intent = intents.find(({ name }) => name === data?.cancelIntent);
  if (!intent) return [];
  return [intent.text === "" ? { type: "message", text: intent.name, intent: intent.name } : message(intent.text)];
}

function presence({ visitorLeft, timers }: Standing): Input[] {
  const isAway = visitorLeft || timers.some((timer) => timer.for === "grace");
  return [{ type: isAway ? "connected" : "disconnected" }];
}

/** What the contact centre may say. */
function centre({ flow, vocabulary }: Scenery, view: ConversationView, { handover }: Standing): Input[] {
  const node = flow.nodes.find(({ id }) => id === view.waiting?.node);
  const isWaiting = handover === "requested" || handover === "queued";
  const resolved = [{}, ...vocabulary.resolutions.map((resolution) => ({ resolution }))];
  const failed = [{}, ...vocabulary.codes.map((code) => ({ code }))];
  return [
    ...(isWaiting ? vocabulary.positions.slice(0, vocabulary.mentions("position") ? undefined : 1).map((position): Input => ({ type: "handoverQueued", position })) : []),
    ...(isWaiting ? [{ type: "handoverAccepted", agent: AGENT } as Input] : []),
    { type: "agentMessage", text: HELLO, agent: AGENT },
    ...(handover === "assigned" || handover === "active" ? [{ type: "agentLeft" } as Input] : []),
    ...(handover === "active" ? [{ type: "agentLeft", transferring: true } as Input] : []),
    ...(allowsInject(node?.data) ? injects(vocabulary) : []),
    ...resolved.map((outcome): Input => ({ type: "handoverResolved", ...outcome })),
    ...failed.map((outcome): Input => ({ type: "handoverFailed", ...outcome })),
    ...(vocabulary.mentions("genericHandoverUpdate") ? [{ type: "handoverUpdate", data: {} } as Input] : []),
    ...(vocabulary.mentions("handoverAlreadyInProgress") ? [{ type: "handoverAlreadyInProgress" } as Input] : []),
  ];
}

function injects(vocabulary: Vocabulary): Input[] {
  return words(vocabulary).flatMap((input): Input[] => (input.type === "message" && input.intent === undefined ? [{ ...input, type: "agentInject" } as Input] : []));
}

function allowsInject(data: object | undefined): boolean {
  return Object.values(data ?? {}).some((section: unknown) => typeof section === "object" && section !== null && (section as { allowInject?: unknown }).allowInject === true);
}

function message(text: string): Input {
  return { type: "message", text };
}
