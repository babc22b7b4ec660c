/** What is wrong with how a command was called, for the person who called it. */
export class Complaint extends Error {
  constructor(
    message: string,
    /** How to call it, where that helps. */
    readonly usage: string | null = null,
  ) {
    super(message);
  }
}
