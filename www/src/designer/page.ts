/** The designer's page: gives the element the example flow, what the engine says about it, and the conversations of this browser. */
import init, { checkFlow, nodeKinds } from "handover";
import { watchConversations } from "handover/host";
import { exampleFlow, exampleOptions } from "../common/example.js";
import "./define.js";

const designer = document.querySelector("handover-designer");
if (designer !== null) {
  await init();
  designer.kinds = nodeKinds();
  designer.findings = checkFlow(exampleFlow);
  designer.providers = exampleOptions.providers;
  designer.flow = exampleFlow;
  watchConversations((conversations) => (designer.conversations = conversations));
}
