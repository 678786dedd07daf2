/** Files that somebody else wrote: of a pipe, a device or an endless file reading would not end. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** `path`: absolute. `most`: bytes. @throws Error, with a clause, for what is not there, is no plain file, or is larger */
export function readPlainFile(path: string, most: number): Buffer {
  // What was looked at is what is read; and a pipe that nobody writes to is opened at once.
  const open = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(open);
    if (!stats.isFile()) throw new Error("it is no plain file");
    if (stats.size > most) throw new Error(`it has ${stats.size} bytes, and at most ${most} are read`);
    // What the system makes up as it is read, as in /proc, says that it has nothing, and need not end.
    return stats.size === 0 ? Buffer.alloc(0) : readFileSync(open);
  } finally {
    closeSync(open);
  }
}
