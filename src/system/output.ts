import { StringDecoder } from "node:string_decoder";

/** Bytes kept of each stream of a child: a chatty build must not fill our memory. */
export const OUTPUT_LIMIT = 1024 * 1024;

/** Characters of one line; what is longer is cut into several, so that a child without newlines stays bounded too. */
const LINE_LIMIT = 64 * 1024;

const MOST_CHUNKS = 1024;

/** The last `limit` bytes that were pushed. When more came, `text()` is at least `limit` bytes long. */
export class LastBytes {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // A program that writes letter by letter: each piece costs far more than it holds.
    if (this.#chunks.length > MOST_CHUNKS) this.#chunks = [Buffer.concat(this.#chunks)];
    for (let first = this.#chunks[0]; first && this.#size - first.length >= this.#limit; first = this.#chunks[0]) {
      this.#chunks.shift();
      this.#size -= first.length;
    }
  }

  text(): string {
    return Buffer.concat(this.#chunks).subarray(-this.#limit).toString("utf8");
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
