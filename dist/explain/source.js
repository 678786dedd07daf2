// src/explain/source.ts
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { liesIn } from "../system/inside.js";
var LARGEST = 1024 * 1024;
function sourceOf(dir, file) {
  const path = join(dir, file);
  try {
    return liesIn(dir, path) ? plainText(path) : null;
  } catch {
    return null;
  }
}
function plainText(path) {
  const open = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(open);
    return stats.isFile() && stats.size <= LARGEST ? readFileSync(open).toString("utf8") : null;
  } finally {
    closeSync(open);
  }
}
export {
  sourceOf
};
