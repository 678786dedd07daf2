// src/system/k6-cache.ts
import { randomBytes } from "node:crypto";
import { chmod, copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ToolError } from "../errors.js";
import { usableVersion } from "./k6-program.js";
function cachedK6(system, version) {
  return join(system.toolCache, "k6", version, "k6");
}
async function intoCache(system, version, make) {
  const folder = await system.processes.temporaryFolder("weighbridge-k6");
  try {
    const made = await make(folder);
    await chmod(made, 493);
    const found = await usableVersion(system, made);
    if (found !== version) throw new ToolError(`it turned out to be k6 ${found}`);
    const path = cachedK6(system, version);
    const beside = join(dirname(path), `.k6-${randomBytes(5).toString("hex")}`);
    await mkdir(dirname(path), { recursive: true });
    try {
      await copyFile(made, beside);
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
    return path;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
export {
  cachedK6,
  intoCache
};
