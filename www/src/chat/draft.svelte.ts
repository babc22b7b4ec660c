/**
 * What the visitor is about to send: a text, and the files that go along once they are where the page keeps them.
 *
 * It outlives the panel, and the end of the conversation. With the conversation it is kept for a reload, and is the same in all
 * tabs: it follows what another tab writes unless somebody writes here.
 */
import type { ChatMemory } from "./memory.js";
import type { ChatSettings } from "./settings.svelte.js";

export class Draft {
  text = $state("");
  /** It was sent while files were still on their way. */
  promised = $state(false);
  #busy = false;
  readonly #settings: ChatSettings;

  constructor(settings: ChatSettings) {
    this.#settings = settings;
  }

  write(text: string): void {
    this.text = text;
    this.promised = false;
    this.#settings.session?.memory.set("draft", text || null);
  }

  /** Sends it, or promises to. What there is nobody to take comes back, before what was written meanwhile. */
  async send(): Promise<void> {
    const files = this.#settings.attached?.files;
    const said = this.text.trim();
    if (this.#busy || (said === "" && !files?.items.length)) return;
    this.promised = files?.uploading ?? false;
    // What could not be uploaded stays, and is not left out in silence.
    if (this.promised || files?.items.some(({ state }) => state === "failed")) return;
    this.#busy = true;
    this.write("");
    await this.#settings.resume();
    const { session } = this.#settings;
    if (session === null) this.write([said, this.text].filter(Boolean).join("\n"));
    else session.send(said, files?.take());
    this.#busy = false;
  }

  /** Brings back what was kept with a conversation, at once and as it changes elsewhere; answers the function that stops it. */
  follow(memory: ChatMemory): () => void {
    const recall = () => (this.text = memory.get("draft") ?? "");
    // What was written before there was a conversation is its draft now.
    if (this.text === "") recall();
    else memory.set("draft", this.text);
    return memory.watch((name) => {
      const writing = this.#settings.input?.matches(":focus") === true && document.hasFocus();
      if (name === "draft" && !writing) recall();
    });
  }
}
