/** Registers `<handover-chat>`. Importing it twice, beside another copy, or where there are no elements, does no harm. */
import type { HandoverChat as Declared } from "handover/chat";
import { define } from "../common/define.js";
import { HandoverChat } from "./element.js";

// What the package's types promise is there.
define("handover-chat", HandoverChat satisfies new () => Declared);

export { HandoverChat };
