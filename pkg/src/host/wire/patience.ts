/**
 * Waits no longer than it is told to.
 *
 * What the user gives a host (credentials, files, a transport) knows no signal and may never answer: it is then left behind.
 */
import type { Environment, Millis } from "../types.js";

/** How long a user's function may take where no request says so. */
export const PATIENCE: Millis = 30_000;

/** Resolves as the work does, which hears of the end by its signal; rejects when the time is over, or as soon as `outer` is aborted. */
export function within<T>(environment: Environment, outer: AbortSignal, timeout: Millis, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = new AbortController();
    const stop = () => abort.abort(outer.reason);
    const timer = environment.setTimeout(() => abort.abort(new Error(`no answer within ${timeout} ms`)), timeout);
    abort.signal.addEventListener("abort", () => reject(abort.signal.reason));
    outer.addEventListener("abort", stop);
    if (outer.aborted) stop();
    work(abort.signal)
      .then(resolve, reject)
      .finally(() => {
        environment.clearTimeout(timer);
        outer.removeEventListener("abort", stop);
      });
  });
}
