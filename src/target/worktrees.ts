import { join } from "node:path";
import type { Side } from "../model/series.ts";
import { SIDES } from "../model/series.ts";
import type { System } from "../system/system.ts";
import type { Git } from "./git.ts";

/** A commit of a repository, and the folder that it is checked out in. */
export interface Tree {
  readonly git: Git;
  readonly commit: string;
  /** Absolute, without links. */
  readonly dir: string;
}

/**
 * Checks out both commits, each in a folder of its own under one temporary folder. "base" and "head" make paths of equal
 * length, which shift the stack of a program equally. Removed at the end of the job, by the watchdog if need be.
 * Throws ToolError when git cannot.
 */
export async function addWorktrees(
  system: System,
  git: Git,
  commits: Readonly<Partial<Record<Side, string>>>,
): Promise<Readonly<Record<Side, string>>> {
  const folder = await system.processes.temporaryFolder("weighbridge");
  const paths = { base: join(folder, "base"), head: join(folder, "head") };
  for (const side of SIDES) {
    const commit = commits[side];
    if (commit !== undefined) await addWorktree(system, { git, commit, dir: paths[side] });
  }
  return paths;
}

/** In a folder that is empty or not there yet. Throws ToolError when git cannot. */
export async function addWorktree(system: System, { git, commit, dir }: Tree): Promise<void> {
  // Not `worktree prune`: it would also forget worktrees of the user's that lie on a disk not mounted now.
  const remove = ["-C", git.root, "worktree", "remove", "--force", "--force", dir];
  // Before the folder goes: cleanups are done in reverse order.
  system.processes.onEnd(async () => void (await git.attempt(remove)), ["git", ...remove]);
  await git.run([...PLAIN, "worktree", "add", "--detach", "--force", dir, commit]);
}

/** Settings under which a checkout runs no program. */
const PLAIN = [
  // Hooks may be files of the tree (husky): nothing of it runs before we say so.
  "core.hooksPath=/dev/null",
  // Git LFS would ask its server for each file, or fail where it is not installed: see lfs.ts for what is done in its place.
  "filter.lfs.process=",
  "filter.lfs.smudge=",
  "filter.lfs.required=false",
].flatMap((setting) => ["-c", setting]);
