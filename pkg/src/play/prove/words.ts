/** The sentences that tell of a gap, and what to do about it. */
import type { Flow } from "../../../index.js";
import type { Found } from "./judge.js";

/** One sentence about a gap and one about its remedy. */
export function words(flow: Flow, { code, node, handle, status }: Found): { message: string; help: string } {
  const kind = flow.nodes.find(({ id }) => id === node)?.type;
  const at = node === null ? "the flow" : `the node \`${node}\``;
  switch (code) {
    case "no_deadline":
      return { message: `at ${at} the visitor may wait for an agent for ever`, help: "Set its Queue Timeout, and give the status `timedOut` a branch below." };
    case "no_branch":
      if (kind === "handoverToAgent") return { message: `the handover \`${node}\` ends as \`${status}\`, and nothing stands below it`, help: "Connect a Lookup by Handover Status, with a case for each way in which it can end." };
      return {
        message: status === null ? `the run ends at ${at} by the handle \`${handle}\`, and the visitor gets no answer` : `with the status \`${status}\` the run ends at ${at} by the handle \`${handle}\`, and the visitor hears nothing`,
        help: `Connect the handle \`${handle}\`${status !== null && handle === "default" ? `, or add a case \`${status}\`` : ""}.`,
      };
    case "no_owner":
      return {
        message: `${status === null ? "the visitor gets no answer" : `the handover ends as \`${status}\`, and the visitor hears nothing`}: the run ends at ${at} and nobody has the next word`,
        help: "Say something there, ask a question, or hand over.",
      };
    case "endless_handover":
      return { message: `the handover \`${node}\` is requested again and again without a word of the visitor`, help: "Ask the visitor first, or lead there through a Once." };
    case "run_stopped":
      return { message: `the run is stopped at ${at} because it would not end`, help: "Let it wait for input on the way." };
  }
}
