/**
 * Says what became of a handover and of everybody's words, and which promises that breaks.
 *
 * What a calm network brings about a bad one brings about, too, unless a fault explains that it does not: nobody can
 * know what became of a request that must not be sent twice, nobody has to send one for ever, and what a provider has
 * given up telling nobody hears. Whatever else ends otherwise was given up too early, or waited for nothing.
 */
import type { Input, Millis } from "../../index.js";
import type { ConformanceConversation } from "./conversations.js";
import type { Network } from "./network.js";

/** What somebody has said, and when. */
export interface Said {
  text: string;
  at: Millis;
}

/** A file that the visitor has sent, with words. */
export interface SentFile {
  text: string;
  url: string;
}

/** What has happened in a run. */
export interface Outcome {
  said: Said[];
  files: SentFile[];
  /** What the agent has said. */
  heard: Said[];
  /** What the contact centre had pushed when it ended. */
  arrived: Input[];
  ended: string | null;
  end: Millis;
  isOver: boolean;
  /** Whether the contact centre took it for open long after its end. */
  isHeardOf: boolean;
}

/** In which whatever is said comes through, however often it is sent. */
const ENOUGH: Millis = 3 * 60 * 1_000;
/** After how many failures a request may be given up that nobody has taken in time. */
const PATIENT = 2;

export function judge(network: Network, outcome: Outcome, { ends, isGone = false }: ConformanceConversation, isCalm: boolean): string[] {
  const { ended, end, isOver, isHeardOf } = outcome;
  const { fake, isHopeless } = network;
  const isTalk = ended === "completed" && !isGone;
  const broken = [...spoken(network, outcome, isTalk ? end - ENOUGH : 0), ...delivered(network, outcome), ...shown(network, outcome, !isTalk ? 0 : isCalm ? end : end - ENOUGH)];
  if (isCalm && isTalk && fake.sentAgain === undefined && broken.length === 0) broken.push(...ordered(network, outcome));
  if (fake.tickets.length > 1) broken.push(`${fake.tickets.length} tickets were opened`);
  if (isOver && !ends.includes(ended ?? "") && !isExplained(network, ended)) broken.push(`it ends as ${ended}, not as ${ends.join(" or ")}`);
  // A ticket of which nobody has been told stays open.
  if (isOver && isHeardOf && !isGone && !isHopeless) broken.push("the contact centre was not told of the end");
  return broken;
}

/** Whether news is lost that nobody will tell again, whoever asks. */
export function isUntold({ fake, isGivenUp, wasDeaf }: Network): boolean {
  return isGivenUp || (fake.forgets === true && wasDeaf && fake.tickets.every(({ agent }) => agent === null));
}

function isExplained(network: Network, ended: string | null): boolean {
  if (ended !== "error") return isUntold(network);
  const wasTaken = network.effects.some((effect) => effect.type === "handover" && effect.handover.status === "queue");
  return network.isHopeless || (!wasTaken && network.failures >= PATIENT);
}

/** What became of the visitor's words; what they said until then is for nobody but the agent. */
function spoken(network: Network, { said }: Outcome, until: Millis): string[] {
  const { fake, isCutOff, undelivered } = network;
  // A desk's carrier keeps what it could not deliver, and delivers it if the desk ever comes back.
  const kept = (isCutOff ? [...undelivered] : []).flatMap(({ type, text }) => (type === "message" ? [String(text)] : []));
  const heard = [...fake.tickets.flatMap((ticket) => ticket.said), ...kept];
  return said.flatMap(({ text, at }) => {
    const times = heard.filter((words) => words.includes(text)).length;
    if (times > 1) return [`the contact centre got "${text}" ${times} times`];
    if (times === 0 && !isOffered(network, text)) return [`"${text}" has reached nobody`];
    return times === 0 && at < until ? [`"${text}" has not reached the agent, who was there`] : [];
  });
}

/** What became of the visitor's files: each goes as a file or as a link, unless its message is offered to the flow. */
function delivered(network: Network, { files }: Outcome): string[] {
  const { tickets } = network.fake;
  return files.flatMap(({ text, url }) => {
    const taken = tickets.flatMap((ticket) => ticket.files.filter((file) => file.url === url));
    const links = tickets.flatMap((ticket) => ticket.said.filter((words) => words.includes(url)));
    const times = taken.length + links.length;
    if (times > 1) return [`the contact centre got the file ${url} ${times} times`];
    return times === 1 || isOffered(network, text) ? [] : [`the file ${url} has reached nobody`];
  });
}

function isOffered({ effects }: Network, text: string): boolean {
  return effects.some((effect) => effect.type === "say" && effect.text?.startsWith("Heard:") === true && effect.text.includes(text));
}

/** What became of the agent's words: those until then are shown; those that come by webhook alone, if that came in time. */
function shown(network: Network, { heard, arrived }: Outcome, until: Millis): string[] {
  const texts = shownOf(network);
  const hasCome = (text: string) => network.fake.sentAgain === undefined || arrived.some((input) => input.type === "frame" && input.body.includes(text));
  return heard.flatMap(({ text, at }) => {
    const times = texts.filter((words) => words === text).length;
    if (times > 1) return [`the visitor got the agent's "${text}" ${times} times`];
    return times === 0 && at < until && hasCome(text) ? [`the agent's "${text}" did not reach the visitor`] : [];
  });
}

/** Webhooks that are sent again overtake one another, and on a bad network so do answers. */
function ordered(network: Network, { heard }: Outcome): string[] {
  const came = shownOf(network).filter((words) => heard.some(({ text }) => text === words));
  return came.every((text, at) => text === heard[at]?.text) ? [] : [`the visitor got the agent's words in another order: ${came.join(" ")}`];
}

function shownOf({ effects }: Network): string[] {
  return effects.flatMap((effect) => (effect.type === "say" && effect.from.representativeType === "HUMAN" ? [effect.text ?? ""] : []));
}
