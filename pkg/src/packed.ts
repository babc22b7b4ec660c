/**
 * The JavaScript half of the compact encoding in `src/packed`.
 *
 * Values are written into and read from the wasm's own memory: no JSON, no callbacks. It refuses
 * what JSON cannot say, and trusts no key: `__proto__` becomes a property like any other.
 */
import { HandoverError } from "./error.js";
import { INPUTS, SHAPES, WORDS } from "./shapes.js";

const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const UINT = 3;
const FLOAT = 4;
const ASCII = 5;
const UTF8 = 6;
const ARRAY = 7;
const OBJECT = 8;
const SHAPE = 0x10;
const SMALL = 0x70;
const WORD = 0x90;

/** Values nested deeper than this are refused, as the engine does. */
const DEPTH = 90;
/** Room for arguments at first, in bytes. */
const ROOM = 4096;
/** Texts up to this length are handled byte by byte, which is faster than a call of the platform. */
const SHORT = 48;

const words = new Map(WORDS.map((word, id) => [word, WORD + id]));
const inputs = new Map(Object.entries(INPUTS));
const longestWord = Math.max(...WORDS.map((word) => word.length));
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The wasm's half of a transfer. */
export interface Transfer {
  room(length: number): number;
  result(): number;
  length(): number;
}

/** Writes arguments into the wasm's memory and reads results out of it. */
export class Wire {
  readonly #transfer: Transfer;
  readonly #memory: WebAssembly.Memory;
  #bytes = new Uint8Array(0);
  #view = new DataView(new ArrayBuffer(0));
  #start: number;
  #size = ROOM;
  #at = 0;
  #depth = 0;
  /** Counts the lists of arguments: a getter among them that calls the engine begins another one. */
  #turn = 0;

  constructor(memory: WebAssembly.Memory, transfer: Transfer) {
    this.#memory = memory;
    this.#transfer = transfer;
    this.#start = transfer.room(ROOM);
  }

  /** Starts a new list of arguments. */
  begin(): this {
    this.#look();
    this.#at = this.#start;
    this.#depth = 0;
    this.#turn++;
    return this;
  }

  /** Appends a value that JSON can say; `name` names it in errors. */
  value(value: unknown, name: string): this {
    switch (typeof value) {
      case "string":
        return this.text(value);
      case "number":
        this.#number(value);
        return this;
      case "boolean":
        this.#byte(value ? TRUE : FALSE);
        return this;
      case "object":
        this.#object(value, name);
        return this;
      case "undefined":
        this.#byte(NULL);
        return this;
      default:
        throw new HandoverError("input_invalid", `\`${name}\` must be something that JSON can say, not a ${typeof value}`);
    }
  }

  /**
   * Appends an input: by its shape where all of its fields are known, which is the shorter and faster way;
   * otherwise as an object, and the engine says what is wrong with it.
   */
  input(input: unknown): this {
    const fields = input as Record<string, unknown>;
    const write = typeof input === "object" && input !== null ? inputs.get(fields["type"] as string) : undefined;
    if (!write) return this.value(input, "input");
    const turn = this.#turn;
    const begin = this.#at - this.#start;
    let unused = -write(this, fields);
    for (const key in fields) if (fields[key] !== undefined) unused++;
    this.#stay(turn, "input");
    if (unused === 0) return this;
    this.#at = this.#start + begin;
    return this.value(input, "input");
  }

  /** Starts a record of this shape; answers that its tag is one field. */
  shape(id: number): number {
    this.#byte(SHAPE + id);
    return 1;
  }

  /** Appends a field of a record; answers how many fields that is: none if it is missing. */
  field(value: unknown, name: string): number {
    if (value === undefined) {
      this.#byte(NULL);
      return 0;
    }
    if (typeof value === "string") this.text(value);
    else this.value(value, name);
    return 1;
  }

  /** Appends a text. */
  text(text: string): this {
    const length = text.length;
    if (length <= longestWord) {
      const word = words.get(text);
      if (word !== undefined) {
        this.#byte(word);
        return this;
      }
    }
    this.#ensure(length * 3 + 8);
    const bytes = this.#bytes;
    if (length < SHORT) {
      const start = this.#at;
      let at = start + 2;
      let index = 0;
      for (; index < length; index++) {
        const code = text.charCodeAt(index);
        if (code > 0x7f) break;
        bytes[at++] = code;
      }
      if (index === length) {
        bytes[start] = ASCII;
        bytes[start + 1] = length;
        this.#at = at;
        return this;
      }
    }
    // The length stands ahead of the bytes: it is written once they are, in a field of five bytes.
    const start = this.#at;
    const { written } = encoder.encodeInto(text, bytes.subarray(start + 6));
    bytes[start] = UTF8;
    let rest = written;
    for (let index = 1; index < 5; index++) {
      bytes[start + index] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[start + 5] = rest;
    this.#at = start + 6 + written;
    return this;
  }

  /** Appends bytes as they are. */
  raw(bytes: Uint8Array): this {
    this.#ensure(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  /** Reads the result, which stands at `start`, as a value. */
  read(start = this.#transfer.result()): any {
    this.#at = start;
    this.#look();
    return this.next();
  }

  /** Copies the result's bytes, which stand at `start`. */
  copy(start: number): Uint8Array {
    this.#look();
    return this.#bytes.slice(start, start + this.#transfer.length());
  }

  /** Reads the value that comes next; the records of `SHAPES` are made of it. */
  next(): any {
    const tag = this.#bytes[this.#at++]!;
    if (tag >= WORD) return WORDS[tag - WORD];
    if (tag >= SMALL) return tag - SMALL;
    if (tag >= SHAPE) return SHAPES[tag - SHAPE]!(this);
    switch (tag) {
      case NULL:
        return null;
      case FALSE:
        return false;
      case TRUE:
        return true;
      case UINT:
        return this.#length();
      case FLOAT:
        this.#at += 8;
        return this.#view.getFloat64(this.#at - 8, true);
      case ASCII:
        return this.#ascii(this.#length());
      case UTF8:
        return this.#utf8(this.#length());
      case ARRAY:
        return this.#array(this.#length());
      case OBJECT:
        return this.#record(this.#length());
      default:
        return undefined;
    }
  }

  #object(value: object | null, name: string): void {
    if (value === null) return this.#byte(NULL);
    const turn = this.#turn;
    if (++this.#depth > DEPTH) {
      throw new HandoverError("input_invalid", `\`${name}\` is nested too deeply, or contains itself`);
    }
    if (Array.isArray(value)) {
      this.#head(ARRAY, value.length);
      for (const item of value) this.value(item, name);
    } else if (typeof (value as { toJSON?: unknown }).toJSON === "function") {
      this.value((value as { toJSON(key: string): unknown }).toJSON(""), name);
    } else {
      const record = value as Record<string, unknown>;
      const keys = Object.keys(record);
      let length = 0;
      for (const key of keys) if (record[key] !== undefined) length++;
      this.#head(OBJECT, length);
      for (const key of keys) {
        const member = record[key];
        if (member === undefined) continue;
        this.text(key);
        this.value(member, key);
      }
    }
    this.#stay(turn, name);
    this.#depth--;
  }

  /** Refuses what was written over meanwhile. */
  #stay(turn: number, name: string): void {
    if (turn !== this.#turn) throw new HandoverError("input_invalid", `reading \`${name}\` calls the engine: read it before`);
  }

  #number(number: number): void {
    if (number >= 0 && number < 0x80000000 && (number | 0) === number && !Object.is(number, -0)) {
      if (number < WORD - SMALL) this.#byte(SMALL + number);
      else this.#head(UINT, number);
    } else if (Number.isFinite(number)) {
      this.#ensure(9);
      this.#bytes[this.#at] = FLOAT;
      this.#view.setFloat64(this.#at + 1, number, true);
      this.#at += 9;
    } else {
      this.#byte(NULL);
    }
  }

  #byte(byte: number): void {
    this.#ensure(1);
    this.#bytes[this.#at++] = byte;
  }

  #head(tag: number, length: number): void {
    this.#ensure(6);
    this.#bytes[this.#at++] = tag;
    while (length >= 0x80) {
      this.#bytes[this.#at++] = (length & 0x7f) | 0x80;
      length >>>= 7;
    }
    this.#bytes[this.#at++] = length;
  }

  #length(): number {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#at++]!;
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) return length >>> 0;
    }
  }

  #ascii(length: number): string {
    if (length >= SHORT) return this.#utf8(length);
    const bytes = this.#bytes;
    let at = this.#at;
    const end = (this.#at = at + length);
    let text = "";
    for (; at + 8 <= end; at += 8) {
      text += String.fromCharCode(
        bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!,
        bytes[at + 4]!, bytes[at + 5]!, bytes[at + 6]!, bytes[at + 7]!,
      );
    }
    for (; at < end; at++) text += String.fromCharCode(bytes[at]!);
    return text;
  }

  #utf8(length: number): string {
    this.#at += length;
    return decoder.decode(this.#bytes.subarray(this.#at - length, this.#at));
  }

  #array(length: number): unknown[] {
    const items = new Array<unknown>(length);
    for (let index = 0; index < length; index++) items[index] = this.next();
    return items;
  }

  #record(length: number): object {
    const record: Record<string, unknown> = {};
    for (; length > 0; length--) {
      const key: string = this.next();
      const value: unknown = this.next();
      if (key === "__proto__") {
        Object.defineProperty(record, key, { value, configurable: true, enumerable: true, writable: true });
      } else {
        record[key] = value;
      }
    }
    return record;
  }

  /** Makes room for `length` more bytes; growing may move what has been written. */
  #ensure(length: number): void {
    const used = this.#at - this.#start;
    if (used + length <= this.#size) return;
    this.#size = Math.max(this.#size * 2, used + length);
    this.#start = this.#transfer.room(this.#size);
    this.#at = this.#start + used;
    this.#look();
  }

  /** Looks at the memory again if it has grown since. */
  #look(): void {
    if (this.#bytes.byteLength !== 0) return;
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }
}
