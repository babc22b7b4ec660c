/** Registers `<handover-designer>`. Importing it twice, or beside another copy, does no harm. */
import { HandoverDesigner } from "./element.svelte.js";

if (customElements.get("handover-designer") === undefined) customElements.define("handover-designer", HandoverDesigner);

export { HandoverDesigner };
