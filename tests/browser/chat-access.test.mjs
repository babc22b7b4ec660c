/** For everybody: by keyboard alone, read out in order and once, in a small window, zoomed in, on a phone, in both schemes and from right to left. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoBarrier, assertNothingCutOff, atRest } from "./barriers.mjs";
import { gone, log, profile, reads, seen } from "./browser.mjs";
import { agent, bot, visitor, visitorAndAgent } from "./people.mjs";

const focused = (locator) => seen(locator.and(locator.page().locator(":focus")));
/** Resolves when all of it is in the window, and in its log if it is in one. */
const inSight = async (locator) =>
  locator.page().waitForFunction((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const log = element.closest("[role=log]")?.getBoundingClientRect();
    return top >= Math.max(0, log?.top ?? 0) && bottom <= Math.min(innerHeight, log?.bottom ?? innerHeight);
  }, await locator.elementHandle());

test("everything that a visitor does is done by keyboard alone", async (t) => {
  const { open } = await profile(t);
  const desk = agent(await open("/desk.html"));
  const page = await open("/chat.html");
  const chat = visitor(page);
  const { keyboard } = page;
  const tabTo = async (locator, key = "Tab") => {
    for (let presses = 0; presses < 40; presses += 1) {
      if (await locator.and(page.locator(":focus")).count()) return;
      await keyboard.press(key);
    }
    assert.fail(`the key ${key} never leads to ${locator}`);
  };
  await tabTo(chat.button("Open chat"));
  await keyboard.press("Enter");
  await focused(chat.message);
  await seen(chat.button(bot.person));

  await keyboard.press("F6");
  await focused(log(page));
  await tabTo(chat.button(bot.person));
  await keyboard.press("Enter");
  await focused(chat.message);
  await seen(chat.banner);
  await keyboard.type("Written while waiting");
  await keyboard.press("Enter");
  await reads(page, bot.accepted, "Written while waiting");
  await tabTo(chat.button("Stop waiting"), "Shift+Tab");

  await desk.accept();
  await desk.say("Hello.");
  await page.bringToFront();
  await reads(page, "Hello.");
  await tabTo(chat.button("More options"), "Shift+Tab");
  await keyboard.press("ArrowDown");
  await focused(page.getByRole("menuitemcheckbox", { name: "Sound" }));
  await keyboard.press("Space");
  await seen(page.getByRole("menuitemcheckbox", { name: "Sound", checked: true }));
  await keyboard.press("End");
  await focused(chat.menu("End chat"));
  await keyboard.press("ArrowDown");
  await focused(page.getByRole("menuitemcheckbox", { name: "Sound" }));
  await keyboard.press("Escape");
  await focused(chat.button("More options"));
  await keyboard.press("ArrowUp");
  await keyboard.press("Enter");
  await focused(chat.button("Keep chatting"));
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await reads(page, "Dana left the chat", "You have ended the chat");

  await tabTo(page.getByRole("radio").first());
  await keyboard.press("ArrowRight");
  await tabTo(page.getByRole("textbox", { name: "What was good, what was not?" }));
  await keyboard.type("Good");
  await tabTo(chat.button("Send rating"));
  await keyboard.press("Enter");
  await focused(page.getByText("Thank you for your rating."));
  await tabTo(chat.button("Start a new chat"));
  await keyboard.press("Enter");
  await focused(chat.message);
  await keyboard.press("Escape");
  await focused(chat.button("Open chat"));
});

test("what comes in is read out once and in order, and what was there is not", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await chat.say("Before the reload");
  await chat.page.reload();
  await reads(chat.page, bot.hello, "Before the reload");
  // What stands in the log while it is read out, as a screen reader hears it: nodes that are added.
  const heard = await log(chat.page).evaluateHandle(
    (element) =>
      new Promise((resolve) => {
        const words = [];
        const listen = () => {
          if (element.getAttribute("aria-live") !== "polite") return void requestAnimationFrame(listen);
          new MutationObserver((changes) => {
            const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
            for (const node of added) {
              const silent = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[aria-live='off']") !== null;
              if (silent || added.some((other) => other !== node && other.contains(node))) continue;
              const spoken = node.cloneNode(true);
              for (const part of spoken.querySelectorAll?.("[aria-live='off']") ?? []) part.remove();
              if (spoken.textContent.trim() !== "") words.push(spoken.textContent.trim().replaceAll(/\s+/g, " "));
            }
          }).observe(element, { childList: true, subtree: true });
          resolve(words);
        };
        listen();
      }),
  );
  assert.equal(await log(chat.page).getAttribute("aria-live"), "polite");
  await desk.accept();
  await desk.say("One");
  await desk.say("Two");
  await chat.say("Three");
  await desk.say("Four");
  await reads(chat.page, "Before the reload", "One", "Two", "Three", "Four");
  await seen(chat.message.and(chat.page.locator(":focus")));
  const words = await heard.evaluate((each) => each.join("\n"));
  for (const text of ["Dana joined the chat", "One", "Two", "Three", "Four"]) assert.equal(words.split(text).length - 1, 1, `${text} once in:\n${words}`);
  assert.ok(words.indexOf("joined") < words.indexOf("One") && words.indexOf("One") < words.indexOf("Two") && words.indexOf("Three") < words.indexOf("Four"), words);
  assert.doesNotMatch(words, /Sent|Sending|Before the reload|Hello and welcome/);
});

test("nothing that happens takes the focus from where it is", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  const link = chat.page.getByRole("link", { name: "Delivery" });
  await link.focus();
  await desk.accept();
  await desk.say("Hello.");
  await chat.page.bringToFront();
  await reads(chat.page, "Hello.");
  await focused(link);
  await desk.resolve("Done");
  await chat.page.bringToFront();
  await seen(chat.page.getByRole("group", { name: /^How was/ }));
  await focused(link);
});

test("who reads above stays there, and is told that there is more", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  await chat.askForAPerson();
  await desk.accept();
  for (const words of ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"]) await desk.say(words);
  await reads(chat.page, "One", "Eight");
  await chat.page.bringToFront();
  await log(chat.page).evaluate((element) => (element.scrollTop = 0));
  await seen(chat.button("To the latest messages"));
  await desk.say("Nine");
  await chat.page.bringToFront();
  await seen(chat.button("1 new message"));
  assert.equal(await log(chat.page).evaluate((element) => element.scrollTop), 0);
  await chat.button("1 new message").click();
  await gone(chat.button("1 new message"));
  await reads(chat.page, "Eight", "New", "Nine");
});

test("the mark stands before what came since somebody last looked", async (t) => {
  const { desk, chat } = await visitorAndAgent(await profile(t));
  const become = (state) =>
    chat.page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await chat.askForAPerson();
  await desk.accept();
  for (const [words, before] of [["One", []], ["Two", ["One"]]]) {
    await become("hidden");
    await desk.say(words);
    await reads(chat.page, ...before, "New", words);
    await become("visible");
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`no state of the chat has a barrier in ${colorScheme}, and everything is large enough to hit`, async (t) => {
    const { context, open } = await profile(t, { colorScheme });
    const { desk, chat } = await visitorAndAgent({ open });
    const { page } = chat;
    const check = async () => {
      await page.bringToFront();
      await assertNoBarrier(page);
      const small = await page.locator("handover-chat").evaluate(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll("button, textarea, input:not([hidden])")]
          .map((element) => [element.getAttribute("aria-label") ?? element.textContent, element.getBoundingClientRect()])
          .filter(([, { width, height }]) => width > 0 && (width < 44 || height < 44))
          .map(([name]) => name),
      );
      assert.deepEqual(small, []);
    };
    await chat.askForAPerson();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), chat.button("Attach a file").click()]);
    await chooser.setFiles([{ name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("x") }, { name: "b.zip", mimeType: "application/zip", buffer: Buffer.from("x") }]);
    await seen(page.getByText("b.zip is of a type that cannot be sent here."));
    await check();
    await chat.message.fill("**Look** at `this`:\n- https://example.com\n- it");
    await chat.button("Send").click();
    await seen(log(page).getByRole("listitem").first());
    await context.setOffline(true);
    await seen(page.getByText(/^You are offline/));
    await check();
    await context.setOffline(false);
    await desk.accept();
    await desk.say("Hello.");
    await reads(page, "Hello.");
    await page.bringToFront();
    await chat.button("More options").click();
    await check();
    await chat.menu("End chat").click();
    await check();
    await page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
    await page.getByRole("radio").nth(2).check();
    await check();
    await chat.button("Close chat").click();
    await check();
  });
}

for (const [what, viewport] of [
  ["a window 320 wide", { width: 320, height: 640 }],
  ["a window zoomed in by four", { width: 320, height: 256 }],
  ["a phone on its side", { width: 740, height: 360 }],
  ["a phone with its keyboard", { width: 360, height: 400 }],
]) {
  test(`everything is in reach in ${what}`, async (t) => {
    const { desk, chat } = await visitorAndAgent(await profile(t, { viewport }));
    await chat.askForAPerson();
    await assertNothingCutOff(chat.page);
    for (const name of ["Stop waiting", "Close chat", "Send", "Attach a file"]) {
      await chat.button(name).scrollIntoViewIfNeeded();
      const { x, y, width, height } = await chat.button(name).boundingBox();
      assert.ok(x >= 0 && y >= 0 && x + width <= viewport.width && y + height <= viewport.height, `${name} at ${x}, ${y}`);
    }
    await chat.say("Somebody there?");
    await desk.accept();
    await desk.say("Yes.");
    await chat.page.bringToFront();
    await inSight(log(chat.page).getByText("Yes."));
    await inSight(chat.message);
    await reads(chat.page, "Somebody there?", "Yes.");
    await assertNothingCutOff(chat.page);
  });
}

test("a phone's chat fills the screen, keeps the keyboard inside, and leaves the input alone until it is touched", async (t) => {
  const viewport = { width: 390, height: 780 };
  const page = await (await profile(t, { viewport, hasTouch: true, isMobile: true })).open("/chat.html");
  const chat = visitor(page);
  await chat.button("Open chat").tap();
  await seen(log(page).getByText(bot.question));
  await atRest(page);
  assert.deepEqual(await chat.dialog.boundingBox(), { x: 0, y: 0, ...viewport });
  assert.equal(await chat.dialog.getAttribute("aria-modal"), "true");
  await focused(chat.dialog);
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement?.localName === "handover-chat"), "the focus stays in the chat");
  }
  await page.keyboard.press("Escape");
  await focused(chat.button("Open chat"));
});

test("a keyboard that covers half of the screen covers nothing of the chat", async (t) => {
  const page = await (await profile(t, { viewport: { width: 390, height: 780 } })).open("/chat.html");
  const chat = visitor(page);
  await chat.open();
  await seen(log(page).getByText(bot.question));
  await page.evaluate(() => {
    const { visualViewport } = window;
    Object.defineProperty(visualViewport, "height", { value: 420 });
    Object.defineProperty(visualViewport, "offsetTop", { value: 30 });
    visualViewport.dispatchEvent(new Event("resize"));
  });
  await page.waitForFunction(() => document.querySelector("handover-chat").shadowRoot.querySelector("[role=dialog]").getBoundingClientRect().height === 420);
  const { y, height } = await chat.message.boundingBox();
  assert.ok(y + height <= 450);
});

test("who wants little to move sees nothing move", async (t) => {
  const { chat } = await visitorAndAgent(await profile(t, { reducedMotion: "reduce" }));
  const longest = await chat.page.locator("handover-chat").evaluate(({ shadowRoot }) =>
    Math.max(...[...shadowRoot.querySelectorAll("*")].map((element) => Number.parseFloat(getComputedStyle(element).animationDuration) || 0)),
  );
  assert.ok(longest <= 0.001);
});

test("in forced colours the parts stand out by lines", async (t) => {
  const { chat } = await visitorAndAgent(await profile(t, { forcedColors: "active" }));
  await chat.askForAPerson();
  await assertNoBarrier(chat.page);
  const borders = await chat.page.locator("handover-chat").evaluate(({ shadowRoot }) =>
    ["[role=dialog]", ".waiting", ".message.visitor .bubble", ".message.bot .bubble"].map((selector) => getComputedStyle(shadowRoot.querySelector(selector)).borderTopStyle),
  );
  assert.deepEqual(borders, ["solid", "solid", "solid", "solid"]);
});

test("in forced colours the switch for the sound shows whether it is on", async (t) => {
  const { chat } = await visitorAndAgent(await profile(t, { forcedColors: "active" }));
  await chat.page.bringToFront();
  await chat.button("More options").click();
  const sound = (checked) => chat.page.getByRole("menuitemcheckbox", { name: "Sound", checked });
  const drawn = (locator) =>
    locator.evaluate((item) => [...item.querySelectorAll("*")].flatMap((part) => [null, "::before"].map((pseudo) => getComputedStyle(part, pseudo).backgroundColor)));
  const whenOff = await drawn(sound(false));
  await sound(false).click();
  await seen(sound(true));
  assert.notDeepEqual(await drawn(sound(true)), whenOff);
});

test("in Arabic the chat is mirrored and speaks Arabic", async (t) => {
  const { open } = await profile(t);
  await seen((await open("/desk.html")).getByText("Nobody is waiting."));
  const page = await open("/chat.html");
  await page.evaluate(() => document.documentElement.setAttribute("lang", "ar"));
  await page.getByRole("button", { name: "فتح الدردشة" }).click();
  const dialog = page.getByRole("dialog", { name: "المحادثة" });
  await seen(dialog);
  await seen(log(page).getByText(bot.question));
  const { x } = await dialog.boundingBox();
  assert.ok(x < 100, "it stands on the left");
  const send = await page.getByRole("button", { name: "إرسال" }).boundingBox();
  const input = await page.getByRole("textbox", { name: "الرسالة" }).boundingBox();
  assert.ok(send.x < input.x);
  await page.getByRole("button", { name: bot.person }).click();
  await seen(dialog.getByText("ترتيبك في قائمة الانتظار", { exact: false }));
  await assertNoBarrier(page);
  await page.evaluate(() => document.documentElement.setAttribute("lang", "de"));
  await seen(page.getByText("Sie sind Nummer 1 in der Warteschlange."));
});
