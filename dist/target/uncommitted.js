// src/target/uncommitted.ts
import { copyFile, stat, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
var OURS = ["**/.weighbridge", "**/.weighbridge/**"];
var WITHOUT_OURS = OURS.map((pattern) => `:(exclude,top,glob)${pattern}`);
var ONLY_OURS = OURS.map((pattern) => `:(top,glob)${pattern}`);
async function hasUncommitted(git) {
  return await git.run(["status", "--porcelain", "--untracked-files=normal", "--", ".", ...WITHOUT_OURS]) !== "";
}
async function commitWorktree(system, git) {
  const head = await git.run(["rev-parse", "--verify", "HEAD^{commit}"]);
  if (!await hasUncommitted(git)) return head;
  const index = join(await system.processes.temporaryFolder("weighbridge-index"), "index");
  await copyIndex(resolve(git.root, await git.run(["rev-parse", "--git-path", "index"])), index).catch(() => {
  });
  const env = { GIT_INDEX_FILE: index };
  await git.run(["-c", "advice.addEmbeddedRepo=false", "add", "--all", "--", "."], env);
  await git.run(["rm", "-r", "--quiet", "--cached", "--ignore-unmatch", "--", ...ONLY_OURS], env);
  const tree = await git.run(["write-tree"], env);
  const date = await git.run(["log", "-1", "--format=%cI", "HEAD"]);
  return git.run(["commit-tree", tree, "-p", head, "-m", "Uncommitted changes"], {
    ...identity("AUTHOR", date),
    ...identity("COMMITTER", date)
  });
}
async function copyIndex(from, to) {
  const { mtimeMs } = await stat(from);
  await copyFile(from, to);
  const second = Math.floor(mtimeMs / 1e3);
  await utimes(to, second, second);
}
function identity(role, date) {
  return {
    [`GIT_${role}_NAME`]: "weighbridge",
    [`GIT_${role}_EMAIL`]: "weighbridge@localhost",
    [`GIT_${role}_DATE`]: date
  };
}
export {
  commitWorktree,
  hasUncommitted
};
