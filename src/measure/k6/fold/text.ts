/**
 * A piece of text to be found again at a place in a buffer: its bytes, eight at a time, as doubles. Most of what k6 writes
 * repeats the line before, so comparing words, without a call into native code, is what makes the fold fast. Doubles are
 * equal when their bytes are, but for NaN, which is never equal (the line is then read the slow way), and the two zeros,
 * which would take NUL bytes: JSON has none.
 */
export interface Text {
  length: number;
  /** Word i lies at byte 8i; the last one ends where the text ends, overlapping its neighbour. There may be more behind. */
  readonly words: number[];
}

/** The text of `length` (at least 8) bytes at `at`. */
export function textAt(view: DataView, at: number, length: number): Text {
  const text = { length, words: new Array<number>((length + 7) >> 3).fill(Number.NaN) };
  setText(text, view, at, length);
  return text;
}

/** Makes an existing text, with room for it, that of `length` (at least 8) bytes at `at`. */
export function setText(text: Text, view: DataView, at: number, length: number): void {
  const last = ((length + 7) >> 3) - 1;
  text.length = length;
  for (let i = 0; i < last; i++) text.words[i] = view.getFloat64(at + 8 * i, true);
  text.words[last] = view.getFloat64(at + length - 8, true);
}

export function textOf(string: string): Text {
  const bytes = Buffer.from(string, "utf8");
  return textAt(viewOf(bytes), 0, bytes.length);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The bytes from `start` to `end` as a string; for texts of ASCII letters only. */
export function asciiAt(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}

/** Whether `text` is at `at`. The caller sees to it that as many bytes are there. */
export function isAt(view: DataView, at: number, text: Text): boolean {
  const { length, words } = text;
  const last = ((length + 7) >> 3) - 1;
  for (let i = 0; i < last; i++) if (view.getFloat64(at + 8 * i, true) !== words[i]) return false;
  return view.getFloat64(at + length - 8, true) === words[last];
}

/** A 32-bit hash of `length` (at least 4) bytes; equal bytes, equal hash. */
export function hashAt(view: DataView, at: number, length: number): number {
  let hash = length;
  const end = at + length - 4;
  for (let i = at; i < end; i += 4) {
    hash = Math.imul(hash ^ view.getInt32(i, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return Math.imul(hash ^ view.getInt32(end, true), 0x9e3779b1);
}

/** A text and what was learnt from it. */
export interface Learnt<T> {
  readonly text: Text;
  readonly value: T;
  /** What followed it last time, as a guess for the next. */
  next: Learnt<T> | undefined;
}

/** What was learnt for texts, found again by their bytes. Holds at most `limit` of them: a full memory is emptied. */
export class TextMemory<T> {
  readonly #limit: number;
  readonly #byHash = new Map<number, Learnt<T>[]>();
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  find(view: DataView, at: number, length: number): Learnt<T> | undefined {
    const entries = this.#byHash.get(hashAt(view, at, length));
    return entries?.find(({ text }) => text.length === length && isAt(view, at, text));
  }

  keep(view: DataView, at: number, length: number, value: T): Learnt<T> {
    if (this.#size >= this.#limit) {
      this.#byHash.clear();
      this.#size = 0;
    }
    const hash = hashAt(view, at, length);
    const learnt: Learnt<T> = { text: textAt(view, at, length), value, next: undefined };
    const entries = this.#byHash.get(hash);
    if (entries === undefined) this.#byHash.set(hash, [learnt]);
    else entries.push(learnt);
    this.#size++;
    return learnt;
  }
}
