/** Colours for a terminal, and none for anything else. Nothing is told by colour alone. */

/** How a text is shown. */
type Paint = (text: string) => string;

/** Paints for a stream, as it and the environment want it. */
export function painter(stream: { isTTY?: boolean }, env: Record<string, string | undefined>): Record<"good" | "bad" | "faint" | "strong" | "warn", Paint> {
  const isForced = env["FORCE_COLOR"] !== undefined && env["FORCE_COLOR"] !== "0";
  const isOn = isForced || (stream.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb");
  const paint = (on: number, off: number): Paint => (isOn ? (text) => `\u001b[${on}m${text}\u001b[${off}m` : (text) => text);
  return { good: paint(32, 39), bad: paint(31, 39), warn: paint(33, 39), faint: paint(2, 22), strong: paint(1, 22) };
}
