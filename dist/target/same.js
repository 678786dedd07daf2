// src/target/same.ts
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import picomatch from "../vendor/picomatch.js";
import { OUTPUT_LIMIT } from "../system/output.js";
import { INSTALLED, listTree, treeDigest } from "./tree.js";
async function changedFiles(git, base, head) {
  const output = await git.run(["diff-tree", "-r", "-z", "--name-only", "--no-renames", base, head]);
  return Buffer.byteLength(output) >= OUTPUT_LIMIT - 1 ? null : output.split("\0").filter(Boolean);
}
function onlyIgnored(changed, ignore) {
  if (changed === null) return null;
  if (changed.length === 0) return "Base and head are the same tree.";
  const ignored = picomatch([...ignore], { dot: true });
  if (ignore.length === 0 || !changed.every((path) => ignored(path))) return null;
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : "";
  return `Only files that the target does not run from changed: ${changed.slice(0, 3).join(", ")}${more}.`;
}
async function sameBytes(dirs, changed, ignore) {
  const ignored = picomatch([...ignore], { dot: true });
  const skip = (path) => ignore.length > 0 && ignored(path);
  if (changed === null) return null;
  if (changed.some((path) => path.split("/").some((part) => INSTALLED.has(part)) && !skip(path))) return null;
  try {
    const roots = { base: worktreeOf(dirs.base), head: worktreeOf(dirs.head) };
    const [base, head] = [await listTree(roots.base, skip), await listTree(roots.head, skip)];
    if (JSON.stringify(base) !== JSON.stringify(head)) return null;
    if (await treeDigest(roots.base, base) !== await treeDigest(roots.head, head)) return null;
    return `Both sides built to the same bytes (${base.length} files).`;
  } catch (error) {
    if (error.code === "EACCES") return null;
    throw error;
  }
}
function worktreeOf(dir) {
  for (let folder = dir; dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
  }
  return dir;
}
export {
  changedFiles,
  onlyIgnored,
  sameBytes
};
