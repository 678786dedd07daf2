/** What keeps a file from being written, in words. */
import { ToolError } from "../errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of this disk is used up",
  EFBIG: "it is larger than a file may be here (ulimit -f)",
  EEXIST: "something else has its name, which is no folder; remove or rename it",
  ENOENT: "a part of its path is missing; a link may lead nowhere",
  ENOTDIR: "a file stands where a folder of its path should be; remove or rename it",
  EACCES: "there is no permission to write there",
  EROFS: "that file system is read-only",
};

/** Why a write failed, as a clause. */
export function writeFault(cause: unknown): string {
  const code = codeOf(cause);
  return REASONS[code] ?? (code || String(cause));
}

/** No fault of ours, wherever we meet them. */
const DISK = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO"]);

/** `error` itself, or what the disk refused, as the ToolError that says so. */
export function orDiskError(error: unknown): unknown {
  if (!(error instanceof Error) || !DISK.has(codeOf(error))) return error;
  // Of a copy, `path` is what is read.
  const { path = "A file of this job", dest = path } = error as NodeJS.ErrnoException & { readonly dest?: string };
  return new ToolError(`${dest} could not be written: ${writeFault(error)}.`, { cause: error });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
