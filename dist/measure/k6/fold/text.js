// src/measure/k6/fold/text.ts
function textAt(view, at, length) {
  const text = { length, words: new Array(length + 7 >> 3).fill(Number.NaN) };
  setText(text, view, at, length);
  return text;
}
function setText(text, view, at, length) {
  const last = (length + 7 >> 3) - 1;
  text.length = length;
  for (let i = 0; i < last; i++) text.words[i] = view.getFloat64(at + 8 * i, true);
  text.words[last] = view.getFloat64(at + length - 8, true);
}
function textOf(string) {
  const bytes = Buffer.from(string, "utf8");
  return textAt(viewOf(bytes), 0, bytes.length);
}
function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
function asciiAt(bytes, start, end) {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}
function isAt(view, at, text) {
  const { length, words } = text;
  const last = (length + 7 >> 3) - 1;
  for (let i = 0; i < last; i++) if (view.getFloat64(at + 8 * i, true) !== words[i]) return false;
  return view.getFloat64(at + length - 8, true) === words[last];
}
function hashAt(view, at, length) {
  let hash = length;
  const end = at + length - 4;
  for (let i = at; i < end; i += 4) {
    hash = Math.imul(hash ^ view.getInt32(i, true), 2654435761);
    hash ^= hash >>> 15;
  }
  return Math.imul(hash ^ view.getInt32(end, true), 2654435761);
}
var TextMemory = class {
  #limit;
  #byHash = /* @__PURE__ */ new Map();
  #size = 0;
  constructor(limit) {
    this.#limit = limit;
  }
  find(view, at, length) {
    const entries = this.#byHash.get(hashAt(view, at, length));
    return entries?.find(({ text }) => text.length === length && isAt(view, at, text));
  }
  keep(view, at, length, value) {
    if (this.#size >= this.#limit) {
      this.#byHash.clear();
      this.#size = 0;
    }
    const hash = hashAt(view, at, length);
    const learnt = { text: textAt(view, at, length), value, next: void 0 };
    const entries = this.#byHash.get(hash);
    if (entries === void 0) this.#byHash.set(hash, [learnt]);
    else entries.push(learnt);
    this.#size++;
    return learnt;
  }
};
export {
  TextMemory,
  asciiAt,
  hashAt,
  isAt,
  setText,
  textAt,
  textOf,
  viewOf
};
