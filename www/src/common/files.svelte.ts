/**
 * The files that are to go with the next message: taken in within the limits, uploaded at once, and ready when they have arrived.
 *
 * It sends nothing and knows no server: where a file goes is the page's `upload`. What is removed is no longer uploaded.
 */
import type { Attachment } from "handover";
import { newId } from "./id.js";
import { refusalOf, type FileLimits, type Refusal } from "./limits.js";

/**
 * Puts a file where the other side can fetch it, and answers where. `onProgress` is told the share that is there, from 0 to 1;
 * a file that is removed in the meantime aborts `signal`.
 */
export type Upload = (file: File, how: { signal: AbortSignal; onProgress: (share: number) => void }) => Promise<Attachment>;

/** A file on its way to where the page keeps files. */
export class PendingFile {
  readonly id = newId();
  state = $state<"uploading" | "ready" | "failed">("uploading");
  share = $state(0);
  attachment: Attachment | null = null;
  readonly file: File;
  #stop: AbortController | null = null;

  constructor(file: File) {
    this.file = file;
  }

  async upload(upload: Upload): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    this.state = "uploading";
    this.share = 0;
    try {
      const found = await upload(this.file, { signal: stop.signal, onProgress: (share) => (this.share = Math.min(1, Math.max(0, share))) });
      this.attachment = { name: this.file.name, ...(this.file.type !== "" && { mimeType: this.file.type }), ...found };
      this.state = "ready";
    } catch {
      this.state = "failed";
    }
  }

  stop(): void {
    this.#stop?.abort();
  }
}

export class PendingFiles {
  items = $state.raw<PendingFile[]>([]);
  /** Why some of the last files were not taken. */
  refusals = $state.raw<Refusal[]>([]);
  readonly uploading: boolean = $derived(this.items.some(({ state }) => state === "uploading"));

  /** Takes files in, as far as the limits allow, and begins to upload them. */
  add(files: Iterable<File>, limits: FileLimits, upload: Upload): void {
    const refusals: Refusal[] = [];
    for (const file of files) {
      const refusal = refusalOf(file, this.items.length, limits);
      if (refusal !== null) refusals.push(refusal);
      else {
        const pending = new PendingFile(file);
        this.items = [...this.items, pending];
        void pending.upload(upload);
      }
    }
    // One sentence is enough for any number of files too many.
    this.refusals = refusals.filter(({ why }, at) => why !== "tooMany" || at === refusals.findIndex((each) => each.why === why));
  }

  remove(pending: PendingFile): void {
    pending.stop();
    this.refusals = [];
    this.items = this.items.filter((each) => each !== pending);
  }

  /** Uploads again what could not be uploaded. */
  retryFailed(upload: Upload): void {
    for (const pending of this.items) if (pending.state === "failed") void pending.upload(upload);
  }

  /** Hands over what has arrived, and begins anew. */
  take(): Attachment[] {
    const taken = this.items.flatMap(({ attachment, state }) => (state === "ready" && attachment !== null ? [attachment] : []));
    this.items = [];
    this.refusals = [];
    return taken;
  }
}
