// src/explain/mapped.ts
import { SourceMap } from "node:module";
import { isAbsolute, join, posix } from "node:path";
import { z } from "../vendor/zod.js";
import { insideOf, isFile } from "./inside.js";
import { sourceOf } from "./source.js";
var LARGEST = 16 * 1024 * 1024;
var MOST = 64 * 1024 * 1024;
var mapSchema = z.object({
  version: z.literal(3),
  sources: z.array(z.string().nullable()),
  sourceRoot: z.string().nullish(),
  mappings: z.string()
});
var isBuilt = (file) => /\.[cm]?js$/u.test(file) && !/(?:^|\/)node_modules\//u.test(file);
function mapsIn(dir) {
  const known = /* @__PURE__ */ new Map();
  let left = MOST;
  const read = (file) => {
    const text = sourceOf(dir, `${file}.map`, Math.min(LARGEST, left));
    left -= text?.length ?? 0;
    return text === null ? null : lookupOf(dir, file, text);
  };
  return (file) => {
    if (!known.has(file)) known.set(file, isBuilt(file) ? read(file) : null);
    return known.get(file);
  };
}
function lookupOf(dir, built, text) {
  try {
    const { sources, sourceRoot, mappings } = mapSchema.parse(JSON.parse(text));
    const files = /* @__PURE__ */ new Map();
    const fileAt = (index) => {
      const source = sources[index];
      if (!files.has(index)) files.set(index, source ? sourceIn(dir, built, rooted(sourceRoot ?? "", source)) : null);
      return files.get(index) ?? null;
    };
    const map = new SourceMap({
      ...{ version: 3, file: built, names: [], sourcesContent: [], sourceRoot: "" },
      ...{ sources: sources.map((_, index) => `${index}`), mappings }
    });
    return (line, column) => {
      const found = map.findEntry(line - 1, column);
      if (!("originalSource" in found) || found.generatedLine !== line - 1) return null;
      const file = fileAt(Number(found.originalSource));
      return file !== null ? { file, line: found.originalLine + 1, column: found.originalColumn } : null;
    };
  } catch {
    return null;
  }
}
function sourceIn(dir, built, source) {
  const named = source.replace(/^webpack:\/\/[^/]*\//iu, "");
  if (named !== source || source.startsWith("file:") || isAbsolute(source)) return insideOf(dir, named);
  const path = posix.join(posix.dirname(built), source);
  return path.startsWith("../") || !isFile(join(dir, path)) ? null : path;
}
var rooted = (root, source) => (root === "" || root.endsWith("/") ? root : `${root}/`) + source;
export {
  mapsIn
};
