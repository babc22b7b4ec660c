/**
 * `<handover-desk>`: where an agent accepts conversations, answers them and gives them back.
 *
 * It keeps nothing and decides nothing: what there is comes from the `desk` it is given, and what the agent does goes there.
 * The agent's name is the page's to keep: a change of it is an event.
 */
import type { Desk as HostDesk } from "handover/host";
import { ComponentElement, styleSheet, type ElementSettings } from "../common/element.js";
import talkCss from "../common/talk.css?inline";
import tokensCss from "../common/tokens.css?inline";
import { Words } from "../common/words.svelte.js";
import Desk from "./Desk.svelte";
import frameCss from "./frame.css?inline";
import { words, type DeskLabels } from "./labels.js";
import ticketCss from "./ticket.css?inline";

/** What the element fires: the agent has chosen another name, or another conversation; `null` closes the one that was open. */
export interface DeskEvents {
  agentchange: { displayName: string };
  ticketselect: { ticket: string | null };
}

/** The element's properties, as its component reads them. */
export class DeskSettings implements ElementSettings<DeskLabels> {
  readonly words = new Words(words, {
    de: () => import("./words/de.js"),
    es: () => import("./words/es.js"),
    fr: () => import("./words/fr.js"),
    ja: () => import("./words/ja.js"),
    ar: () => import("./words/ar.js"),
  });
  desk = $state.raw<HostDesk | null>(null);
  problem = $state.raw<unknown>(null);
}

const sheet = styleSheet(tokensCss, talkCss, frameCss, ticketCss);

export class HandoverDesk extends ComponentElement<DeskLabels, DeskSettings, DeskEvents> {
  readonly #settings: DeskSettings;

  constructor() {
    const settings = new DeskSettings();
    super(Desk, settings, sheet);
    this.#settings = settings;
  }

  /** The opened desk; `null` shows that it is being opened. Closing it is the page's business. */
  get desk(): HostDesk | null {
    return this.#settings.desk;
  }
  set desk(desk: HostDesk | null) {
    this.#settings.desk = desk;
  }

  /** Why there is no desk; anything but `null` is told to the agent. */
  get problem(): unknown {
    return this.#settings.problem;
  }
  set problem(problem: unknown) {
    this.#settings.problem = problem;
  }
}
