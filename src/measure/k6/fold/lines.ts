import { ToolError } from "../../../errors.ts";

const NEWLINE = 10;
/** k6's lines are a few hundred bytes long; a "line" beyond this is no k6 output and must not fill the memory. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Takes `bytes` from `start` to `end`, which are whole lines, each with its newline. */
export type TakeLines = (bytes: Uint8Array, start: number, end: number) => void;

/** Cuts a stream of chunks at line ends without copying them, except for the lines that two chunks share. */
export class LineCutter {
  readonly #name: string;
  readonly #take: TakeLines;
  #parts: Uint8Array[] = [];
  #pending = 0;

  constructor(name: string, take: TakeLines) {
    this.#name = name;
    this.#take = take;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    if (this.#pending > 0) {
      start = chunk.indexOf(NEWLINE) + 1;
      if (start === 0) {
        this.#keep(chunk);
        return;
      }
      this.#takeShared(chunk.subarray(0, start));
    }
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > start) this.#take(chunk, start, end);
    if (Math.max(start, end) < chunk.length) this.#keep(chunk.subarray(Math.max(start, end)));
  }

  /** After the last chunk: a last line without its newline is a line too. */
  end(): void {
    if (this.#pending > 0) this.#takeShared(Uint8Array.of(NEWLINE));
  }

  #keep(part: Uint8Array): void {
    // A copy: a few bytes must not keep a whole chunk alive.
    this.#parts.push(Uint8Array.from(part));
    this.#pending += part.length;
    if (this.#pending > LONGEST_LINE) {
      throw new ToolError(`${this.#name} has a line of more than ${LONGEST_LINE} bytes, so it is no output of k6.`);
    }
  }

  #takeShared(rest: Uint8Array): void {
    const line = Buffer.concat([...this.#parts, rest]);
    this.#parts = [];
    this.#pending = 0;
    this.#take(line, 0, line.length);
  }
}
