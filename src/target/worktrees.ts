import { join } from "node:path";
import type { Side } from "../model/series.ts";
import { SIDES } from "../model/series.ts";
import type { System } from "../system/system.ts";
import type { Git } from "./git.ts";

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
    if (commit === undefined) continue;
    // Not `worktree prune`: it would also forget worktrees of the user's that lie on a disk not mounted now.
    const remove = ["-C", git.root, "worktree", "remove", "--force", "--force", paths[side]];
    // Before the folder goes: cleanups are done in reverse order.
    system.processes.onEnd(async () => void (await git.attempt(remove)), ["git", ...remove]);
    // Hooks may be files of the tree (husky): nothing of it runs before we say so.
    await git.run(["-c", "core.hooksPath=/dev/null", "worktree", "add", "--detach", "--force", paths[side], commit]);
  }
  return paths;
}
