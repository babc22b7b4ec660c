/**
 * Installs Debian packages, where there is apt and the right to use it.
 *
 * Without apt, without root or without a network the answer is one sentence that
 * names the packages; nothing else is tried.
 */
import { Missing, attempt, step } from "./step.mjs";

/** Installs the packages; `reason` says in a clause why they are needed. */
export async function installPackages(packages, reason) {
  const names = packages.join(" ");
  const remedy = (obstacle) => new Missing(`${capital(reason)}, and ${obstacle}: install ${names} and run the command again.`);
  if ((await attempt("apt-get", ["--version"])).code !== 0) throw remedy("there is no apt-get here");
  const prefix = await rootPrefix();
  if (!prefix) throw remedy("apt-get needs root");
  const apt = ([program, ...args]) => attempt(program, args, { env: { DEBIAN_FRONTEND: "noninteractive" } });
  await step(`apt-get install ${names}`, async () => {
    const install = [...prefix, "apt-get", "install", "-y", "--no-install-recommends", ...packages];
    if ((await apt(install)).code === 0) return;
    await apt([...prefix, "apt-get", "update"]);
    const second = await apt(install);
    if (second.code !== 0) throw remedy(`apt-get cannot install them (${lastLine(second.output)})`);
  });
}

async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return (await attempt("sudo", ["-n", "true"])).code === 0 ? ["sudo", "-n"] : null;
}

function lastLine(output) {
  return output.trim().split("\n").at(-1);
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
