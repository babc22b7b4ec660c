/** What visitors and agents do on the pages, each by what they see: roles and names, and nothing of how the pages are made. */
import { log, seen } from "./browser.mjs";

/** What the example flow says, as far as the tests wait for it. */
export const bot = {
  hello: "Hello and welcome to Maple & Moss, your shop for house plants!",
  question: "What can I do for you?",
  person: "Talk to a person",
  accepted: "I am asking a colleague to join us. Please stay with me for a moment.",
  cancelButton: "Do not wait any longer",
  queued: "While you wait: a finger in the soil tells you best whether a plant is thirsty.",
  cancelled: "All right, we do not wait any longer.",
  completed: "Thank you for talking to us! I am here again if there is anything else.",
};

/** A visitor's page. */
export function visitor(page) {
  return {
    page,
    button: (name) => page.getByRole("button", { name, exact: true }),
    dialog: page.getByRole("dialog", { name: "Chat" }),
    message: page.getByRole("textbox", { name: "Message" }),
    banner: page.getByRole("dialog", { name: "Chat" }).getByText(/^You are .*in the queue|^Looking for somebody|has taken your chat/),
    menu: (name) => page.getByRole("menuitem", { name, exact: true }),
    /** Opens the menu and takes one of what it offers. */
    async choose(name) {
      await page.bringToFront();
      await this.button("More options").click();
      await this.menu(name).click();
    },
    async open() {
      await page.bringToFront();
      await this.button("Open chat").click();
      await seen(this.dialog);
    },
    async say(text) {
      await page.bringToFront();
      await this.message.fill(text);
      await this.button("Send").click();
      await seen(log(page).getByText(text, { exact: true }));
    },
    async askForAPerson() {
      await page.bringToFront();
      await this.button(bot.person).click();
      await seen(log(page).getByText(bot.accepted));
    },
  };
}

/** An agent's page. */
export function agent(page) {
  const waiting = page.getByRole("list", { name: "Waiting" });
  return {
    page,
    waiting,
    button: (name) => page.getByRole("button", { name, exact: true }),
    mine: page.getByRole("list", { name: "My conversations" }),
    ended: page.getByRole("list", { name: "Ended" }),
    note: page.getByRole("textbox", { name: "Note" }),
    details: page.getByRole("complementary", { name: "About this conversation" }),
    /** The one who waits under this name. */
    waits: (name) => waiting.getByRole("listitem").filter({ hasText: name }),
    reply: page.getByRole("textbox", { name: "Reply" }),
    /** Accepts the first who waits; resolves when the conversation of the visitor is open. */
    async accept(name = /^Visitor/) {
      await page.bringToFront();
      await waiting.getByRole("button", { name: "Accept" }).first().click();
      await seen(page.getByRole("region", { name }));
      await seen(this.reply);
    },
    async say(text) {
      await page.bringToFront();
      await this.reply.fill(text);
      await this.button("Send").click();
      await seen(log(page).getByText(text, { exact: true }));
    },
    async resolve(summary) {
      await page.bringToFront();
      await this.button("Resolve").click();
      await page.getByRole("textbox", { name: "Summary" }).fill(summary);
      await this.button("Resolve").click();
      await seen(page.getByText("Resolved", { exact: true }));
    },
  };
}

/** A visitor of the flow `team`, who has written these words and waits. */
export async function waitingVisitor({ open }, name, words = "A human, please", more = {}) {
  const profile = encodeURIComponent(JSON.stringify({ displayName: name, ...more }));
  const chat = visitor(await open(`/pages/chat.html?flow=team&visitor=${name}&profile=${profile}`));
  await chat.open();
  await chat.say(words);
  await seen(log(chat.page).getByText("One moment."));
  return chat;
}

/** The desk of a colleague, by their name. */
export async function colleague({ open }, name, more = "") {
  const desk = agent(await open(`/desk.html?agent=${name}${more}`));
  await seen(desk.page.getByText(name, { exact: true }));
  return desk;
}

/** The desk's and the chat's page of one profile, the visitor's hello said. */
export async function visitorAndAgent(profile) {
  const desk = agent(await profile.open("/desk.html"));
  await seen(desk.page.getByText("Nobody is waiting."));
  const chat = visitor(await profile.open("/chat.html"));
  await chat.open();
  await seen(log(chat.page).getByText(bot.question));
  return { desk, chat };
}
