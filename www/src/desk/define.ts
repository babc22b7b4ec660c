/** Registers `<handover-desk>`. Importing it twice, or beside another copy, does no harm. */
import { HandoverDesk } from "./element.svelte.js";

if (customElements.get("handover-desk") === undefined) customElements.define("handover-desk", HandoverDesk);

export { HandoverDesk };
