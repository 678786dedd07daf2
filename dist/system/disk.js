// src/system/disk.ts
import { ToolError } from "../errors.js";
var REASONS = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of this disk is used up",
  EFBIG: "it is larger than a file may be here (ulimit -f)",
  EEXIST: "something else has its name, which is no folder; remove or rename it",
  ENOENT: "a part of its path is missing; a link may lead nowhere",
  ENOTDIR: "a file stands where a folder of its path should be; remove or rename it",
  EACCES: "there is no permission to write there",
  EROFS: "that file system is read-only"
};
function writeFault(cause) {
  const code = codeOf(cause);
  return REASONS[code] ?? (code || String(cause));
}
var DISK = /* @__PURE__ */ new Set(["ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO"]);
function orDiskError(error) {
  if (!(error instanceof Error) || !DISK.has(codeOf(error))) return error;
  const { path = "A file of this job", dest = path } = error;
  return new ToolError(`${dest} could not be written: ${writeFault(error)}.`, { cause: error });
}
function codeOf(cause) {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
export {
  orDiskError,
  writeFault
};
