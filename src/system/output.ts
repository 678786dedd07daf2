import { StringDecoder } from "node:string_decoder";

/** Bytes kept of each stream of a child: a chatty build must not fill our memory. */
export const OUTPUT_LIMIT = 1024 * 1024;

/** Characters of one line; what is longer is cut into several, so that a child without newlines stays bounded too. */
const LINE_LIMIT = 64 * 1024;

/** The last `limit` bytes that were pushed. When more came, `text()` is at least `limit` bytes long. */
export class LastBytes {
  readonly #limit: number;
  #buffer = Buffer.alloc(0);
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes of memory that are taken: at most twice the limit, in however small pieces they came. */
  get held(): number {
    return this.#buffer.length;
  }

  push(chunk: Buffer): void {
    const added = chunk.subarray(-this.#limit);
    if (this.#size + added.length > this.#buffer.length) this.#makeRoom(added.length);
    this.#size += added.copy(this.#buffer, this.#size);
  }

  text(): string {
    return this.#kept().toString("utf8");
  }

  /** With as much room again as is kept: so a byte is moved about once, not with each piece that comes. */
  #makeRoom(needed: number): void {
    const kept = this.#kept();
    const room = Math.min(2 * (kept.length + needed), 2 * this.#limit);
    const buffer = room > this.#buffer.length ? Buffer.alloc(room) : this.#buffer;
    this.#size = kept.copy(buffer);
    this.#buffer = buffer;
  }

  #kept(): Buffer {
    return this.#buffer.subarray(0, this.#size).subarray(-this.#limit);
  }
}

/** Cuts a byte stream into lines (without their line end) and hands each to `onLine`. */
export class Lines {
  readonly #onLine: (line: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    // Only what is new is looked through: a long line may come letter by letter.
    const parts = this.#decoder.write(chunk).split("\n");
    parts[0] = this.#rest + parts[0]!;
    this.#rest = parts.pop() ?? "";
    for (const part of parts) this.#onLine(part.endsWith("\r") ? part.slice(0, -1) : part);
    while (this.#rest.length > LINE_LIMIT) {
      this.#onLine(this.#rest.slice(0, LINE_LIMIT));
      this.#rest = this.#rest.slice(LINE_LIMIT);
    }
  }

  /** Gives the last line when it had no line end. */
  end(): void {
    const last = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (last !== "") this.#onLine(last);
  }
}
