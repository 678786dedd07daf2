// src/explain/locate.ts
import { realpathSync } from "node:fs";
import { ToolError } from "../errors.js";
import { shortened } from "../measure/subject.js";
import { insideOf, LONGEST_PATH } from "./inside.js";
import { mapsIn } from "./mapped.js";
import { sourceOf } from "./source.js";
var PACKAGES = /(?:^|\/)(?:node_modules|vendor|site-packages|dist-packages|\.venv)\//u;
var LONGEST_NAME = 200;
var LONGEST_LINE = 60;
var LONGEST_FILE = 1e3;
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
function keyOf({ name, file, line, column, internal }) {
  const place = [file && shortened(file, LONGEST_PATH + 1), line, column];
  return JSON.stringify([shortened(name, LONGEST_NAME), ...place, internal]);
}
var ANY = Number.MAX_SAFE_INTEGER;
function placeIn(dir) {
  const lineOf = linesIn(dir);
  const mapOf = mapsIn(dir);
  return ({ name, file, internal, ...at }) => {
    const built = file === null ? null : insideOf(dir, file);
    const source = built === null || at.line === null ? null : mapOf(built)?.(at.line, at.column ?? ANY) ?? null;
    const [inside, line] = source === null ? [built, at.line] : [source.file, source.line];
    const inTree = inside !== null && !PACKAGES.test(inside);
    const written = inTree && line !== null && isUnnamed(name) ? lineOf(inside, line) : "";
    const called = isUnnamed(name) ? written === "" ? NAMELESS : quoted(written) : name;
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
var isUnnamed = (name) => name === "" || name === "(anonymous)" || name === "<anonymous>";
var NAMELESS = "(anonymous)";
var isNameless = ({ name }) => name === NAMELESS || name.startsWith(`${NAMELESS} `);
var quoted = (line) => `${NAMELESS} ${shortened(line, LONGEST_LINE)}`;
export {
  LONGEST_NAME,
  isNameless,
  locate
};
