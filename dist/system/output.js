// src/system/output.ts
import { StringDecoder } from "node:string_decoder";
var OUTPUT_LIMIT = 1024 * 1024;
var LINE_LIMIT = 64 * 1024;
var MOST_CHUNKS = 1024;
var LastBytes = class {
  #limit;
  #chunks = [];
  #size = 0;
  constructor(limit) {
    this.#limit = limit;
  }
  push(chunk) {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#chunks.length > MOST_CHUNKS) this.#chunks = [Buffer.concat(this.#chunks)];
    for (let first = this.#chunks[0]; first && this.#size - first.length >= this.#limit; first = this.#chunks[0]) {
      this.#chunks.shift();
      this.#size -= first.length;
    }
  }
  text() {
    return Buffer.concat(this.#chunks).subarray(-this.#limit).toString("utf8");
  }
};
var Lines = class {
  #onLine;
  #decoder = new StringDecoder("utf8");
  #rest = "";
  constructor(onLine) {
    this.#onLine = onLine;
  }
  push(chunk) {
    const parts = this.#decoder.write(chunk).split("\n");
    parts[0] = this.#rest + parts[0];
    this.#rest = parts.pop() ?? "";
    for (const part of parts) this.#onLine(part.endsWith("\r") ? part.slice(0, -1) : part);
    while (this.#rest.length > LINE_LIMIT) {
      this.#onLine(this.#rest.slice(0, LINE_LIMIT));
      this.#rest = this.#rest.slice(LINE_LIMIT);
    }
  }
  /** Gives the last line when it had no line end. */
  end() {
    const last = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (last !== "") this.#onLine(last);
  }
};
export {
  LastBytes,
  Lines,
  OUTPUT_LIMIT
};
