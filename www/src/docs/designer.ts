/** The live example of `<handover-designer>`: the shop's flow. What is changed here is forgotten with the page. */
import "handover/designer";
import { exampleFlow, exampleOptions } from "../common/example.js";
import { adjustable } from "./example.js";

const designer = document.querySelector("handover-designer");
if (designer !== null) {
  adjustable(designer);
  designer.providers = exampleOptions.providers;
  designer.options = exampleOptions;
  designer.flow = exampleFlow;
}
