/** `handover check`: tells what is wrong with a flow, and proves that it leaves nobody waiting. */
import type { Finding } from "../../index.js";
import type { Bounds, Gap, Proof } from "../../play.js";
import { prove } from "../play/index.js";
import { counted, parted } from "./arguments.js";
import { findingsOf, readFlow, readOptions } from "./files.js";
import type { Command, Out } from "./index.js";
import { CHECK } from "./usage.js";

/** How long the walk may take unless it is told otherwise. */
const SECONDS = 60;

export const check: Command = async (args, out) => {
  const known = { options: { type: "string" }, states: { type: "string" }, depth: { type: "string" }, seconds: { type: "string" } } as const;
  const { flow: file, values } = parted(args, known, 1, CHECK);
  const until = performance.now() + (counted(values.seconds, "seconds") ?? SECONDS) * 1000;
  const bounds: Bounds = { states: counted(values.states, "states"), depth: counted(values.depth, "depth"), stop: () => performance.now() > until };
  const flow = await readFlow(file);
  const options = await readOptions(values.options);
  const findings = findingsOf(flow, options);
  for (const finding of findings) tell(finding, out);
  if (findings.some(({ level }) => level === "error")) {
    out.line(`\n${out.paint.bad("the flow cannot run")}: mend its errors first`);
    return 1;
  }
  if (findings.length > 0) out.line();
  const proof = prove(flow, options, bounds);
  for (const gap of proof.gaps) show(gap, out);
  return conclude(proof, out);
};

function tell({ level, message, help, node, field }: Finding, { line, paint }: Out): void {
  const place = [node, field].filter((part) => part !== null).join(", ");
  line(`${level === "error" ? paint.bad("error") : paint.warn("warning")} ${message}${place ? paint.faint(`  ${place}`) : ""}`);
  if (help) line(`  ${help}`);
}

function show({ message, help, conversation }: Gap, { line, paint }: Out): void {
  line(`${paint.bad("✗")} ${paint.strong(message)}`);
  line(`  ${help}`);
  const [, ...lines] = conversation.trimEnd().split("\n");
  for (const one of lines) line(`    ${one.startsWith("< ") ? paint.faint(one) : one}`);
  line();
}

function conclude({ gaps, states, transitions, complete, bound, unreached }: Proof, { line, paint }: Out): number {
  const walked = `${states} situations and ${transitions} steps between them were walked`;
  if (unreached.length > 0 && complete) line(`${paint.faint("no walk came to")} ${unreached.join(", ")}`);
  if (!complete) line(`${paint.warn("not proved")}: ${walked}, then the walk gave up; allow more with --${bound === "time" ? "seconds" : bound}`);
  const count = gaps.length === 1 ? "1 gap" : `${gaps.length} gaps`;
  if (gaps.length > 0) line(`${paint.bad(`somebody is left waiting: ${count}`)}${complete ? `; ${walked}` : ""}`);
  else if (complete) line(`${paint.good("nobody is left waiting")}: ${walked}`);
  return gaps.length > 0 || !complete ? 1 : 0;
}
