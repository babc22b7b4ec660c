/** The one error that the package throws: a stable code, a sentence, and a flow's findings. */
import type { Finding } from "../index.js";

export class HandoverError extends Error {
  override readonly name = "HandoverError";
  readonly code: string;
  readonly findings: Finding[] | null;

  constructor(code: string, message: string, findings: Finding[] | null = null) {
    super(message);
    this.code = code;
    this.findings = findings;
  }
}
