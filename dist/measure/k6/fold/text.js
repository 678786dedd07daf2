// src/measure/k6/fold/text.ts
function textAt(view, at, length) {
  const words = new Int32Array(length + 3 >> 2);
  const last = words.length - 1;
  for (let i = 0; i < last; i++) words[i] = view.getInt32(at + 4 * i, true);
  words[last] = view.getInt32(at + length - 4, true);
  return { length, words };
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
  const words = text.words;
  const last = words.length - 1;
  for (let i = 0; i < last; i++) if (view.getInt32(at + 4 * i, true) !== words[i]) return false;
  return view.getInt32(at + text.length - 4, true) === words[last];
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
    const learnt = { text: textAt(view, at, length), value };
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
  textAt,
  textOf,
  viewOf
};
