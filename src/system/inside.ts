/** Where a path of a repository really leads: links in it are a pull request's, as is what a config names. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/**
 * Whether what is at `path` lies in the repository that `folder` is in (in `folder`, where there is none), wherever links
 * lead. Both are absolute, and there; false for a path that is not.
 */
export function staysInside(folder: string, path: string): boolean {
  if (!existsSync(path)) return false;
  const top = realpathSync(repositoryOf(folder));
  const real = realpathSync(path);
  return real === top || real.startsWith(top + sep);
}

/** The nearest folder at or above that is the top of a repository or of a worktree. */
export function repositoryOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return folder;
  }
}
