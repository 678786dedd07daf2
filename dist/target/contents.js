// src/target/contents.ts
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ToolError } from "../errors.js";
import { fetchLfs, fillLfs, lacksAll } from "./lfs.js";
import { ensureSubmodule, isPlainPath, submodulesOf } from "./submodules.js";
import { addWorktree } from "./worktrees.js";
async function fillTree(system, side, tree) {
  const lfs = await fillLfs(system, tree.git, tree.dir);
  const all = { dir: tree.dir, lfs: copyOf(lfs), submodules: copyOf({ filled: [], empty: [] }) };
  for (const submodule of await submodulesOf(system, tree)) {
    const { path, git, commit } = submodule;
    const dir = join(tree.dir, path);
    if (git === null || !await isPlainPath(dir)) {
      all.submodules.empty.push(path);
      continue;
    }
    await ensureSubmodule(git, submodule).catch((cause) => {
      throw cause instanceof ToolError ? new ToolError(`${side}: ${cause.message}`, { cause }) : cause;
    });
    await addWorktree(system, { git, commit, dir });
    const inner = await fillTree(system, side, { git, commit, dir });
    all.submodules.filled.push(path);
    for (const what of ["lfs", "submodules"])
      for (const how of ["filled", "empty"])
        all[what][how].push(...inner[what][how].map((below) => `${path}/${below}`));
  }
  return all;
}
async function fetchContents(system, of, credentials) {
  await fetchLfs(of.git, of.commit);
  for (const submodule of await submodulesOf(system, of, credentials)) {
    const { git, commit } = submodule;
    if (git === null) continue;
    await ensureSubmodule(git, submodule);
    await fetchContents(system, { git, commit }, credentials);
  }
}
function refuseUnlike(head, base) {
  const lacks = (side, own, other, what) => {
    const path = own[what].empty.find(
      (one) => !other[what].empty.includes(one) && // What head does not have cannot be in its checkout; only where that has none of head's would base's lack as well.
      (existsSync(join(other.dir, one)) || side === "base" && !lacksAll(other[what]))
    );
    if (path !== void 0) throw new ToolError(`${side}: ${LACKS[what](path, side)}`);
  };
  for (const what of ["submodules", "lfs"]) {
    lacks("head", head, base, what);
    lacks("base", base, head, what);
  }
}
var SUBMODULE_OF_BASE = "keep it in this change, or hold this change to its limits alone (mode: budgets); one that git mv moved is found";
var LACKS = {
  submodules: (path, side) => `${path} is a submodule that this checkout does not have, so this side alone would be built without it; ${side === "head" ? "check out with submodules: true" : SUBMODULE_OF_BASE}.`,
  lfs: (path) => `of ${path} only the pointer of Git LFS is here, so this side alone would be built without its content; check out with lfs: true, or fetch it before (git lfs fetch --all).`
};
function withoutOf({ submodules, lfs }) {
  return [
    ...submodules.empty.length > 0 ? [`Submodules are empty, as in the checkout: ${someOf(submodules.empty)}.`] : [],
    ...lfs.empty.length > 0 ? [`Files of Git LFS are pointers, as in the checkout: ${someOf(lfs.empty)}.`] : []
  ];
}
function someOf(paths) {
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : "";
  return `${paths.slice(0, 3).join(", ")}${more}`;
}
function copyOf({ filled, empty }) {
  return { filled: [...filled], empty: [...empty] };
}
export {
  fetchContents,
  fillTree,
  refuseUnlike,
  withoutOf
};
