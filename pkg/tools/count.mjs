/**
 * Reads from a runner's output how many tests passed and failed.
 *
 * It knows the three forms that are met here, and guesses nothing: output without a
 * count gives `null`, which the caller must take for a failure.
 */

/** `{ passed, failed }` of a run of cargo nextest. */
export function countNextest(output) {
  const summary = /Summary \[.*\] .*?\d+ tests? run: (.*)/.exec(plain(output));
  if (!summary) return null;
  const number = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(summary[1])?.[1] ?? 0);
  return { passed: number("passed"), failed: number("failed") + number("timed out") };
}

/** `{ passed, failed }` over all binaries of a run of cargo test, or of wasm-bindgen-test-runner. */
export function countCargo(output) {
  return sum([...plain(output).matchAll(/^test result: .*?(\d+) passed; (\d+) failed;/gm)].map(([, passed, failed]) => [passed, failed]));
}

/** `{ passed, failed }` of a run of Node's test runner with its `spec` reporter. */
export function countNode(output) {
  const text = plain(output);
  const last = (word) => [...text.matchAll(new RegExp(`^ℹ ${word} (\\d+)$`, "gm"))].at(-1)?.[1];
  if (last("pass") === undefined) return null;
  return sum([
    [last("pass"), last("fail")],
    [0, last("cancelled")],
  ]);
}


function sum(pairs) {
  if (pairs.length === 0) return null;
  const total = (index) => pairs.reduce((all, pair) => all + Number(pair[index]), 0);
  return { passed: total(0), failed: total(1) };
}

function plain(output) {
  return output.replace(/\x1b\[[0-9;]*m/g, "");
}
