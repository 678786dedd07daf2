// src/report/deliver/badge.ts
import { join } from "node:path";
import { toJson, writeAtomically } from "../../stored/write.js";
async function writeBadge(folder, badge) {
  const path = join(folder, "badge.json");
  await writeAtomically(path, toJson(badge));
  return path;
}
export {
  writeBadge
};
