/** Files by their path from a side's folder: both sides' builds lie in folders of their own. */
import { statSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { sourceOf } from "./source.ts";

/** Characters of a path as the kernel takes it. */
export const LONGEST_PATH = 4096;
/** Folders that a compiler may have put before a path. */
const MOST_BEFORE = 16;

/** From `dir`; null where it does not lie there. Compilers may leave the folder out, or put the module's name in its place. */
export function insideOf(dir: string, file: string): string | null {
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

export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Whether it may be the name of the target's module: a domain's, and of no version, or as go.mod has it. Go's library has neither. */
function isModule(dir: string, parts: readonly string[]): boolean {
  const name = parts.join("/");
  if (parts[0]!.includes(".")) return !name.includes("@");
  const module = /^module\s+"?([^\s"]+)/mu.exec(sourceOf(dir, "go.mod") ?? "")?.[1];
  return name === module;
}

function pathOf(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
