/**
 * The remedies of every finding: by its code, what can be done by pressing a button.
 *
 * A code without an entry has no remedy that a machine could know: an empty condition wants an expression, what is no
 * flow at all wants a flow, and a provider that needs a server wants one.
 */
import { removeCase, missingId as missingCaseId, repeatedId as repeatedCaseId, unknownValue } from "./cases.js";
import { emptyPhrase, mistyped as mistypedDocument, version } from "./document.js";
import { dangling, repeatedId as repeatedEdgeId, taken, unknownHandle } from "./edges.js";
import { invalidPath, mistyped, provider, refusedCall, setting, toDefault, unknownField, unknownOption } from "./fields.js";
import { eventsAbove, minutes, missingBranch, queueTimeout, silenceExit } from "./handovers.js";
import { tryOnce, waitInLoop } from "./loops.js";
import { bypass, missingId, noStart, remove, repeatedId, repeatedSignal, unknownKind, unreached } from "./nodes.js";
import type { Patient, Remedy } from "./remedy.js";
import { unclosedExpression, unclosedTemplate } from "./scripts.js";

export type { Patient, Remedy } from "./remedy.js";

const byCode: Record<string, (patient: Patient) => Remedy[]> = {
  close_outside_handover: bypass,
  duplicate_id: (patient) => (patient.finding.edge !== null ? repeatedEdgeId(patient) : patient.finding.field !== null ? repeatedCaseId(patient) : repeatedId(patient)),
  empty_phrase: emptyPhrase,
  end_session_refused: refusedCall,
  endless_loop: waitInLoop,
  expression_invalid: unclosedExpression,
  handle_taken: taken,
  inactivity_outside_handover: bypass,
  inactivity_too_late: eventsAbove,
  inactivity_without_exit: silenceExit,
  invalid_path: invalidPath,
  missing_id: (patient) => (patient.finding.node !== null ? missingCaseId(patient) : missingId(patient)),
  no_branch_for_active: missingBranch,
  no_branch_for_cancelled: missingBranch,
  no_branch_for_error: missingBranch,
  no_branch_for_queue: missingBranch,
  no_branch_for_timed_out: missingBranch,
  no_choices: (patient) => [setting(patient, { name: "takeAnyAnswer", values: [] }, "type", undefined)],
  no_minutes: minutes,
  no_queue_timeout: queueTimeout,
  no_start: noStart,
  no_target: remove,
  out_of_range: (patient) => (patient.finding.field === "minutes" ? minutes(patient) : [toDefault(patient)]),
  repeated_case: removeCase,
  repeated_signal: repeatedSignal,
  retry_loop: tryOnce,
  several_starts: remove,
  template_invalid: unclosedTemplate,
  unknown_field: unknownField,
  unknown_handle: unknownHandle,
  unknown_intent: unknownValue,
  unknown_kind: unknownKind,
  unknown_node: remove,
  unknown_option: unknownOption,
  unknown_provider: provider,
  unknown_source: dangling,
  unknown_status: unknownValue,
  unknown_target: dangling,
  unknown_version: version,
  unreachable_node: unreached,
  wrong_type: (patient) => (patient.finding.node === null ? mistypedDocument(patient) : mistyped(patient)),
};

/**
 * Answers the remedies of a finding, the likeliest first; none where only a person can know what is meant.
 *
 * Where nodes or edges are no lists, that comes first.
 */
export function remediesOf(patient: Patient): Remedy[] {
  const { finding, flow } = patient;
  const readable = Array.isArray(flow.nodes) && Array.isArray(flow.edges);
  if (!readable && finding.code !== "wrong_type") return [];
  return Object.hasOwn(byCode, finding.code) ? (byCode[finding.code]?.(patient) ?? []) : [];
}
