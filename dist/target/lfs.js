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
  if (found.empty.length === 0 || isPointersOnly(await lfsFiles(checkout))) return found;
  await tree.attempt(["lfs", "checkout"]);
  return lfsFiles(tree);
}
async function fetchLfs(git, commit) {
  const remote = await remoteOf(git);
  if (remote === null || (await lfsFiles(git)).filled.length === 0) return;
  await git.attempt(["lfs", "fetch", remote, commit]);
}
function isPointersOnly({ filled, empty }) {
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
  fillLfs
};
