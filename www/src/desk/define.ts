/** Registers `<handover-desk>`. Importing it twice, beside another copy, or where there are no elements, does no harm. */
import type { HandoverDesk as Declared } from "handover/desk";
import { define } from "../common/define.js";
import { HandoverDesk } from "./element.svelte.js";

// What the package's types promise is there.
define("handover-desk", HandoverDesk satisfies new () => Declared);

export { HandoverDesk };
