/**
 * `<handover-designer>`: a flow to be edited, with the settings of its nodes and the places where conversations wait.
 *
 * A page gives it the flow and what surrounds it as properties; what a person does comes out as events. It loads the
 * engine by itself, for the kinds of nodes and the findings; a page that has the engine elsewhere calls `init` before.
 */
import flowCss from "@xyflow/svelte/dist/base.css?inline";
import init, { checkFlow, type EngineOptions, type Flow, type NodeDescriptor, nodeKinds } from "handover";
import type { StoredConversation } from "handover/host";
import { ComponentElement, styleSheet } from "../common/element.js";
import tokensCss from "../common/tokens.css?inline";
import { Words } from "../common/words.svelte.js";
import canvasCss from "./canvas/canvas.css?inline";
import noteCss from "./canvas/note.css?inline";
import Designer from "./Designer.svelte";
import { Editor } from "./editor.svelte.js";
import findingsCss from "./findings/findings.css?inline";
import { draftsOf } from "./form/drafts.svelte.js";
import formCss from "./form/form.css?inline";
import type { Providers } from "./form.js";
import { type DesignerLabels, words as english } from "./labels.js";
import playCss from "./play/play.css?inline";
import outlineCss from "./outline/outline.css?inline";
import paletteCss from "./palette/palette.css?inline";
import panelCss from "./panel.css?inline";
import scriptCss from "./script/script.css?inline";
import shellCss from "./shell/shell.css?inline";
import { Keeping } from "./store/keeping.svelte.js";
import storeCss from "./store/store.css?inline";

/** What the element fires; a selection of `null` means that no node, or more than one, is selected. */
export interface DesignerEvents {
  nodeselect: { node: string | null };
  /** The flow after each change that was made in the designer. */
  change: Flow;
  /** Another of the kept flows is open. */
  flowopen: { id: string };
}

/** The element's properties, as its component reads them. */
export class DesignerSettings {
  options = $state.raw<EngineOptions>({});
  providers = $state.raw<Providers>({});
  conversations = $state.raw<StoredConversation[]>([]);
  /** What the engine says of its kinds of nodes; empty until it is loaded. */
  descriptors = $state.raw<NodeDescriptor[]>([]);
  /** Why the engine could not be loaded. */
  failure = $state<string | null>(null);
  keeping = $state.raw<Keeping | null>(null);
  readonly words = new Words<DesignerLabels>(english, {
    de: () => import("./words/de.js"),
    es: () => import("./words/es.js"),
    fr: () => import("./words/fr.js"),
    ja: () => import("./words/ja.js"),
    ar: () => import("./words/ar.js"),
  });
  readonly editor = new Editor({ words: this.words, check: (flow) => checkFlow(flow, { providers: this.providers }) });
}

const sheet = styleSheet(tokensCss, flowCss, shellCss, paletteCss, canvasCss, noteCss, panelCss, formCss, scriptCss, findingsCss, outlineCss, playCss, storeCss);

export class HandoverDesigner extends ComponentElement<DesignerLabels, DesignerSettings, DesignerEvents> {
  static readonly observedAttributes = ["readonly", "storage"];

  readonly #settings: DesignerSettings;
  #storage: string | null = null;
  #wanted: string | null = null;

  constructor() {
    const settings = new DesignerSettings();
    super(Designer, settings, sheet);
    this.#settings = settings;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadEngine();
    void this.#keep();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#stopKeeping();
  }

  /** The flow as it is now. Setting another one opens it, with a history of its own; where flows are kept, as one more of them. */
  get flow(): Flow | null {
    const { editor, keeping } = this.#settings;
    return keeping?.arriving?.flow ?? editor.flow;
  }
  set flow(flow: Flow | null) {
    const { editor, keeping } = this.#settings;
    if (flow === this.flow) return;
    if (keeping === null || keeping.opening || keeping.problem !== null) editor.load(flow);
    else if (flow === null) void keeping.leave();
    else void keeping.add({ flow, tests: "", source: null });
  }

  /** The text of the flow's tests. Another flow comes without any; those that are set after it are its own. */
  get tests(): string {
    return this.#holder.tests;
  }
  set tests(tests: string) {
    this.#holder.tests = tests;
  }

  /** Whether the flow is only shown. */
  get readonly(): boolean {
    return this.#settings.editor.readonly;
  }
  set readonly(readonly: boolean) {
    this.#settings.editor.readonly = readonly;
  }

  /** The name of the browser's database in which flows are kept; `null` keeps nothing. Set before, `flow` becomes the first one there. */
  get storage(): string | null {
    return this.#storage;
  }
  set storage(name: string | null) {
    if (name === this.#storage) return;
    this.#storage = name;
    void this.#stopKeeping().then(() => this.#keep());
  }

  /** The id of the kept flow that is open. Setting it opens another; one that is not there changes nothing. */
  get flowId(): string | null {
    return this.#settings.keeping?.open ?? this.#wanted;
  }
  set flowId(id: string | null) {
    this.#wanted = id;
    if (id !== null) void this.#settings.keeping?.show(id);
  }

  /** The engine's option `providers`: whose kind decides which section of a handover's settings counts, and with their settings whether the flow needs a server. */
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

  attributeChangedCallback(name: "readonly" | "storage", _before: string | null, value: string | null): void {
    if (name === "readonly") this.readonly = value !== null;
    else this.storage = value;
  }

  /** Who has the tests: a flow that was set and is still being kept, or the one that is open. */
  get #holder(): { tests: string } {
    const { editor, keeping } = this.#settings;
    return keeping?.arriving ?? editor;
  }

  async #keep(): Promise<void> {
    const settings = this.#settings;
    if (this.#storage === null || settings.keeping !== null || !this.isConnected) return;
    const now = () => settings.words.language.moment(Date.now());
    const words = () => settings.words.labels.store;
    const names = { mine: () => words().mine(now()), theirs: () => words().theirs(now()) };
    const opened = (id: string) => this.dispatchEvent(new CustomEvent("flowopen", { detail: { id }, bubbles: true, composed: true }));
    settings.keeping = new Keeping(settings.editor, this.#storage, names, opened);
    addEventListener("pagehide", this.#leave);
    document.addEventListener("visibilitychange", this.#leave);
    addEventListener("beforeunload", this.#warn);
    await settings.keeping.begin(this.#wanted);
  }

  async #stopKeeping(): Promise<void> {
    const { keeping } = this.#settings;
    this.#settings.keeping = null;
    removeEventListener("pagehide", this.#leave);
    document.removeEventListener("visibilitychange", this.#leave);
    removeEventListener("beforeunload", this.#warn);
    await keeping?.close();
  }

  readonly #leave = (): void => void this.#settings.keeping?.saving?.flush();

  // What is unsaved when the page goes would be lost without a word.
  readonly #warn = (event: Event): void => {
    const { editor, keeping } = this.#settings;
    const state = keeping?.saving?.state ?? "saved";
    if (state === "saved" && draftsOf(editor).all.length === 0) return;
    this.#leave();
    event.preventDefault();
  };

  async #loadEngine(): Promise<void> {
    const settings = this.#settings;
    try {
      await init();
      settings.failure = null;
      settings.descriptors = nodeKinds();
    } catch (error) {
      settings.failure = error instanceof Error ? error.message : String(error);
    }
  }
}
