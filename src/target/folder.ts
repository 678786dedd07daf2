import { stat } from "node:fs/promises";
import { join } from "node:path";
import { TargetError } from "../errors.ts";
import { isRelativeInside } from "../measure/fields.ts";
import type { Build } from "../measure/served.ts";
import { leadsOut, staysInside } from "../system/inside.ts";

/** Whether there is a folder at `path`, or a link to one. */
export async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}

/** Where it lies. @throws TargetError when there is no such folder in the built tree, or a link leads out of it */
export async function servedFolder({ side, dir }: Build, folder: string): Promise<string> {
  const root = join(dir, folder);
  if (isRelativeInside(folder) && (await isFolder(root))) {
    if (staysInside(dir, root)) return root;
    throw new TargetError(side, `${side}: target.static: ${leadsOut(`"${folder}"`)} by a link.`);
  }
  throw new TargetError(side, `${side}: target.static: there is no folder "${folder}" in the built tree.`);
}
