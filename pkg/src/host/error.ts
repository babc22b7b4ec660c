/**
 * What goes wrong in a host, and how it is told.
 *
 * A failure that can be survived goes to the user's `onError` and nowhere else: the
 * console stays silent, since what a conversation holds is personal. Messages name
 * neither texts nor addresses.
 */
import type { HostError as HostErrorShape } from "../../host.js";

export type Code = HostErrorShape["code"];

export class HostError extends Error implements HostErrorShape {
  override readonly name = "HostError";
  constructor(
    readonly code: Code,
    message: string,
    readonly conversation: string | null = null,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** Tells the user of a failure, and survives a listener that fails itself. */
export type Report = (code: Code, message: string, conversation?: string | null, cause?: unknown) => void;

export function reporter(onError: ((error: HostErrorShape) => void) | undefined): Report {
  return (code, message, conversation = null, cause) => {
    // A listener that fails has nobody left to tell.
    tell(() => onError?.(new HostError(code, message, conversation, cause)), () => undefined);
  };
}

/** Calls a listener, and hears of its failure, be it now or, where it is asynchronous, later. */
export function tell(listener: () => unknown, onFailed: (error: unknown) => void): void {
  new Promise((done) => done(listener())).catch(onFailed);
}

/** The sentence of an error of any kind, for a `sendFailed` input. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
