/** Icon and colour of each kind of node. A kind without an entry of its own has the colour of its group. */
import type { IconName } from "../../common/icons.js";

/** `tone` is a class of the style sheet. */
export interface Look {
  icon: IconName;
  tone: "tone-flow" | "tone-bot" | "tone-human" | "tone-data" | "tone-end";
}

const looks = new Map<string, Look>([
  ["start", { icon: "play", tone: "tone-flow" }],
  ["signal", { icon: "bolt", tone: "tone-flow" }],
  ["say", { icon: "chat", tone: "tone-bot" }],
  ["question", { icon: "question", tone: "tone-bot" }],
  ["waitForInput", { icon: "clock", tone: "tone-bot" }],
  ["if", { icon: "branch", tone: "tone-flow" }],
  ["lookup", { icon: "branch", tone: "tone-flow" }],
  ["once", { icon: "repeat", tone: "tone-flow" }],
  ["goTo", { icon: "jump", tone: "tone-flow" }],
  ["setContext", { icon: "pencil", tone: "tone-data" }],
  ["handoverToAgent", { icon: "desk", tone: "tone-human" }],
  ["checkAgentAvailability", { icon: "search", tone: "tone-human" }],
  ["setHandoverInactivity", { icon: "clock", tone: "tone-human" }],
  ["closeHandover", { icon: "flag", tone: "tone-human" }],
  ["endSession", { icon: "stop", tone: "tone-end" }],
]);

const groups = new Map<string, Look["tone"]>([
  ["basic", "tone-flow"],
  ["logic", "tone-flow"],
  ["message", "tone-bot"],
  ["handover", "tone-human"],
]);

/** Answers how a kind looks; one that is not known here has the colour of its group, the first of its tags. */
export function lookOf(type: string, group = ""): Look {
  return looks.get(type) ?? { icon: "sliders", tone: groups.get(group) ?? "tone-data" };
}
