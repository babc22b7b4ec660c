/** What a person may try again: it is under way once at a time, and remembers whether it failed the last time. */
export class Attempt {
  failed = $state(false);
  #under = false;

  async make(act: () => Promise<unknown>): Promise<void> {
    if (this.#under) return;
    this.#under = true;
    this.failed = await act().then(() => false, () => true);
    this.#under = false;
  }
}
