/** Files of Git LFS in a working tree: their content, or only the pointer that stands for it in git. */
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { System } from "../system/system.ts";
import { type Git, openRepository } from "./git.ts";
import { remoteOf } from "./history.ts";

/** Paths from the top of a worktree. */
export interface Filling {
  readonly filled: readonly string[];
  /** An empty folder in place of a submodule, a pointer in place of a file. */
  readonly empty: readonly string[];
}

/** A pointer is smaller, by the specification. */
const LARGEST_POINTER = 1024;
const POINTER = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v1\n/u;

/**
 * Puts the content in place of pointers in the worktree `dir`, as far as this clone has it, where the checkout has content
 * too; says which files have theirs then.
 */
export async function fillLfs(system: System, checkout: Git, dir: string): Promise<Filling> {
  const tree = await openRepository(system, dir);
  const found = await lfsFiles(tree);
  if (found.empty.length === 0 || lacksAll(await lfsFiles(checkout))) return found;
  // Of what is here: unlike a checkout by git, this asks no server. Without git-lfs the pointers stay.
  await tree.attempt(["lfs", "checkout"]);
  return lfsFiles(tree);
}

/** Fetches the contents of a commit's files where the checkout has those of its own. What cannot be had shows in fillLfs. */
export async function fetchLfs(git: Git, commit: string): Promise<void> {
  const remote = await remoteOf(git);
  if (remote === null || (await lfsFiles(git)).filled.length === 0) return;
  const settings = [`lfs.url=${await serverOf(git, remote, commit)}`, "lfs.fetchinclude=", "lfs.fetchexclude="];
  await git.attempt([...settings.flatMap((setting) => ["-c", setting]), "lfs", "fetch", remote, commit]);
}

/**
 * By the clone's own config, else by the `.lfsconfig` of the commit that is fetched for, else beside the remote. git-lfs
 * would ask the working tree, where a pull request may name any server, or leave out what base needs.
 */
async function serverOf(git: Git, remote: string, commit: string): Promise<string> {
  for (const where of [[], ["--blob", `${commit}:.lfsconfig`]])
    for (const key of ["lfs.url", `remote.${remote}.lfsurl`]) {
      const named = await git.attempt(["config", ...where, "--get", key]);
      if (named) return named;
    }
  const address = await git.run(["remote", "get-url", remote]);
  return /^https?:/u.test(address) ? `${address.replace(/\/?(?:\.git)?\/?$/u, "")}.git/info/lfs` : address;
}

/** As a checkout leaves them that was not told to fetch any. */
export function lacksAll({ filled, empty }: Filling): boolean {
  return filled.length === 0 && empty.length > 0;
}

/** Of the working tree at `root`; what a sparse checkout leaves out is none. */
async function lfsFiles(git: Git): Promise<Filling> {
  const listed = await git.run(["ls-files", "-z", "--", ":(top,attr:filter=lfs)"]);
  const found = { filled: [] as string[], empty: [] as string[] };
  for (const path of new Set(listed.split("\0").filter(Boolean))) {
    const file = join(git.root, path);
    const stats = await lstat(file).catch(() => null);
    if (!stats?.isFile()) continue;
    const isPointer = stats.size < LARGEST_POINTER && POINTER.test(await readFile(file, "utf8"));
    found[isPointer ? "empty" : "filled"].push(path);
  }
  return found;
}
