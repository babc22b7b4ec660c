/** Registers `<handover-chat>`. Importing it twice, or beside another copy, does no harm. */
import { HandoverChat } from "./element.js";

if (customElements.get("handover-chat") === undefined) customElements.define("handover-chat", HandoverChat);

export { HandoverChat };
