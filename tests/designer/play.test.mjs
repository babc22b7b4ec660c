/** What Play shows beside the log: the agent's side as a fold, spans of time in words, and the mark on the canvas. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Play, parseStep } from "handover/play";
import { flow, kinds, modules } from "./modules.mjs";

const { agentState, clockTime, spanInWords, playMark, words, Language } = await modules("play/agent.ts", "play/time.ts", "play/mark.ts", "play/labels.ts", "../common/language.ts");
const english = Language.of("en");

function played(...lines) {
  const play = new Play(flow());
  for (const line of lines) play.take(parseStep(line));
  return play.moment();
}
const asked = ["> message Hi", "> message My fern"];
const says = ({ lines }) => lines.map((line) => (line.kind === "said" ? `${line.from}: ${line.text}` : line.kind));

test("an agent sees what was said before, and then what is said", () => {
  const moment = played(...asked, "> handoverQueued", "> message It is brown", "> agentMessage Too dry?");
  assert.deepEqual(says(agentState(moment.log)), ["visitor: Hi", "bot: Hello!", "bot: What about?", "visitor: My fern", "cut", "visitor: It is brown", "human: Too dry?"]);
});

test("the end is told by whoever brought it about", () => {
  assert.deepEqual(agentState(played(...asked, "> cancel").log).lines.at(-1), { kind: "end", key: "8", reason: "cancelled" });
  assert.equal(agentState(played(...asked, "> agentMessage Hi", "> handoverResolved").log).lines.at(-1).kind, "over");
});

test("another handover begins with what is new to the agent", () => {
  const moment = played(...asked, "> agentMessage Hi", "> handoverResolved", "> message Again", "> message My rose");
  assert.deepEqual(says(agentState(moment.log)).slice(-1), ["cut"]);
});

test("the visitor's typing is seen until the text", () => {
  const typing = [...asked, "> handoverQueued", '> typing {"on":true}'];
  assert.equal(agentState(played(...typing).log).visitorTypes, true);
  assert.equal(agentState(played(...typing, "> message There").log).visitorTypes, false);
});

test("spans are told in their units, and never as nothing", () => {
  assert.equal(spanInWords(150_000, english), "2 min 30 sec");
  assert.equal(spanInWords(3_600_000, english), "1 hr");
  assert.equal(spanInWords(1, english), "1 sec");
  assert.equal(spanInWords(0, english), "0 sec");
  assert.equal(clockTime(1_772_442_000_000, english), "9:00:00 AM");
});

test("the mark on the canvas names the node, the times and what then", () => {
  const labels = words(english);
  assert.deepEqual(playMark(played(...asked), kinds, labels, english), ["human", { text: "Waits for the contact centre · 9:00:00 AM – 9:00:30 AM · → failed", details: [] }]);
  assert.equal(playMark(null, kinds, labels, english), null);
});
