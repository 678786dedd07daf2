import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ToolError } from "../errors.ts";
import { usableVersion } from "./k6-program.ts";
import type { System } from "./system.ts";

/** A program in the tool cache lies at k6/<version>/<origin>-<its own SHA-256>/k6. */
export interface CacheKey {
  readonly version: string;
  /** What it was made of, such as the first characters of an archive's SHA-256. */
  readonly origin: string;
}

/**
 * The path of a version's program in the cache, of one of these origins, whose bytes are those that were put there. Throws
 * ToolError when there is none: what was cut off or changed meanwhile is not used.
 */
export async function cachedK6(system: System, version: string, origins: readonly string[]): Promise<string> {
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

/**
 * Has the program made in a temporary folder (`make` answers with its path), tries it, and only then puts it into the
 * cache, in one step. Returns its path there. Throws ToolError when it is not k6 of this version, and what `make` throws.
 */
export async function intoCache(
  system: System,
  key: CacheKey,
  make: (folder: string) => Promise<string>,
): Promise<string> {
  const folder = await system.processes.temporaryFolder("weighbridge-k6");
  try {
    const made = await make(folder);
    await chmod(made, 0o755);
    const found = await usableVersion(system, made);
    if (found !== key.version) throw new ToolError(`it turned out to be k6 ${found}`);
    const folderOfVersion = folderOf(system, key.version);
    const place = join(folderOfVersion, `${key.origin}-${await sha256Of(made)}`);
    // Beside its place first: a rename is one step only inside a file system.
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

function folderOf({ toolCache }: System, version: string): string {
  return join(toolCache, "k6", version);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
