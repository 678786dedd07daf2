// src/target/worktrees.ts
import { join } from "node:path";
import { SIDES } from "../model/series.js";
async function addWorktrees(system, git, commits) {
  const folder = await system.processes.temporaryFolder("weighbridge");
  const paths = { base: join(folder, "base"), head: join(folder, "head") };
  for (const side of SIDES) {
    const commit = commits[side];
    if (commit === void 0) continue;
    const remove = ["-C", git.root, "worktree", "remove", "--force", "--force", paths[side]];
    system.processes.onEnd(async () => void await git.attempt(remove), ["git", ...remove]);
    await git.run(["-c", "core.hooksPath=/dev/null", "worktree", "add", "--detach", "--force", paths[side], commit]);
  }
  return paths;
}
export {
  addWorktrees
};
