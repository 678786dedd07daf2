import { copyFile, stat, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { System } from "../system/system.ts";
import type { Git } from "./git.ts";

/** Our own reports lie in the working tree, in the folder of each gate, and are no part of the program. */
const OURS = ["**/.weighbridge", "**/.weighbridge/**"];
const WITHOUT_OURS = OURS.map((pattern) => `:(exclude,top,glob)${pattern}`);
const ONLY_OURS = OURS.map((pattern) => `:(top,glob)${pattern}`);

/** Whether files differ from HEAD or are new and not ignored. */
export async function hasUncommitted(git: Git): Promise<boolean> {
  return (await git.run(["status", "--porcelain", "--untracked-files=normal", "--", ".", ...WITHOUT_OURS])) !== "";
}

/**
 * The working tree as a commit on top of HEAD: changed, deleted and new files, but not ignored ones. Made through an
 * index of its own, so that the user's index, branch and files stay as they are. HEAD itself when nothing differs. The
 * same files give the same commit. Throws ToolError when git refuses (a file that cannot be read).
 */
export async function commitWorktree(system: System, git: Git): Promise<string> {
  const head = await git.run(["rev-parse", "--verify", "HEAD^{commit}"]);
  if (!(await hasUncommitted(git))) return head;
  const index = join(await system.processes.temporaryFolder("weighbridge-index"), "index");
  // What git already knows of unchanged files spares it reading them again; without an index it reads all.
  await copyIndex(resolve(git.root, await git.run(["rev-parse", "--git-path", "index"])), index).catch(() => {});
  const env = { GIT_INDEX_FILE: index };
  await git.run(["-c", "advice.addEmbeddedRepo=false", "add", "--all", "--", "."], env);
  // Not left out by `add` itself: git refuses to be told of a folder that is ignored, even to leave it out.
  await git.run(["rm", "-r", "--quiet", "--cached", "--ignore-unmatch", "--", ...ONLY_OURS], env);
  const tree = await git.run(["write-tree"], env);
  const date = await git.run(["log", "-1", "--format=%cI", "HEAD"]);
  return git.run(["commit-tree", tree, "-p", head, "-m", "Uncommitted changes"], {
    ...identity("AUTHOR", date),
    ...identity("COMMITTER", date),
  });
}

/**
 * With the age of the original: git reads a file again that is no older than the index, since it may have changed in the
 * very second in which it was added. A newer copy would hide such a change of the same size.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  const { mtimeMs } = await stat(from);
  await copyFile(from, to);
  const second = Math.floor(mtimeMs / 1000);
  await utimes(to, second, second);
}

/** A machine that only tests may have no identity, and the same files are to give the same commit. */
function identity(role: "AUTHOR" | "COMMITTER", date: string): Record<string, string> {
  return {
    [`GIT_${role}_NAME`]: "weighbridge",
    [`GIT_${role}_EMAIL`]: "weighbridge@localhost",
    [`GIT_${role}_DATE`]: date,
  };
}
