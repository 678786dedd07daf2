// src/measure/k6/fold/lines.ts
import { ToolError } from "../../../errors.js";
var NEWLINE = 10;
var LONGEST_LINE = 4 * 1024 * 1024;
var LineCutter = class {
  #name;
  #take;
  #parts = [];
  #pending = 0;
  constructor(name, take) {
    this.#name = name;
    this.#take = take;
  }
  push(chunk) {
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
  end() {
    if (this.#pending > 0) this.#takeShared(Uint8Array.of(NEWLINE));
  }
  #keep(part) {
    this.#parts.push(Uint8Array.from(part));
    this.#pending += part.length;
    if (this.#pending > LONGEST_LINE) {
      throw new ToolError(`${this.#name} has a line of more than ${LONGEST_LINE} bytes, so it is no output of k6.`);
    }
  }
  #takeShared(rest) {
    const line = Buffer.concat([...this.#parts, rest]);
    this.#parts = [];
    this.#pending = 0;
    this.#take(line, 0, line.length);
  }
};
export {
  LineCutter
};
