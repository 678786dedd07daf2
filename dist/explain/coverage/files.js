// src/explain/coverage/files.ts
import { insideOf } from "../inside.js";
import { mapsIn } from "../mapped.js";
import { sourceOf } from "../source.js";
import { coveredAt, coveredByV8, linesOf } from "./v8.js";
var LARGEST = 8 * 1024 * 1024;
function coverageOf(scripts, dir, changed) {
  const loaded = /* @__PURE__ */ new Map();
  for (const script of scripts) {
    const file = script.url.startsWith("file:") ? insideOf(dir, script.url) : null;
    if (file !== null) add(loaded, file, script);
  }
  const mapOf = mapsIn(dir);
  const found = /* @__PURE__ */ new Map();
  for (const [file, own] of loaded) {
    const lookup = changed.has(file) ? null : mapOf(file);
    const text = changed.has(file) || lookup !== null ? sourceOf(dir, file, LARGEST) : null;
    if (text !== null && lookup === null) add(found, file, coveredByV8(own, text));
    const sources = text === null || lookup === null ? [] : sourcesIn(text, lookup, changed);
    for (const [source, lines] of sources) add(found, source, coveredAt(own, codeOf(dir, source, lines)));
  }
  return new Map([...found].map(([file, all]) => [file, anyOf(all)]));
}
function add(lists, key, value) {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  list.push(value);
}
function sourcesIn(text, lookup, changed) {
  const sources = /* @__PURE__ */ new Map();
  let start = 0;
  for (const [index, built] of text.split("\n").entries()) {
    for (const word of built.matchAll(/[\w$]+|[^\s\w$]/gu)) {
      const from = lookup(index + 1, word.index);
      if (from === null || !changed.has(from.file)) continue;
      const lines = sources.get(from.file) ?? /* @__PURE__ */ new Map();
      sources.set(from.file, lines);
      const known = lines.get(from.line);
      if (known === void 0 || from.column < known.column)
        lines.set(from.line, { at: start + word.index, column: from.column });
    }
    start += built.length + 1;
  }
  return sources;
}
function codeOf(dir, source, lines) {
  const written = linesOf(sourceOf(dir, source) ?? "");
  return written.map((code, index) => code === null ? null : lines.get(index + 1)?.at ?? null);
}
function anyOf(files) {
  return {
    ran(line) {
      const all = files.map((file) => file.ran(line)).filter((ran) => ran !== null);
      return all.length === 0 ? null : all.includes(true);
    },
    functionAt: (line) => files.map((file) => file.functionAt(line)).find((name) => name !== null) ?? null
  };
}
export {
  coverageOf
};
