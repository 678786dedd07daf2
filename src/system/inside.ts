/** Where a path of a repository really leads: links in it are a pull request's, as is what a config names. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** Whether what is at `path` lies in `folder`, wherever links lead. Both are absolute; false for what is not there. */
export function liesIn(folder: string, path: string): boolean {
  if (!existsSync(folder) || !existsSync(path)) return false;
  const top = realpathSync(folder);
  const real = realpathSync(path);
  return real === top || real.startsWith(top + sep);
}

/**
 * Whether what is at `path` lies in the repository that `folder` is in (in `folder`, where there is none). `folder` is where
 * the paths of a config start, never one that such a path names: that may be a link to another repository.
 */
export function staysInside(folder: string, path: string): boolean {
  return liesIn(repositoryOf(folder), path);
}

/** What is said of a path that does not: a clause. */
export function leadsOut(path: string, place = "the repository"): string {
  return `${path} leads out of ${place}`;
}

/** The nearest folder at or above that is the top of a repository or of a worktree. */
export function repositoryOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return folder;
  }
}
