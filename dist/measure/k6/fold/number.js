// src/measure/k6/fold/number.ts
import { asciiAt } from "./text.js";
var COMMA = 44;
var MINUS = 45;
var DOT = 46;
var ZERO = 48;
var GRAMMAR = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
var POWERS = Array.from({ length: 16 }, (_, k) => 10 ** k);
var LONGEST = 40;
var NumberReader = class {
  /** After read(): where the comma after the number is. */
  end = 0;
  /** The number at `at`, correctly rounded; NaN when there is none that ends in a comma. */
  read(bytes, at) {
    let p = at;
    const negative = bytes[p] === MINUS;
    if (negative) p++;
    const first = p;
    let mantissa = 0;
    let digit = bytes[p] - ZERO;
    while (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digit = bytes[++p] - ZERO;
    }
    let digits = p - first;
    let decimals = 0;
    if (bytes[p] === DOT) {
      const afterDot = ++p;
      digit = bytes[p] - ZERO;
      while (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digit = bytes[++p] - ZERO;
      }
      decimals = p - afterDot;
      if (digits === 0 || decimals === 0) return Number.NaN;
      digits += decimals;
    }
    const leadingZero = bytes[first] === ZERO && digits - decimals > 1;
    if (bytes[p] !== COMMA || digits === 0 || digits > 15 || leadingZero) return this.#readText(bytes, at);
    this.end = p;
    const value = decimals === 0 ? mantissa : mantissa / POWERS[decimals];
    return negative ? -value : value;
  }
  /** Numbers with exponents or with more digits: Number() rounds them as JSON.parse does. */
  #readText(bytes, at) {
    let end = at;
    while (end - at < LONGEST && end < bytes.length && bytes[end] !== COMMA) end++;
    const text = asciiAt(bytes, at, end);
    if (bytes[end] !== COMMA || !GRAMMAR.test(text)) return Number.NaN;
    this.end = end;
    return Number(text);
  }
};
export {
  NumberReader
};
