// src/target/lfs.ts
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openRepository } from "./git.js";
import { remoteOf } from "./history.js";
var LARGEST_POINTER = 1024;
var POINTER = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v1\n/u;
async function fillLfs(system, checkout, dir) {
  const tree = await openRepository(system, dir);
  const found = await lfsFiles(tree);
  if (found.empty.length === 0 || lacksAll(await lfsFiles(checkout))) return found;
  await tree.attempt(["lfs", "checkout"]);
  return lfsFiles(tree);
}
async function fetchLfs(git, commit) {
  const remote = await remoteOf(git);
  if (remote === null || (await lfsFiles(git)).filled.length === 0) return;
  const settings = [`lfs.url=${await serverOf(git, remote, commit)}`, "lfs.fetchinclude=", "lfs.fetchexclude="];
  await git.attempt([...settings.flatMap((setting) => ["-c", setting]), "lfs", "fetch", remote, commit]);
}
async function serverOf(git, remote, commit) {
  for (const where of [[], ["--blob", `${commit}:.lfsconfig`]])
    for (const key of ["lfs.url", `remote.${remote}.lfsurl`]) {
      const named = await git.attempt(["config", ...where, "--get", key]);
      if (named) return named;
    }
  const address = await git.run(["remote", "get-url", remote]);
  return /^https?:/u.test(address) ? `${address.replace(/\/?(?:\.git)?\/?$/u, "")}.git/info/lfs` : address;
}
function lacksAll({ filled, empty }) {
  return filled.length === 0 && empty.length > 0;
}
async function lfsFiles(git) {
  const listed = await git.run(["ls-files", "-z", "--", ":(top,attr:filter=lfs)"]);
  const found = { filled: [], empty: [] };
  for (const path of new Set(listed.split("\0").filter(Boolean))) {
    const file = join(git.root, path);
    const stats = await lstat(file).catch(() => null);
    if (!stats?.isFile()) continue;
    const isPointer = stats.size < LARGEST_POINTER && POINTER.test(await readFile(file, "utf8"));
    found[isPointer ? "empty" : "filled"].push(path);
  }
  return found;
}
export {
  fetchLfs,
  fillLfs,
  lacksAll
};
