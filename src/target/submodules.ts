/**
 * Submodules of a commit, as clones that the checkout has. Of `.gitmodules`, which a pull request may write, only names are
 * read, by which git keeps the clones: what the checkout did not fetch is not fetched by us.
 */
import { realpath } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { ToolError } from "../errors.ts";
import type { System } from "../system/system.ts";
import { type Git, hasGit, openRepository } from "./git.ts";
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
  const cloneOf = async ({ path }: (typeof links)[number]) => {
    const there = await cloneAt(system, git, path, credentials);
    if (there !== null) return there;
    const moved = await movedTo(git, commit, path);
    return moved === null ? null : cloneAt(system, git, moved, credentials);
  };
  return Promise.all(links.map(async (link) => ({ ...link, git: await cloneOf(link) })));
}

/** Where the checkout has the submodule that this commit has at `path`; null: nowhere. */
async function movedTo(git: Git, commit: string, path: string): Promise<string | null> {
  const blob = ["--blob", `${commit}:.gitmodules`];
  const paths = await git.attempt(["config", ...blob, "-z", "--get-regexp", "^submodule\\..*\\.path$"]);
  const entries = (paths ?? "").split("\0").map((entry) => /^submodule\.(.+)\.path\n(.+)$/su.exec(entry) ?? []);
  const name = entries.find(([, , named]) => named === path)?.[1];
  // As git itself refuses them: the name is a path below the folder of clones.
  if (name === undefined || name.split(/[\\/]/u).includes("..")) return null;
  const clone = resolve(git.root, await git.run(["rev-parse", "--git-path", `modules/${name}`]));
  const worktree = await git.attempt(["config", "--file", join(clone, "config"), "--get", "core.worktree"]);
  const moved = worktree === null ? null : relative(git.root, resolve(clone, worktree));
  return moved === null || moved === "" || moved.split(/[\\/]/u)[0] === ".." ? null : moved;
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
  // Git would find the repository around an empty folder, or take files of the commit in its place for one.
  if (!(await hasGit(folder))) return null;
  // As git itself treats submodules, whose URLs a repository names: no local paths, and no commands.
  const git = await openRepository(system, folder, { ...credentials, GIT_PROTOCOL_FROM_USER: "0" });
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
