// src/target/worktrees.ts
import { join } from "node:path";
import { SIDES } from "../model/series.js";
async function addWorktrees(system, git, commits) {
  const folder = await system.processes.temporaryFolder("weighbridge");
  const paths = { base: join(folder, "base"), head: join(folder, "head") };
  for (const side of SIDES) {
    const commit = commits[side];
    if (commit !== void 0) await addWorktree(system, { git, commit, dir: paths[side] });
  }
  return paths;
}
async function addWorktree(system, { git, commit, dir }) {
  const remove = ["-C", git.root, "worktree", "remove", "--force", "--force", dir];
  system.processes.onEnd(async () => void await git.attempt(remove), ["git", ...remove]);
  await git.run([...PLAIN, "worktree", "add", "--detach", "--force", dir, commit]);
}
var PLAIN = [
  // Hooks may be files of the tree (husky): nothing of it runs before we say so.
  "core.hooksPath=/dev/null",
  // Git LFS would ask its server for each file, or fail where it is not installed: see lfs.ts for what is done in its place.
  "filter.lfs.process=",
  "filter.lfs.smudge=",
  "filter.lfs.required=false"
].flatMap((setting) => ["-c", setting]);
export {
  addWorktree,
  addWorktrees
};
