// src/measure/k6/fold/time.ts
import { asciiAt, isAt, setText } from "./text.js";
var QUOTE = 34;
var PLUS = 43;
var MINUS = 45;
var DOT = 46;
var COLON = 58;
var Z = 90;
var SECONDS = "2026-11-21T05:01:39".length;
var SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
var TimeReader = class {
  /** After read(): where the time's closing quote is. */
  end = 0;
  #text = { length: SECONDS, words: new Array(3).fill(Number.NaN) };
  #second = 0;
  /** Milliseconds since 1970 of the time at `at`, its fraction included; NaN when there is none that ends in a quote. */
  read(bytes, view, at) {
    if (at + 36 > bytes.length) return Number.NaN;
    if (!isAt(view, at, this.#text)) {
      const seconds = asciiAt(bytes, at, at + SECONDS);
      const parsed = SHAPE.test(seconds) ? Date.parse(`${seconds}Z`) : Number.NaN;
      if (Number.isNaN(parsed)) return Number.NaN;
      setText(this.#text, view, at, SECONDS);
      this.#second = parsed;
    }
    let p = at + SECONDS;
    let fraction = 0;
    if (bytes[p] === DOT) {
      const first = ++p;
      let digit = bytes[p] - 48;
      while (digit >= 0 && digit <= 9 && p - first < 9) {
        fraction = fraction * 10 + digit;
        digit = bytes[++p] - 48;
      }
      if (p === first) return Number.NaN;
      fraction /= SCALE[p - first];
    }
    let offset = 0;
    if (bytes[p] === Z) p++;
    else {
      offset = readOffset(bytes, p);
      p += 6;
    }
    if (bytes[p] !== QUOTE) return Number.NaN;
    this.end = p;
    return this.#second - offset + fraction;
  }
};
var SCALE = [0, 0.01, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6];
function readOffset(bytes, at) {
  const sign = bytes[at] === PLUS ? 1 : bytes[at] === MINUS ? -1 : Number.NaN;
  const two = (i) => {
    const tens = bytes[at + i] - 48;
    const ones = bytes[at + i + 1] - 48;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
  };
  if (bytes[at + 3] !== COLON) return Number.NaN;
  return sign * (two(1) * 60 + two(4)) * 6e4;
}
export {
  TimeReader
};
