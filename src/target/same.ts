import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import picomatch from "picomatch";
import { OUTPUT_LIMIT } from "../system/output.ts";
import type { Git } from "./git.ts";
import { INSTALLED, listTree, treeDigest } from "./tree.ts";

/** Paths that differ between two commits, relative to the root; null: too many to list, so surely not only documents. */
export async function changedFiles(git: Git, base: string, head: string): Promise<readonly string[] | null> {
  const output = await git.run(["diff-tree", "-r", "-z", "--name-only", "--no-renames", base, head]);
  // Only the end of a longer output is kept, and the part that was lost may hold what matters.
  return Buffer.byteLength(output) >= OUTPUT_LIMIT - 1 ? null : output.split("\0").filter(Boolean);
}

/**
 * Rung 0 before installing: why nothing needs measuring when every changed path matches one of the globs `ignore`
 * (picomatch, dot files too); null when something else changed.
 */
export function onlyIgnored(changed: readonly string[] | null, ignore: readonly string[]): string | null {
  if (changed === null) return null;
  if (changed.length === 0) return "Base and head are the same tree.";
  const ignored = picomatch([...ignore], { dot: true });
  if (ignore.length === 0 || !changed.every((path) => ignored(path))) return null;
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : "";
  return `Only files that the target does not run from changed: ${changed.slice(0, 3).join(", ")}${more}.`;
}

/**
 * Rung 0 after building: why nothing needs measuring when both worktrees that hold `dirs` are the same bytes, all of them,
 * since a program may run from files beside its own folder; null when they differ, or when it cannot be told. Folders of installed packages are left out, since their lockfiles are compared; but when a commit
 * itself changes such a folder (vendored packages, listed in `changed`), that is a difference.
 */
export async function sameBytes(
  dirs: Readonly<Record<"base" | "head", string>>,
  changed: readonly string[] | null,
  ignore: readonly string[],
): Promise<string | null> {
  const ignored = picomatch([...ignore], { dot: true });
  const skip = (path: string) => ignore.length > 0 && ignored(path);
  if (changed === null) return null;
  if (changed.some((path) => path.split("/").some((part) => INSTALLED.has(part)) && !skip(path))) return null;
  try {
    const roots = { base: worktreeOf(dirs.base), head: worktreeOf(dirs.head) };
    const [base, head] = [await listTree(roots.base, skip), await listTree(roots.head, skip)];
    // Names, kinds and sizes first: reading everything is only worth it when these agree.
    if (JSON.stringify(base) !== JSON.stringify(head)) return null;
    if ((await treeDigest(roots.base, base)) !== (await treeDigest(roots.head, head))) return null;
    return `Both sides built to the same bytes (${base.length} files).`;
  } catch (error) {
    // A build in a container may leave files that are not ours to read.
    if ((error as NodeJS.ErrnoException).code === "EACCES") return null;
    throw error;
  }
}

/** The nearest folder from `dir` upwards with a `.git` in it; `dir` itself when there is none. */
function worktreeOf(dir: string): string {
  for (let folder = dir; dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
  }
  return dir;
}
