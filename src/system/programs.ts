/** Programs on this machine. */
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

/** Whether it is a file that we may execute. */
export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/**
 * The first program of these names on PATH (`path`), as an absolute path. Relative parts of PATH are left out: they would
 * run what lies in the folder of the pull request.
 */
export async function which(names: readonly string[], path: string): Promise<string | null> {
  const folders = path.split(delimiter).filter(isAbsolute);
  for (const candidate of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (await isProgram(candidate)) return candidate;
  }
  return null;
}
