/**
 * Reads server-sent events, as the HTML standard defines them, from the pieces in which
 * they arrive. It knows no network; a piece may end anywhere, even between `\r` and `\n`.
 */
export interface ServerSentEvent {
  event: string;
  data: string;
  /** The last id that was given, by this event or one before. */
  id: string;
}

/** More than any event of a provider holds; what is longer is dropped. */
const LONGEST = 4 * 1024 * 1024;

export class SseReader {
  #rest = "";
  #data: string[] = [];
  #size = 0;
  #event = "";
  #id = "";
  #first = true;

  /** Takes a piece and answers the events that it completes. */
  read(piece: string): ServerSentEvent[] {
    let text = this.#rest + piece;
    if (this.#first && text !== "") {
      this.#first = false;
      if (text.startsWith("\ufeff")) text = text.slice(1);
    }
    const events: ServerSentEvent[] = [];
    // A `\r` at the very end may be half of a line end: it waits for the next piece.
    const line = /([^\r\n]*)(?:\r\n|\n|\r(?!$))/gy;
    let end = 0;
    for (const [whole, content] of text.matchAll(line)) {
      end += whole.length;
      const event = this.#take(content!);
      if (event !== null) events.push(event);
    }
    this.#rest = text.slice(end);
    if (this.#rest.length > LONGEST) this.#rest = "";
    return events;
  }

  #take(line: string): ServerSentEvent | null {
    if (line === "") return this.#dispatch();
    const [, field, value = ""] = /^([^:]*)(?:: ?([^]*))?$/.exec(line)!;
    if (field === "event") this.#event = value;
    if (field === "id" && !value.includes("\0")) this.#id = value;
    if (field === "data" && this.#size <= LONGEST) {
      this.#size += value.length;
      this.#data.push(value);
    }
    return null;
  }

  #dispatch(): ServerSentEvent | null {
    const complete = this.#data.length > 0 && this.#size <= LONGEST;
    const event = complete ? { event: this.#event || "message", data: this.#data.join("\n"), id: this.#id } : null;
    this.#data = [];
    this.#size = 0;
    this.#event = "";
    return event;
  }
}
