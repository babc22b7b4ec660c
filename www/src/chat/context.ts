/** What the chat's components share: what the page has set, the conversation, and where the visitor looks. */
import { getContext, setContext } from "svelte";
import type { ChatSettings } from "./settings.svelte.js";

const key = Symbol("chat");

export function shareSettings(settings: ChatSettings): void {
  setContext(key, settings);
}

export function chatSettings(): ChatSettings {
  return getContext<ChatSettings>(key);
}
