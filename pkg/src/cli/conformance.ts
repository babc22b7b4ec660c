/**
 * `handover conformance`: holds a provider's codec against a fake of its other side, on a bad network.
 *
 * With `--system` it speaks to a real one: it says first what it will do there, and does it only if it is told so.
 */
import { CALM, CONVERSATIONS, FAKES, Met, type Run, faultsOf, kindOf, runConversation } from "../conformance/index.js";
import { Engine } from "../node.js";
import { counted, parted } from "./arguments.js";
import { Complaint } from "./complaint.js";
import { isObject, readObject } from "./files.js";
import type { Command, Out } from "./index.js";
import { type System, trySystem } from "./system.js";
import { CONFORMANCE } from "./usage.js";

const SEEDS = 100;
/** More than anybody reads. */
const SHOWN = 10;

export const conformance: Command = async (args, out) => {
  const options = { seeds: { type: "string" }, seed: { type: "string" }, system: { type: "string" }, yes: { type: "boolean" } } as const;
  const { flow: provider, values } = parted(args, options, 1, CONFORMANCE, `which provider? There are ${Object.keys(FAKES).join(", ")}`);
  const make = Object.hasOwn(FAKES, provider) ? FAKES[provider] : undefined;
  if (make === undefined) throw new Complaint(`there is no fake of \`${provider}\`; there is one of ${Object.keys(FAKES).join(", ")}`, CONFORMANCE);
  if (values.system !== undefined) return trySystem(await systemFrom(values.system, kindOf(make)), values.yes === true, out);
  const first = counted(values.seed, "seed", 0);
  const seeds = first === undefined ? Array.from({ length: counted(values.seeds, "seeds") ?? SEEDS }, (_, at) => at) : [first];

  let broken = 0;
  const met = new Met();
  for (const conversation of CONVERSATIONS) {
    const run = (seed: number, faults = faultsOf(seed)) => runConversation((flow, options) => new Engine(flow, options), make, conversation, { seed, faults });
    const calm = run(0, CALM);
    const runs = seeds.map((seed) => run(seed));
    for (const one of runs) met.add(one.met);
    const bad = [calm, ...runs].filter((one) => one.broken.length > 0);
    out.line(`${bad.length > 0 ? out.paint.bad("✗") : out.paint.good("✓")} ${conversation.name}  ${out.paint.faint(conversation.about)}`);
    for (const one of bad.slice(0, SHOWN)) show(one, out);
    broken += bad.length;
  }
  out.line(`\n${out.paint.faint("What has gone wrong on the way:")}`);
  for (const [fault, carriers] of met.counts) out.line(`  ${fault.padEnd(9)}  ${carriers.map(([carrier, times]) => `${times} ${carrier}`).join(", ") || "never"}`);
  const count = `${CONVERSATIONS.length * (seeds.length + 1)} runs, ${broken} broken`;
  out.line(`\n${broken > 0 ? out.paint.bad(count) : out.paint.good(count)}`);
  return broken > 0 ? 1 : 0;
};

function show({ seed, status, broken }: Run, { line, paint }: Out): void {
  for (const promise of broken) line(`    ${promise}  ${paint.faint(`--seed ${seed}, ended as ${status}`)}`);
}

async function systemFrom(path: string, kind: string): Promise<System> {
  const { settings, headers = {}, secrets = {}, ...others } = await readObject(path);
  const [other] = Object.keys(others);
  if (other !== undefined) throw new Complaint(`\`${other}\` in \`${path}\` is none of \`settings\`, \`headers\` and \`secrets\`; check its spelling`);
  if (!isObject(settings)) throw new Complaint(`\`${path}\` names no \`settings\` of the contact centre`);
  for (const [name, given] of Object.entries({ headers, secrets })) {
    if (!isObject(given) || Object.values(given).some((value) => typeof value !== "string")) throw new Complaint(`\`${name}\` in \`${path}\` must be an object of texts`);
  }
  return { settings: { ...settings, kind }, headers, secrets } as System;
}
