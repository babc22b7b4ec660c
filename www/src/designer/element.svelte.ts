/**
 * `<handover-designer>`: shows a flow on a canvas, with the settings of its nodes and the places where conversations wait.
 *
 * It asks nobody for anything: the flow, the kinds of nodes, the findings and the conversations are given to it as properties,
 * and what a person does comes out as events. It changes no flow.
 */
import flowCss from "@xyflow/svelte/dist/base.css?inline";
import type { Finding, Flow, NodeDescriptor } from "handover";
import type { StoredConversation } from "handover/host";
import { ComponentElement, styleSheet, type ElementSettings } from "../common/element.js";
import tokensCss from "../common/tokens.css?inline";
import { Words } from "../common/words.svelte.js";
import canvasCss from "./canvas.css?inline";
import Designer from "./Designer.svelte";
import type { Providers } from "./form.js";
import { words, type DesignerLabels } from "./labels.js";
import panelCss from "./panel.css?inline";

/** What the element fires; a selection of `null` means that nothing is selected any more. */
export interface DesignerEvents {
  nodeselect: { node: string | null };
}

/** The element's properties, as its component reads them. */
export class DesignerSettings implements ElementSettings<DesignerLabels> {
  readonly words = new Words(words, {
    de: () => import("./words/de.js"),
    es: () => import("./words/es.js"),
    fr: () => import("./words/fr.js"),
    ja: () => import("./words/ja.js"),
    ar: () => import("./words/ar.js"),
  });
  flow = $state.raw<Flow | null>(null);
  kinds = $state.raw<NodeDescriptor[]>([]);
  findings = $state.raw<Finding[]>([]);
  providers = $state.raw<Providers>({});
  conversations = $state.raw<StoredConversation[]>([]);
}

const sheet = styleSheet(tokensCss, flowCss, canvasCss, panelCss);

export class HandoverDesigner extends ComponentElement<DesignerLabels, DesignerSettings, DesignerEvents> {
  readonly #settings: DesignerSettings;

  constructor() {
    const settings = new DesignerSettings();
    super(Designer, settings, [sheet]);
    this.#settings = settings;
  }

  /** The flow to show; `null` shows that there is none. */
  get flow(): Flow | null {
    return this.#settings.flow;
  }
  set flow(flow: Flow | null) {
    this.#settings.flow = flow;
  }

  /** What `nodeKinds()` answers; from it the settings are drawn. */
  get kinds(): NodeDescriptor[] {
    return this.#settings.kinds;
  }
  set kinds(kinds: NodeDescriptor[]) {
    this.#settings.kinds = kinds;
  }

  /** What `checkFlow(flow)` answers. */
  get findings(): Finding[] {
    return this.#settings.findings;
  }
  set findings(findings: Finding[]) {
    this.#settings.findings = findings;
  }

  /** The engine's option `providers`: whose kind decides which section of a handover's settings counts. */
  get providers(): Providers {
    return this.#settings.providers;
  }
  set providers(providers: Providers) {
    this.#settings.providers = providers;
  }

  /** The conversations of this flow, as `watchConversations` reports them; the nodes where they wait are marked. */
  get conversations(): StoredConversation[] {
    return this.#settings.conversations;
  }
  set conversations(conversations: StoredConversation[]) {
    this.#settings.conversations = conversations;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "handover-designer": HandoverDesigner;
  }
}
