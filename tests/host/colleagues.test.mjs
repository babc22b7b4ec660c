/** Several agents at their desks: who is there, what is declined, passed on and noted, and what of it a visitor never hears. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStorage } from "handover/host";
import { Clock, Tab, content, makeEngine, said, settle, status, until } from "./support.mjs";

/** A visitor who waits, and the desks of some agents. */
async function room(...agents) {
  const clock = new Clock();
  const storage = memoryStorage();
  const visitor = Object.assign(new Tab(clock, storage), { engine: makeEngine({ agentTimeout: 2 }) });
  const conversation = await visitor.open();
  await conversation.send("human");
  const tabs = agents.map(() => new Tab(clock, storage));
  const desks = await Promise.all(agents.map(([id, more], index) => tabs[index].desk(id, more)));
  await until(() => desks.every((desk) => desk.tickets().waiting.length === 1));
  return { clock, storage, conversation, desks, tabs, id: desks[0].tickets().waiting[0].id };
}

const waits = (desk) => desk.tickets().waiting.length === 1;
const names = (list) => list.map(({ displayName }) => displayName);
const letters = async (storage) => (await content(storage, "d/")).flatMap(([, { from, frame }]) => (from === "desk" ? [frame.type] : []));

test("agents see who else is there, whether they take visitors, and how many they have", async () => {
  const { clock, storage, desks, tabs, id } = await room(["1"], ["2", { skills: ["wire"] }]);
  const [one, two] = desks;
  await until(() => one.tickets().colleagues.length === 1);
  assert.deepEqual(one.tickets().colleagues, [{ id: "2", displayName: "Agent 2", skills: ["wire"], available: true, conversations: 0 }]);
  const again = await new Tab(clock, storage).desk("2");
  await settle();
  assert.deepEqual(names(one.tickets().colleagues), ["Agent 2"], "two desks of one agent are one colleague");
  await two.accept(id);
  await until(() => one.tickets().colleagues[0].conversations === 1);
  await two.available(false);
  await until(() => one.tickets().colleagues[0].available);
  await again.available(false);
  await until(() => !one.tickets().colleagues[0].available);
  await again.close();
  tabs[1].crash();
  await clock.advance(16_000);
  assert.deepEqual(one.tickets().colleagues, []);
});

test("what one agent declines is offered to the others, and to nobody twice", async () => {
  const { storage, conversation, desks, id } = await room(["1"], ["2"]);
  const [one, two] = desks;
  const mail = [];
  storage.listen((topic) => topic.startsWith("mail") && mail.push(topic));
  assert.equal(await one.decline(id), true);
  assert.deepEqual([one.tickets().waiting.length, one.tickets().declined.length], [0, 1]);
  await settle();
  assert.equal(waits(two), true);
  assert.equal(two.tickets().waiting[0].position, 1);
  assert.deepEqual(mail, [], "the visitor's tab hears nothing of it");
  await two.accept(id);
  await two.returnToQueue(id);
  await until(() => status(conversation) === "queue");
  assert.equal(one.tickets().waiting.length, 0);
  assert.equal(await one.accept(id), true, "who thinks better of it may");
});

test("a ticket that was accepted can be declined until the first word", async () => {
  const { storage, desks, id } = await room(["1"], ["2"]);
  const [one, two] = desks;
  await one.accept(id);
  assert.equal(await one.decline(id), true);
  await until(() => waits(two));
  assert.deepEqual([one.tickets().waiting.length, one.tickets().mine.length], [0, 0]);
  assert.deepEqual((await letters(storage)).filter((type) => type.startsWith("decline")), ["declined", "decline"]);
  await two.accept(id);
  await two.reply(id, "Hi");
  assert.equal(await two.decline(id), false);
});

test("a colleague to whom a ticket is passed is offered it alone, and says who speaks", async () => {
  const { conversation, desks, id } = await room(["1"], ["2"], ["3"]);
  const [one, two, three] = desks;
  assert.equal(await one.transfer(id, { agent: "2" }), false, "only what is one's own");
  await one.accept(id);
  await one.reply(id, "Let me pass you on.");
  await until(() => status(conversation) === "active" && one.tickets().colleagues.length === 2);
  assert.equal(await one.transfer(id, { agent: "9" }), false, "only to somebody who is there");
  assert.equal(await one.transfer(id, { agent: "2" }), true);
  await until(() => status(conversation) === "queue");
  await until(() => waits(two));
  assert.deepEqual([one, three].map((desk) => desk.tickets().waiting.length), [0, 0]);
  const { offer, events, messages } = two.tickets().waiting[0];
  assert.deepEqual([offer.agent.displayName, offer.from.displayName], ["Agent 2", "Agent 1"]);
  assert.deepEqual(events.map(({ type, agent, after }) => [type, agent.displayName, after]), [["accepted", "Agent 1", 0], ["transferred", "Agent 1", 1]]);
  assert.equal(messages.length, 1);
  await two.accept(id);
  await two.reply(id, "Here I am.");
  await until(() => said(conversation).includes("Here I am."));
  assert.equal(conversation.view().handover.agent.displayName, "Agent 2");
});

test("a colleague who declines, or goes, leaves the ticket to all", async () => {
  const { clock, desks, tabs, id } = await room(["1"], ["2"], ["3"]);
  const [one, two, three] = desks;
  await until(() => one.tickets().colleagues.length === 2);
  await one.accept(id);
  await one.transfer(id, { agent: "2" });
  await until(() => waits(two));
  await two.decline(id);
  await until(() => waits(one) && waits(three));

  await three.accept(id);
  await three.transfer(id, { agent: "2" });
  await until(() => waits(two), "who is asked again by name is offered it again");
  assert.equal(waits(one), false);
  await two.available(false);
  await until(() => waits(one), "who takes no visitors keeps nobody waiting");
  await two.available(true);
  await until(() => !waits(one));
  tabs[1].crash();
  await clock.advance(16_000);
  await until(() => waits(one) && waits(three));
});

test("a ticket that is passed to a skill waits for those who have it", async () => {
  const { conversation, desks, id } = await room(["1"], ["2"]);
  const [one, two] = desks;
  await one.accept(id);
  assert.equal(await one.transfer(id, { skills: ["wire"], languages: ["de"] }), true);
  await until(() => waits(two));
  const { offer, request, state, position } = two.tickets().waiting[0];
  assert.deepEqual([offer.skills, offer.languages, request.skills], [["wire"], ["de"], ["billing"]]);
  assert.deepEqual([state, position, status(conversation)], ["waiting", 1, "queue"]);
});

test("a note stays at the desks", async () => {
  const { storage, conversation, desks, id } = await room(["1"], ["2"]);
  const [one, two] = desks;
  const mail = [];
  storage.listen((topic) => topic.startsWith("mail") && mail.push(topic));
  assert.equal(await two.note(id, "A regular: be quick."), true);
  assert.equal(await one.note(id, " "), false);
  assert.equal(await one.note("nothing", "lost"), false);
  assert.deepEqual(mail, []);
  await until(() => one.tickets().waiting[0].messages.length === 1);
  const [{ kind, name, text }] = one.tickets().waiting[0].messages;
  assert.deepEqual([kind, name, text], ["note", "Agent 2", "A regular: be quick."]);
  await one.accept(id);
  await one.resolve(id);
  await until(() => said(conversation).includes("completed"));
  assert.equal(await two.note(id, "Called back."), true, "also when it is over");
  await settle();
  const everything = JSON.stringify([conversation.log(), conversation.view(), await content(storage, "m/")]);
  assert.equal(everything.includes("regular") || everything.includes("Called"), false);
});

test("an agent may send files, with words or without", async () => {
  const { conversation, desks, id } = await room(["1"]);
  const [desk] = desks;
  const picture = { url: "https://example.org/fern.png", mimeType: "image/png", name: "fern.png" };
  await desk.accept(id);
  assert.equal(await desk.reply(id, "", []), false);
  assert.equal(await desk.reply(id, "", [picture]), true);
  assert.equal(await desk.reply(id, "Like this one?", [picture]), true);
  const files = () => conversation.log().filter(({ entry }) => entry.type === "say" && entry.attachments.length > 0);
  await until(() => files().length === 2);
  assert.deepEqual(files().map(({ entry }) => [entry.text, entry.attachments]), [[null, [picture]], ["Like this one?", [picture]]]);
  assert.deepEqual(desk.tickets().mine[0].messages.map(({ attachments }) => attachments), [[picture], [picture]]);
});

test("who accepts and says nothing in time is asked no more, and the ticket waits again", async () => {
  const { clock, desks, conversation, id } = await room(["1"], ["2"]);
  const [one, two] = desks;
  await one.accept(id);
  await settle();
  await clock.advance(121_000);
  await until(() => waits(two));
  assert.deepEqual(one.tickets().mine, []);
  assert.deepEqual(one.tickets().waiting[0].events.map(({ type }) => type), ["accepted", "timedOut"]);
  assert.equal(status(conversation), "queue");
  await two.accept(id);
  await two.reply(id, "Hi");
  await until(() => said(conversation).includes("Hi"));
});
