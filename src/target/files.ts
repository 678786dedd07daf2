/** Single files of a commit, read without checking it out. */
import { posix } from "node:path";
import type { Git } from "./git.ts";

export interface CommittedFile {
  /** From the top of the repository. */
  readonly path: string;
  /** Git's name for what it holds: the same for the same bytes. */
  readonly blob: string;
  readonly bytes: number;
}

/**
 * Those of `paths` that the commit has as files, and the files right in the folders among them (named with a slash at the
 * end). Links are none: what they lead to is another file, or outside.
 */
export async function filesAt(git: Git, commit: string, paths: readonly string[]): Promise<readonly CommittedFile[]> {
  if (paths.length === 0) return [];
  const listed = await git.run(["ls-tree", "-l", "-z", "--full-tree", commit, "--", ...paths], LITERALLY);
  const asked = new Set(paths);
  return listed.split("\0").flatMap((entry) => {
    const [, blob, bytes, path] = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t(.+)$/su.exec(entry) ?? [];
    // A folder named without a slash is listed too where git has looked into it for another path.
    const isAsked = path !== undefined && (asked.has(path) || asked.has(`${posix.dirname(path)}/`));
    return isAsked ? [{ path, blob: blob!, bytes: Number(bytes) }] : [];
  });
}

/** Paths come from a pull request, and some would be read as patterns. */
const LITERALLY = { GIT_LITERAL_PATHSPECS: "1" };

/** As UTF-8. @throws ToolError when git does not have it */
export async function textAt(git: Git, { blob, bytes }: CommittedFile): Promise<string> {
  const text = await git.run(["cat-file", "blob", blob]);
  // `run` leaves out a newline at the end.
  return Buffer.byteLength(text) < bytes ? `${text}\n` : text;
}

/**
 * The path from the top of the repository to what a file in `folder` calls `written`; null where that is none: it leaves the
 * repository, is the whole of it, or could be no path.
 */
export function pathFrom(folder: string, written: string): string | null {
  if (posix.isAbsolute(written) || written === "" || written.length > LONGEST || written.includes("\0")) return null;
  const path = posix.join(folder, written).replace(/\/+$/u, "");
  return path === "." || path === ".." || path.startsWith("../") ? null : path;
}

const LONGEST = 1000;
