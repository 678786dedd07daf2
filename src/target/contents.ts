/** What git alone does not put into a worktree: submodules, and the content of files of Git LFS. Both as the checkout has it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ToolError } from "../errors.ts";
import type { Side } from "../model/series.ts";
import type { System } from "../system/system.ts";
import { type Filling, fetchLfs, fillLfs, lacksAll } from "./lfs.ts";
import { ensureSubmodule, isPlainPath, submodulesOf } from "./submodules.ts";
import { addWorktree, type Tree } from "./worktrees.ts";

/** What a side has of them. */
export interface Contents {
  /** Of its worktree. */
  readonly dir: string;
  readonly submodules: Filling;
  readonly lfs: Filling;
}

/**
 * Fills a worktree, and the submodules in it with worktrees of their own, removed as it is. @throws ToolError when a
 * submodule's commit cannot be had: of base too, as head may have led its clone elsewhere
 */
export async function fillTree(system: System, side: Side, tree: Tree): Promise<Contents> {
  const lfs = await fillLfs(system, tree.git, tree.dir);
  const all = { dir: tree.dir, lfs: copyOf(lfs), submodules: copyOf({ filled: [], empty: [] }) };
  for (const submodule of await submodulesOf(system, tree)) {
    const { path, git, commit } = submodule;
    const dir = join(tree.dir, path);
    // A link in the tree could lead us to write elsewhere.
    if (git === null || !(await isPlainPath(dir))) {
      all.submodules.empty.push(path);
      continue;
    }
    await ensureSubmodule(git, submodule).catch((cause: unknown) => {
      throw cause instanceof ToolError ? new ToolError(`${side}: ${cause.message}`, { cause }) : cause;
    });
    await addWorktree(system, { git, commit, dir });
    const inner = await fillTree(system, side, { git, commit, dir });
    all.submodules.filled.push(path);
    for (const what of ["lfs", "submodules"] as const)
      for (const how of ["filled", "empty"] as const)
        all[what][how].push(...inner[what][how].map((below) => `${path}/${below}`));
  }
  return all;
}

/**
 * Fetches what fillTree needs of a commit, as far as the checkout has the like, by `credentials` as for openRepository.
 * @throws ToolError naming a submodule whose commit cannot be had
 */
export async function fetchContents(
  system: System,
  of: Pick<Tree, "git" | "commit">,
  credentials: Readonly<Record<string, string>>,
): Promise<void> {
  await fetchLfs(of.git, of.commit);
  for (const submodule of await submodulesOf(system, of, credentials)) {
    const { git, commit } = submodule;
    if (git === null) continue;
    await ensureSubmodule(git, submodule);
    await fetchContents(system, { git, commit }, credentials);
  }
}

/**
 * One side without what the other has would be lighter for no merit of its own. @throws ToolError naming the side that
 * lacks it: no answer of base's, as head alone could bring that about
 */
export function refuseUnlike(head: Contents, base: Contents): void {
  const lacks = (side: Side, own: Contents, other: Contents, what: "submodules" | "lfs") => {
    const path = own[what].empty.find(
      (one) =>
        !other[what].empty.includes(one) &&
        // What head does not have cannot be in its checkout; only where that has none of head's would base's lack as well.
        (existsSync(join(other.dir, one)) || (side === "base" && !lacksAll(other[what]))),
    );
    if (path !== undefined) throw new ToolError(`${side}: ${LACKS[what](path, side)}`);
  };
  for (const what of ["submodules", "lfs"] as const) {
    lacks("head", head, base, what);
    lacks("base", base, head, what);
  }
}

/** What base alone has, as head removed it, no checkout of head can have. */
const SUBMODULE_OF_BASE =
  "keep it in this change, or hold this change to its limits alone (mode: budgets); one that git mv moved is found";

const LACKS = {
  submodules: (path: string, side: Side) =>
    `${path} is a submodule that this checkout does not have, so this side alone would be built without it; ${side === "head" ? "check out with submodules: true" : SUBMODULE_OF_BASE}.`,
  lfs: (path: string) =>
    `of ${path} only the pointer of Git LFS is here, so this side alone would be built without its content; check out with lfs: true, or fetch it before (git lfs fetch --all).`,
};

/** What both sides go without, as sentences. */
export function withoutOf({ submodules, lfs }: Contents): readonly string[] {
  return [
    ...(submodules.empty.length > 0 ? [`Submodules are empty, as in the checkout: ${someOf(submodules.empty)}.`] : []),
    ...(lfs.empty.length > 0 ? [`Files of Git LFS are pointers, as in the checkout: ${someOf(lfs.empty)}.`] : []),
  ];
}

function someOf(paths: readonly string[]): string {
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : "";
  return `${paths.slice(0, 3).join(", ")}${more}`;
}

function copyOf({ filled, empty }: Filling): { readonly filled: string[]; readonly empty: string[] } {
  return { filled: [...filled], empty: [...empty] };
}
