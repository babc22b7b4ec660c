/** What a case can compare with where that is a closed set: the statuses of a handover, the flow's intents, the modes of an input. */
import type { Handover } from "handover";
import { at } from "../document/data.js";
import type { Flow, FlowNode } from "../document/flow.js";

const statuses: Handover["status"][] = ["queue", "active", "completed", "cancelled", "timedOut", "error", "agentInject", "genericHandoverUpdate", "handoverAlreadyInProgress"];
const modes = ["TextOnly", "DataOnly", "TextAndData", "Empty"];

/** Answers the values that the cases of a node can have; none where anything may stand. */
export function choicesOf(node: FlowNode, flow: Flow): string[] {
  const compared = at(node.data, "lookupType") ?? "intent";
  if (compared === "handoverStatus") return statuses;
  if (compared === "mode") return modes;
  return compared === "intent" ? (flow.intents?.map(({ name }) => name) ?? []) : [];
}
