/** Text of the target's own files, to name what has no name and to tell lines apart. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { liesIn } from "../system/inside.ts";

/** Bytes; no source that a person wrote is as large. */
const LARGEST = 1024 * 1024;

/** `file`: from `dir`. null for what is no plain file below it, or a larger one: reading a pipe or a device would not end. */
export function sourceOf(dir: string, file: string): string | null {
  const path = join(dir, file);
  try {
    return liesIn(dir, path) ? plainText(path) : null;
  } catch {
    return null;
  }
}

function plainText(path: string): string | null {
  // What was looked at is what is read; and a pipe that nobody writes to is opened at once.
  const open = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(open);
    return stats.isFile() && stats.size <= LARGEST ? readFileSync(open).toString("utf8") : null;
  } finally {
    closeSync(open);
  }
}
