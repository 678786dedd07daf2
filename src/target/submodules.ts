/**
 * Submodules of a commit, as clones that the checkout has. `.gitmodules`, which a pull request may write, is never read:
 * what the checkout did not fetch is not fetched by us.
 */
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.ts";
import type { System } from "../system/system.ts";
import { type Git, openRepository } from "./git.ts";
import { ensureCommit } from "./history.ts";
import type { Tree } from "./worktrees.ts";

export interface Submodule {
  /** From the top of what it is in. */
  readonly path: string;
  /** The checkout's clone; null: it has none. */
  readonly git: Git | null;
  readonly commit: string;
}

/** `credentials` as for openRepository. */
export async function submodulesOf(
  system: System,
  { git, commit }: Pick<Tree, "git" | "commit">,
  credentials: Readonly<Record<string, string>> = {},
): Promise<readonly Submodule[]> {
  const folders = await git.run(["ls-tree", "-r", "-d", "-z", "--full-tree", commit]);
  const links = folders.split("\0").flatMap((entry) => {
    const [, sha, path] = /^160000 commit ([0-9a-f]+)\t(.+)$/su.exec(entry) ?? [];
    return sha === undefined || path === undefined ? [] : [{ path, commit: sha }];
  });
  return Promise.all(links.map(async (link) => ({ ...link, git: await cloneAt(system, git, link.path, credentials) })));
}

/** Whether this absolute path leads where it says, and to something: no part of it is a link. */
export async function isPlainPath(path: string): Promise<boolean> {
  return (await realpath(path).catch(() => null)) === path;
}

async function cloneAt(
  system: System,
  { root }: Git,
  path: string,
  credentials: Readonly<Record<string, string>>,
): Promise<Git | null> {
  const folder = join(root, path);
  if (!(await isPlainPath(folder))) return null;
  // As git itself treats submodules, whose URLs a repository names: no local paths, and no commands.
  const git = await openRepository(system, folder, { ...credentials, GIT_PROTOCOL_FROM_USER: "0" });
  // Of an empty folder git finds the repository around it.
  return git.root === folder ? git : null;
}

/** As ensureCommit, which knows of no path. */
export async function ensureSubmodule(git: Git, { path, commit }: Submodule): Promise<void> {
  try {
    await ensureCommit(git, commit);
  } catch (cause) {
    if (!(cause instanceof ToolError)) throw cause;
    throw new ToolError(`In submodule ${path}: ${cause.message}`, { cause });
  }
}
