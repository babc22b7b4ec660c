/**
 * Tells an agent who looks elsewhere that somebody waits or has answered: by a number in the page's title, by a tone, by
 * the browser's notification.
 *
 * The tone is off until the agent chooses it, and the browser is asked for notifications on a click alone. A notification
 * names the visitor and tells nothing of what was said.
 */
import type { Ticket, Tickets } from "handover/host";
import { keep, kept } from "../common/kept.js";
import { playTone } from "../common/sound.js";
import { newsCount } from "./ticket.js";

const soundKey = "handover-desk-sound";
const notifyKey = "handover-desk-notifications";

/** Something that has happened to a ticket. */
export interface News {
  ticket: Ticket;
  kind: "waiting" | "message";
}

/** `unasked` until the agent has wanted notifications; `missing` where the browser has none. */
export type Permission = "unasked" | "on" | "off" | "blocked" | "missing";

/** What a notification says, and what a click on it does. */
export interface Notice {
  title: string;
  tag: string;
  open: () => void;
}

export class Alerts {
  sound = $state(kept(soundKey) === "on");
  notifications = $state<Permission>(stateOfNotifications());

  switchSound(): void {
    this.sound = !this.sound;
    keep(soundKey, this.sound ? "on" : null);
    if (this.sound) playTone();
  }

  /** To be called on a click: the browser may ask the agent. */
  async switchNotifications(): Promise<void> {
    if (this.notifications === "missing") return;
    const on = this.notifications !== "on";
    const allowed = !on || (await Notification.requestPermission()) === "granted";
    keep(notifyKey, on && allowed ? "on" : null);
    this.notifications = stateOfNotifications();
  }

  /** Tells of news, unless the agent is looking. */
  tell(news: News[], noticeOf: (news: News) => Notice): void {
    if (news.length === 0 || document.hasFocus()) return;
    if (this.sound) playTone();
    if (this.notifications !== "on") return;
    for (const one of news) show(noticeOf(one));
  }
}

/** Answers what is new to an agent: who waits now and did not before, and who has said something in a conversation of theirs. */
export function newsBetween(before: Tickets, after: Tickets): News[] {
  const known = new Map([...before.waiting, ...before.mine, ...before.declined].map((ticket) => [ticket.id, ticket]));
  const waiting = after.waiting.filter(({ id }) => !before.waiting.some((one) => one.id === id) && !before.mine.some((one) => one.id === id));
  const spoken = after.mine.filter((ticket) => {
    const last = known.get(ticket.id);
    return last !== undefined && newsCount(ticket) > newsCount(last);
  });
  return [...waiting.map((ticket): News => ({ ticket, kind: "waiting" })), ...spoken.map((ticket): News => ({ ticket, kind: "message" }))];
}

/** Puts a number in front of the page's title as long as it is not 0; the answer takes it away. */
export function countInTitle(count: number): () => void {
  if (count === 0) return () => {};
  const own = document.title;
  const shown = `(${count}) ${own}`;
  document.title = shown;
  return () => {
    // A page that has changed its title in the meantime knows better.
    if (document.title === shown) document.title = own;
  };
}

function stateOfNotifications(): Permission {
  if (typeof Notification === "undefined") return "missing";
  if (Notification.permission === "denied") return "blocked";
  if (Notification.permission === "default") return "unasked";
  return kept(notifyKey) === "on" ? "on" : "off";
}

function show({ title, tag, open }: Notice): void {
  try {
    const notification = new Notification(title, { tag });
    notification.addEventListener("click", () => {
      window.focus();
      notification.close();
      open();
    });
  } catch {
    // Some browsers notify from service workers only.
  }
}
