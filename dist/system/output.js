// src/system/output.ts
import { StringDecoder } from "node:string_decoder";
var OUTPUT_LIMIT = 1024 * 1024;
var LINE_LIMIT = 64 * 1024;
var LastBytes = class {
  #limit;
  #buffer = Buffer.alloc(0);
  #size = 0;
  constructor(limit) {
    this.#limit = limit;
  }
  /** Bytes of memory that are taken: at most twice the limit, in however small pieces they came. */
  get held() {
    return this.#buffer.length;
  }
  push(chunk) {
    const added = chunk.subarray(-this.#limit);
    if (this.#size + added.length > this.#buffer.length) this.#makeRoom(added.length);
    this.#size += added.copy(this.#buffer, this.#size);
  }
  text() {
    return this.#kept().toString("utf8");
  }
  /** With as much room again as is kept: so a byte is moved about once, not with each piece that comes. */
  #makeRoom(needed) {
    const kept = this.#kept();
    const room = Math.min(2 * (kept.length + needed), 2 * this.#limit);
    const buffer = room > this.#buffer.length ? Buffer.alloc(room) : this.#buffer;
    this.#size = kept.copy(buffer);
    this.#buffer = buffer;
  }
  #kept() {
    return this.#buffer.subarray(0, this.#size).subarray(-this.#limit);
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
