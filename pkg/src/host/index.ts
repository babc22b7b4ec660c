/**
 * `handover/host`: performs the engine's effects; see `host.d.ts` for what it offers.
 *
 * It takes the engine as it is given and imports nothing of it but types, so that a page
 * has one engine only.
 */
import type * as shape from "../../host.js";
import { surroundingsOf } from "./context.js";
import { memoryStorage as makeMemory } from "./storage/memory.js";
import { watch } from "./watch.js";

export { openDesk } from "./desk/desk.js";
export { figuresOf, foldLog } from "./figures.js";
export { createHost } from "./host.js";
export { readLogs } from "./logs.js";
export { indexedDBStorage } from "./storage/indexeddb.js";

export const memoryStorage: typeof shape.memoryStorage = () => makeMemory();
export const watchConversations: typeof shape.watchConversations = (listener, options = {}) => watch(surroundingsOf(options), listener);
