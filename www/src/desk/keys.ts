/**
 * The keys of the desk: which key does what, and when a key is one.
 *
 * They are single letters, as at other desks. None counts while somebody types, chooses from a list or holds another key down,
 * nor when the focus is on something of the page outside of the desk. What goes on with a text counts as typing even when the
 * box has gone from under the hands, as it does when a visitor leaves.
 */

/** So long nobody has typed who has come to the end of a text, in milliseconds. */
const rest = 1000;
const textFields = "input:not([type=checkbox], [type=radio], [type=button]), textarea, [contenteditable]";

/** What can be done by a key, by the name of the label that says it. */
export const keys = {
  next: "j",
  previous: "k",
  accept: "a",
  decline: "d",
  reply: "r",
  note: "n",
  toBot: "b",
  canned: "/",
  manage: "c",
  attach: "u",
  transfer: "t",
  returnToQueue: "q",
  resolve: "e",
  details: "i",
  filter: "f",
  available: "v",
  sound: "s",
  notifications: "w",
  figures: "g",
  shortcuts: "?",
} as const;

export type ActionName = keyof typeof keys;

/** Something that an agent can do; a key or a button does it only while it is possible. */
export interface Action {
  possible: boolean;
  run: () => void;
}

export type Actions = Record<ActionName, Action>;

/** Tells the strokes that belong to a text from those that may be commands. */
export class Typing {
  #last = -Infinity;

  /** To be told of every stroke, in order; answers whether it is part of a text. Escape and Tab leave a text. */
  takes(event: KeyboardEvent): boolean {
    if (event.key === "Escape" || event.key === "Tab") {
      this.leave();
      return false;
    }
    const goesOn = event.timeStamp - this.#last < rest;
    if (!goesOn && !isIn(event, textFields)) return false;
    this.#last = event.timeStamp;
    return true;
  }

  /** The text has been left on purpose: the next stroke does not go on with it. */
  readonly leave = (): void => {
    this.#last = -Infinity;
  };
}

/** Answers what a key stroke means, or `null`. `desk` is the element in which the keys count. */
export function actionOf(event: KeyboardEvent, desk: Element): ActionName | null {
  const { key, ctrlKey, altKey, metaKey, isComposing, defaultPrevented } = event;
  if (ctrlKey || altKey || metaKey || isComposing || defaultPrevented || isTaken(event, desk)) return null;
  return (Object.keys(keys) as ActionName[]).find((name) => keys[name] === key.toLowerCase()) ?? null;
}

function isTaken(event: KeyboardEvent, desk: Element): boolean {
  const path = event.composedPath();
  const [at] = path;
  if (!(at instanceof Element)) return true;
  const outside = !path.includes(desk) && at !== document.body && at !== document.documentElement;
  return outside || isIn(event, `${textFields}, select`) || at.closest("dialog") !== null;
}

function isIn(event: KeyboardEvent, selector: string): boolean {
  const [at] = event.composedPath();
  return at instanceof Element && at.matches(selector);
}
