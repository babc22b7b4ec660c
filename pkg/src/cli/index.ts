#!/usr/bin/env node
/**
 * The command `handover`: runs a flow's tests, proves that it leaves nobody waiting, and tries providers.
 *
 * Its exit code is 0 if all is well, 1 if something was found, 2 if it was called wrongly. It
 * writes files only where `--update` asks for it.
 */
import { init } from "../node.js";
import { check } from "./check.js";
import { Complaint } from "./complaint.js";
import { conformance } from "./conformance.js";
import { painter } from "./paint.js";
import { test } from "./test.js";
import { CHECK, CONFORMANCE, HANDOVER, TEST } from "./usage.js";

/** A command takes its arguments and answers its exit code. */
export type Command = (args: string[], out: Out) => Promise<number>;

/** Where a command writes to. */
export interface Out {
  line(text?: string): void;
  paint: ReturnType<typeof painter>;
}

const COMMANDS: Readonly<Record<string, { run: Command; usage: string }>> = {
  test: { run: test, usage: TEST },
  check: { run: check, usage: CHECK },
  conformance: { run: conformance, usage: CONFORMANCE },
};

async function main([name, ...args]: string[]): Promise<number> {
  const out: Out = { line: (text = "") => void process.stdout.write(`${text}\n`), paint: painter(process.stdout, process.env) };
  const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name ?? ""] : undefined;
  try {
    if (!command) {
      if (name === undefined || ["help", "--help", "-h"].includes(name)) {
        out.line(HANDOVER);
        return name === undefined ? 2 : 0;
      }
      throw new Complaint(`there is no command \`${name}\``, HANDOVER);
    }
    if (args.includes("--help") || args.includes("-h")) {
      out.line(command.usage);
      return 0;
    }
    await init();
    return await command.run(args, out);
  } catch (error) {
    const paint = painter(process.stderr, process.env);
    process.stderr.write(`${paint.bad("handover:")} ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof Complaint && error.usage) process.stderr.write(`\n${error.usage}\n`);
    return 2;
  }
}

/** Whoever reads may have seen enough, as `head` has: nothing more is worked out then, and the exit code is that of other commands. */
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code !== "EPIPE") process.stderr.write(`handover: the output cannot be written: ${message}\n`);
  process.exit(code === "EPIPE" ? 141 : 2);
});
process.stderr.on("error", () => process.exit(2));

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
