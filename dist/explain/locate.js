// src/explain/locate.ts
import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../errors.js";
import { shortened } from "../measure/subject.js";
import { sourceOf } from "./source.js";
var PACKAGES = /(?:^|\/)(?:node_modules|vendor|site-packages|dist-packages|\.venv)\//u;
var LONGEST_NAME = 200;
var LONGEST_LINE = 60;
var LONGEST_PATH = 4096;
var LONGEST_FILE = 1e3;
var MOST_BEFORE = 16;
var MOST_FUNCTIONS = 2e5;
var MOST_TEXT = 64 * 1024 * 1024;
function locate({ samples }, dir) {
  const place = placeIn(realpathSync(dir));
  const known = /* @__PURE__ */ new Map();
  const located = (frame) => {
    const key = keyOf(frame);
    const found = known.get(key);
    if (found !== void 0) return found;
    if (known.size === MOST_FUNCTIONS) throw new ToolError(`a profile names more than ${MOST_FUNCTIONS} functions`);
    const placed = place(frame);
    known.set(key, placed);
    return placed;
  };
  return samples.map(({ stack, value }) => {
    const frames = stack.map(located);
    return { value, stack: frames.filter((frame, index) => frame !== frames[index - 1]) };
  });
}
function keyOf({ name, file, line, internal }) {
  return JSON.stringify([shortened(name, LONGEST_NAME), file && shortened(file, LONGEST_PATH + 1), line, internal]);
}
function placeIn(dir) {
  const lineOf = linesIn(dir);
  return ({ name, file, line, internal }) => {
    const inside = file === null ? null : insideOf(dir, file);
    const inTree = inside !== null && !PACKAGES.test(inside);
    const written = inTree && line !== null && isNameless(name) ? lineOf(inside, line) : "";
    const called = isNameless(name) ? written === "" ? "(anonymous)" : quoted(written) : name;
    return {
      name: shortened(called, LONGEST_NAME),
      file: file === null ? null : shortened(inside ?? file, LONGEST_FILE),
      line,
      own: !internal && (inTree || file === null),
      inTree,
      internal
    };
  };
}
function linesIn(dir) {
  const files = /* @__PURE__ */ new Map();
  let left = MOST_TEXT;
  const read = (file) => {
    const text = left > 0 ? sourceOf(dir, file) ?? "" : "";
    left -= text.length;
    const lines = text.split("\n");
    files.set(file, lines);
    return lines;
  };
  return (file, line) => (files.get(file) ?? read(file))[line - 1]?.trim() ?? "";
}
var isNameless = (name) => name === "" || name === "(anonymous)" || name === "<anonymous>";
var quoted = (line) => `(anonymous) ${shortened(line, LONGEST_LINE)}`;
function insideOf(dir, file) {
  if (file.length > LONGEST_PATH) return null;
  const path = file.startsWith("file:") ? pathOf(file) : file;
  if (path === null || path.startsWith("node:")) return null;
  if (isAbsolute(path)) {
    const inside = relative(dir, path);
    return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? null : inside.split(sep).join("/");
  }
  const parts = posix.normalize(path).split("/");
  if (parts.includes("..")) return null;
  const ends = parts.slice(0, MOST_BEFORE).map((_, index) => parts.slice(index).join("/"));
  return ends.find((end) => existsSync(join(dir, end))) ?? null;
}
function pathOf(url) {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
export {
  insideOf,
  locate
};
