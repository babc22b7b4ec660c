/** Registers `<handover-designer>`. Importing it twice, beside another copy, or where there are no elements, does no harm. */
import type { HandoverDesigner as Declared } from "handover/designer";
import { define } from "../common/define.js";
import { HandoverDesigner } from "./element.svelte.js";

// What the package's types promise is there.
define("handover-designer", HandoverDesigner satisfies new () => Declared);

export { HandoverDesigner };
