/** Text of the target's own files, to name what has no name and to tell lines apart. */
import { join } from "node:path";
import { liesIn } from "../system/inside.ts";
import { readPlainFile } from "../system/plain-file.ts";

/** Bytes; no source that a person wrote is as large. */
const LARGEST = 1024 * 1024;

/** `file`: from `dir`. null for what is no plain file below it, or one of more than `most` bytes. */
export function sourceOf(dir: string, file: string, most = LARGEST): string | null {
  const path = join(dir, file);
  try {
    return liesIn(dir, path) ? readPlainFile(path, most).toString("utf8") : null;
  } catch {
    return null;
  }
}
