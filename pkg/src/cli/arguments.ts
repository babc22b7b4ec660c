/** Parts a command's arguments into files and options, and says what is wrong with them. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { Complaint } from "./complaint.js";

/** The files and options of a call; `most` files are allowed, one is needed. */
export function parted<O extends NonNullable<ParseArgsConfig["options"]>>(args: string[], options: O, most: number, usage: string, missing = "which flow? Name its file") {
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Complaint(error instanceof Error ? error.message : String(error), usage);
  }
  const { positionals, values } = parsed;
  if (positionals.length === 0) throw new Complaint(missing, usage);
  if (positionals.length > most) throw new Complaint(`\`${positionals[most]}\` is one file too many`, usage);
  return { flow: positionals[0] as string, second: positionals[1], values };
}

/** A whole number, of at least 1 unless 0 is allowed. */
export function counted(text: string | undefined, option: string, least: 0 | 1 = 1): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new Complaint(`\`--${option}\` takes a whole number${least === 1 ? " above 0" : ""}, not \`${text}\``);
}
