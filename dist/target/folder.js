// src/target/folder.ts
import { stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { TargetError } from "../errors.js";
import { staysInside } from "../system/inside.js";
async function isFolder(path) {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}
async function servedFolder({ side, dir }, folder) {
  const root = resolve(dir, folder);
  const inside = root === dir || root.startsWith(dir + sep);
  if (inside && await isFolder(root)) {
    if (staysInside(dir, root)) return root;
    throw new TargetError(side, `${side}: target.static: "${folder}" leads out of the repository by a link.`);
  }
  throw new TargetError(side, `${side}: target.static: there is no folder "${folder}" in the built tree.`);
}
export {
  isFolder,
  servedFolder
};
