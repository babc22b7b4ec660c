/** What the desk's components share: the agent's place, the words, what can be done by key, and the element's properties. */
import { getContext, setContext } from "svelte";
import type { Fire } from "../common/element.js";
import type { Language } from "../common/language.js";
import type { Alerts } from "./alerts.svelte.js";
import type { DeskEvents, DeskSettings } from "./element.svelte.js";
import type { Actions } from "./keys.js";
import type { DeskLabels } from "./labels.js";
import type { Tip } from "./tip.svelte.js";
import type { Workplace } from "./workplace.svelte.js";

/** Its fields are read anew whenever they change. */
export interface DeskContext {
  readonly place: Workplace;
  readonly alerts: Alerts;
  readonly tip: Tip;
  readonly settings: DeskSettings;
  readonly labels: DeskLabels;
  readonly language: Language;
  readonly actions: Actions;
  /** The time, moving on every few seconds. */
  readonly now: number;
  readonly fire: Fire<DeskEvents>;
}

const key = Symbol("desk");

export function shareDesk(context: DeskContext): void {
  setContext(key, context);
}

export function deskContext(): DeskContext {
  return getContext<DeskContext>(key);
}
