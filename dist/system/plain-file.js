// src/system/plain-file.ts
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
function readPlainFile(path, most) {
  const open = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(open);
    if (!stats.isFile()) throw new Error("it is no plain file");
    if (stats.size > most) throw new Error(`it has ${stats.size} bytes, and at most ${most} are read`);
    return stats.size === 0 ? Buffer.alloc(0) : readFileSync(open);
  } finally {
    closeSync(open);
  }
}
export {
  readPlainFile
};
