// src/explain/source.ts
import { join } from "node:path";
import { liesIn } from "../system/inside.js";
import { readPlainFile } from "../system/plain-file.js";
var LARGEST = 1024 * 1024;
function sourceOf(dir, file, most = LARGEST) {
  const path = join(dir, file);
  try {
    return liesIn(dir, path) ? readPlainFile(path, most).toString("utf8") : null;
  } catch {
    return null;
  }
}
export {
  sourceOf
};
