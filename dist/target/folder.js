// src/target/folder.ts
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { TargetError } from "../errors.js";
import { isRelativeInside } from "../measure/fields.js";
import { leadsOut, staysInside } from "../system/inside.js";
async function isFolder(path) {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}
async function servedFolder({ side, dir }, folder) {
  const root = join(dir, folder);
  if (isRelativeInside(folder) && await isFolder(root)) {
    if (staysInside(dir, root)) return root;
    throw new TargetError(side, `${side}: target.static: ${leadsOut(`"${folder}"`)} by a link.`);
  }
  throw new TargetError(side, `${side}: target.static: there is no folder "${folder}" in the built tree.`);
}
export {
  isFolder,
  servedFolder
};
