/**
 * Steps of a command: each shows that it is alive and how long it took.
 *
 * Two kinds of failure: `Missing` is something this machine lacks, told in one
 * sentence that names the remedy; `Failed` is a command that ended badly, told with
 * its output. Everything else is a fault of these tools and keeps its stack. An
 * interruption ends the programs that run, and lets the step that called them tidy up.
 */
import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

const PULSE = 10_000;

/** What npm and cargo print when they cannot reach the network. */
const OFFLINE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|could(?:n't| not) (?:resolve|connect)|failed to download|spurious network error/i;

/** Something the machine lacks. The message is the whole of what a person is shown. */
export class Missing extends Error {}

/** A command that ended with another code than 0. */
export class Failed extends Error {
  constructor(command, code, output) {
    super(`${command} ended with code ${code}`);
    this.code = code;
    this.output = output;
  }
}

class Interrupted extends Error {}

const running = new Set();
let interrupted = false;

/** Runs one command of package.json to its end: its failures become a sentence and an exit code. */
export async function main(work) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, interrupt);
  try {
    await work();
  } catch (error) {
    if (error instanceof Interrupted) return process.exit(130);
    if (error instanceof Missing) console.error(error.message);
    else if (error instanceof Failed) console.error(`${error.output.trimEnd()}\n${error.message}`);
    else console.error(error);
    process.exitCode = 1;
  }
}

function interrupt(signal) {
  interrupted = true;
  if (running.size === 0) process.exit(130);
  for (const child of running) child.kill(signal);
}

/**
 * Does one piece of work under a title and prints how long it took.
 *
 * Work that has failed throws, or answers `{ failed: true }` if the command goes on; a `remark` is printed too.
 */
export async function step(title, work) {
  const started = performance.now();
  const elapsed = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const pulse = setInterval(() => console.log(`  … ${title}, ${elapsed()}`), PULSE);
  try {
    const result = await work();
    const remark = result?.remark ? `: ${result.remark}` : "";
    console.log(`  ${result?.failed ? "✗" : "✓"} ${title}, ${elapsed()}${remark}`);
    return result;
  } catch (error) {
    if (error instanceof Failed) console.log(`  ✗ ${title}, ${elapsed()}`);
    throw error;
  } finally {
    clearInterval(pulse);
  }
}

/**
 * Runs a program to its end; answers `{ code, output, stdout }`, code 127 if there is no such program.
 *
 * `output` is what a person is to read: both streams, or only the second if the first carries `data`.
 */
export function attempt(program, args, { cwd = root, env = {}, data = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      if (!data) output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("error", (error) => {
      running.delete(child);
      resolve({ code: 127, output: `${program}: ${error.message}\n`, stdout: "" });
    });
    child.on("close", (code) => {
      running.delete(child);
      if (interrupted) reject(new Interrupted());
      else resolve({ code: code ?? 1, output, stdout });
    });
  });
}

/** Runs a program that must succeed. */
export async function run(program, args, options) {
  const done = await attempt(program, args, options);
  if (done.code !== 0) throw new Failed([program, ...args].join(" "), done.code, done.output);
  return done;
}

/** Runs a program that must succeed and may need the network for `what`. */
export async function fetched(what, program, args, options) {
  const done = await attempt(program, args, options);
  if (done.code !== 0 && OFFLINE.test(done.output)) {
    throw new Missing(`${what} cannot be fetched without a network: connect and run the command again.`);
  }
  if (done.code !== 0) throw new Failed([program, ...args].join(" "), done.code, done.output);
  return done;
}
