import { join } from "node:path";
import { toJson, writeAtomically } from "../../stored/write.ts";
import type { Badge } from "../render/machines/badge.ts";

/** Writes `badge.json` into `folder`; returns its path. @throws ToolError when it cannot. */
export async function writeBadge(folder: string, badge: Badge): Promise<string> {
  const path = join(folder, "badge.json");
  await writeAtomically(path, toJson(badge));
  return path;
}
