import { randomBytes } from "node:crypto";
import { chmod, copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ToolError } from "../errors.ts";
import { usableVersion } from "./k6-program.ts";
import type { System } from "./system.ts";

/** Where the tool cache has a version, if it has it. */
export function cachedK6(system: System, version: string): string {
  return join(system.toolCache, "k6", version, "k6");
}

/**
 * Has the program made in a temporary folder (`make` answers with its path), tries it, and only then puts it into the
 * cache, in one step. Returns its path there. Throws ToolError when it is not k6 of this version, and what `make` throws.
 */
export async function intoCache(
  system: System,
  version: string,
  make: (folder: string) => Promise<string>,
): Promise<string> {
  const folder = await system.processes.temporaryFolder("weighbridge-k6");
  try {
    const made = await make(folder);
    await chmod(made, 0o755);
    const found = await usableVersion(system, made);
    if (found !== version) throw new ToolError(`it turned out to be k6 ${found}`);
    const path = cachedK6(system, version);
    // Beside its place first: a rename is one step only inside a file system. Two jobs at once: the later one wins.
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
