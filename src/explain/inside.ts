/** Files by their path from a side's folder: both sides' builds lie in folders of their own. */
import { existsSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

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
    const inside = relative(dir, path);
    return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? null : inside.split(sep).join("/");
  }
  const parts = posix.normalize(path).split("/");
  if (parts.includes("..")) return null;
  const ends = parts.slice(0, MOST_BEFORE).map((_, index) => parts.slice(index).join("/"));
  return ends.find((end) => existsSync(join(dir, end))) ?? null;
}

function pathOf(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
