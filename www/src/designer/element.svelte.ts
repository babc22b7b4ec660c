/**
 * `<handover-designer>`: a flow to be edited, with the settings of its nodes and the places where conversations wait.
 *
 * A page gives it the flow and what surrounds it as properties; what a person does comes out as events. It loads the
 * engine by itself, for the kinds of nodes and the findings; a page that has the engine elsewhere calls `init` before.
 */
import flowCss from "@xyflow/svelte/dist/base.css?inline";
import init, { checkFlow, type EngineOptions, type Flow, nodeKinds } from "handover";
import type { StoredConversation } from "handover/host";
import { ComponentElement, styleSheet } from "../common/element.js";
import tokensCss from "../common/tokens.css?inline";
import { Words } from "../common/words.svelte.js";
import canvasCss from "./canvas/canvas.css?inline";
import Designer from "./Designer.svelte";
import { Editor } from "./editor.svelte.js";
import findingsCss from "./findings/findings.css?inline";
import formCss from "./form/form.css?inline";
import type { Providers } from "./form.js";
import { type DesignerLabels, words as english } from "./labels.js";
import playCss from "./play/play.css?inline";
import outlineCss from "./outline/outline.css?inline";
import paletteCss from "./palette/palette.css?inline";
import panelCss from "./panel.css?inline";
import scriptCss from "./script/script.css?inline";
import shellCss from "./shell/shell.css?inline";

/** What the element fires; a selection of `null` means that no node, or more than one, is selected. */
export interface DesignerEvents {
  nodeselect: { node: string | null };
  /** The flow after each change that was made in the designer. */
  change: Flow;
}

/** The element's properties, as its component reads them. */
export class DesignerSettings {
  options = $state.raw<EngineOptions>({});
  providers = $state.raw<Providers>({});
  conversations = $state.raw<StoredConversation[]>([]);
  /** Why the engine could not be loaded. */
  failure = $state<string | null>(null);
  readonly words = new Words<DesignerLabels>(english, {
    de: () => import("./words/de.js"),
    es: () => import("./words/es.js"),
    fr: () => import("./words/fr.js"),
    ja: () => import("./words/ja.js"),
    ar: () => import("./words/ar.js"),
  });
  readonly editor = new Editor({ words: this.words, check: (flow) => checkFlow(flow, { providers: this.providers }) });
}

const sheet = styleSheet(tokensCss, flowCss, shellCss, paletteCss, canvasCss, panelCss, formCss, scriptCss, findingsCss, outlineCss, playCss);

export class HandoverDesigner extends ComponentElement<DesignerLabels, DesignerSettings, DesignerEvents> {
  readonly #settings: DesignerSettings;

  constructor() {
    const settings = new DesignerSettings();
    super(Designer, settings, sheet);
    this.#settings = settings;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadEngine();
  }

  /** The flow as it is now. Setting another one opens it, with a history of its own. */
  get flow(): Flow | null {
    return this.#settings.editor.flow;
  }
  set flow(flow: Flow | null) {
    if (flow !== this.#settings.editor.flow) this.#settings.editor.load(flow);
  }

  /** The text of the flow's tests. Another flow comes without any. */
  get tests(): string {
    return this.#settings.editor.tests;
  }
  set tests(tests: string) {
    this.#settings.editor.tests = tests;
  }

  /** Whether the flow is only shown. */
  get readonly(): boolean {
    return this.#settings.editor.readonly;
  }
  set readonly(readonly: boolean) {
    this.#settings.editor.readonly = readonly;
  }

  /** The engine's option `providers`: whose kind decides which section of a handover's settings counts. */
  get providers(): Providers {
    return this.#settings.providers;
  }
  set providers(providers: Providers) {
    this.#settings.providers = providers;
  }

  /** The engine's other options, with which the flow is played. */
  get options(): EngineOptions {
    return this.#settings.options;
  }
  set options(options: EngineOptions) {
    this.#settings.options = options;
  }

  /** The conversations of this flow, as `watchConversations` reports them; the nodes where they wait are marked. */
  get conversations(): StoredConversation[] {
    return this.#settings.conversations;
  }
  set conversations(conversations: StoredConversation[]) {
    this.#settings.conversations = conversations;
  }

  async #loadEngine(): Promise<void> {
    const settings = this.#settings;
    try {
      await init();
      settings.failure = null;
      settings.editor.kinds = new Map(nodeKinds().map((kind) => [kind.type, kind]));
    } catch (error) {
      settings.failure = error instanceof Error ? error.message : String(error);
    }
  }
}
