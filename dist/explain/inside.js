// src/explain/inside.ts
import { statSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { sourceOf } from "./source.js";
var LONGEST_PATH = 4096;
var MOST_BEFORE = 16;
function insideOf(dir, file) {
  if (file.length > LONGEST_PATH) return null;
  const path = file.startsWith("file:") ? pathOf(file) : file;
  if (path === null || path.startsWith("node:")) return null;
  if (isAbsolute(path)) {
    const inside = relative(dir, path).split(sep);
    return inside[0] === "" || inside[0] === ".." ? null : inside.join("/");
  }
  const parts = posix.normalize(path).split("/");
  if (parts.includes("..")) return null;
  for (let before = 0; before < Math.min(MOST_BEFORE, parts.length); before++) {
    const inside = parts.slice(before).join("/");
    if (isFile(join(dir, inside))) return before === 0 || isModule(dir, parts.slice(0, before)) ? inside : null;
  }
  return null;
}
function isFile(path) {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
function isModule(dir, parts) {
  const name = parts.join("/");
  if (parts[0].includes(".")) return !name.includes("@");
  const module = /^module\s+"?([^\s"]+)/mu.exec(sourceOf(dir, "go.mod") ?? "")?.[1];
  return name === module;
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
  insideOf,
  isFile
};
