/** RFC 3339 times in a line's bytes, `2026-11-21T05:01:39.733013787Z` or with an offset, to epoch milliseconds. */
import { asciiAt, isAt, setText, type Text } from "./text.ts";

const QUOTE = 34;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const COLON = 58;
const Z = 90;
const SECONDS = "2026-11-21T05:01:39".length;
const SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/** Remembers the second it read last: most lines are of the same one. */
export class TimeReader {
  /** After read(): where the time's closing quote is. */
  end = 0;
  readonly #text: Text = { length: SECONDS, words: new Array<number>(3).fill(Number.NaN) };
  #second = 0;

  /** Milliseconds since 1970 of the time at `at`, its fraction included; NaN when there is none that ends in a quote. */
  read(bytes: Uint8Array, view: DataView, at: number): number {
    // The longest accepted form has nine fraction digits and an offset.
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
      let digit = bytes[p]! - 48;
      while (digit >= 0 && digit <= 9 && p - first < 9) {
        fraction = fraction * 10 + digit;
        digit = bytes[++p]! - 48;
      }
      if (p === first) return Number.NaN;
      fraction /= SCALE[p - first]!;
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
}

/** By how much k digits after the dot are to be divided to be milliseconds. */
const SCALE = [0, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/** `+02:00` in milliseconds; NaN for anything else. */
function readOffset(bytes: Uint8Array, at: number): number {
  const sign = bytes[at] === PLUS ? 1 : bytes[at] === MINUS ? -1 : Number.NaN;
  const two = (i: number) => {
    const tens = bytes[at + i]! - 48;
    const ones = bytes[at + i + 1]! - 48;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
  };
  if (bytes[at + 3] !== COLON) return Number.NaN;
  return sign * (two(1) * 60 + two(4)) * 60_000;
}
