// src/system/inside.ts
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
function staysInside(folder, path) {
  if (!existsSync(path)) return false;
  const top = realpathSync(repositoryOf(folder));
  const real = realpathSync(path);
  return real === top || real.startsWith(top + sep);
}
function repositoryOf(folder) {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return folder;
  }
}
export {
  repositoryOf,
  staysInside
};
