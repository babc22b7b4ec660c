/** The designer's page: gives the element the example flow and the conversations of this browser. */
import { watchConversations } from "handover/host";
import { exampleFlow, exampleOptions } from "../common/example.js";
import "handover/designer";

const designer = document.querySelector("handover-designer");
if (designer !== null) {
  designer.providers = exampleOptions.providers;
  designer.options = exampleOptions;
  designer.flow = exampleFlow;
  designer.flowId = new URLSearchParams(location.hash.slice(1)).get("flow");
  designer.storage = "handover-designer";
  designer.addEventListener("flowopen", ({ detail }) => history.replaceState(null, "", `#flow=${detail.id}`));
  addEventListener("hashchange", () => (designer.flowId = new URLSearchParams(location.hash.slice(1)).get("flow")));
  watchConversations((conversations) => (designer.conversations = conversations));
}
