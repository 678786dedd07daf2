// src/explain/inside.ts
import { existsSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
var LONGEST_PATH = 4096;
var MOST_BEFORE = 16;
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
  LONGEST_PATH,
  insideOf
};
