// src/system/programs.ts
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
async function isProgram(path) {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
async function which(names, path) {
  const folders = path.split(delimiter).filter(isAbsolute);
  for (const candidate of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (await isProgram(candidate)) return candidate;
  }
  return null;
}
export {
  isProgram,
  which
};
