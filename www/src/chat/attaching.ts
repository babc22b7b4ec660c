/** What is needed to send files, loaded when the visitor brings the first one: who sends none loads none of it. */
export { PendingFiles } from "../common/files.svelte.js";
export { default as FileList } from "./FileList.svelte";
