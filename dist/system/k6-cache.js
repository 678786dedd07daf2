// src/system/k6-cache.ts
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ToolError } from "../errors.js";
import { usableVersion } from "./k6-program.js";
async function cachedK6(system, version, origins) {
  const folder = folderOf(system, version);
  const entries = await readdir(folder).catch(() => []);
  for (const entry of origins.flatMap((origin) => entries.filter((name) => name.startsWith(`${origin}-`)))) {
    const path = join(folder, entry, "k6");
    const digest = await sha256Of(path).catch(() => "unreadable");
    if (entry.endsWith(`-${digest}`)) return path;
    system.log.warn(`${path} is not what was put there, so it is not used.`);
  }
  throw new ToolError(`nothing of known origin in ${folder}`);
}
async function intoCache(system, key, make) {
  const folder = await system.processes.temporaryFolder("weighbridge-k6");
  try {
    const made = await make(folder);
    await chmod(made, 493);
    const found = await usableVersion(system, made);
    if (found !== key.version) throw new ToolError(`it turned out to be k6 ${found}`);
    const folderOfVersion = folderOf(system, key.version);
    const place = join(folderOfVersion, `${key.origin}-${await sha256Of(made)}`);
    const beside = join(folderOfVersion, `.${randomBytes(5).toString("hex")}`);
    await mkdir(place, { recursive: true });
    try {
      await copyFile(made, beside);
      await rename(beside, join(place, "k6"));
    } finally {
      await rm(beside, { force: true });
    }
    return join(place, "k6");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
function folderOf({ toolCache }, version) {
  return join(toolCache, "k6", version);
}
async function sha256Of(path) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
export {
  cachedK6,
  intoCache
};
