// src/system/inside.ts
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
function liesIn(folder, path) {
  if (!existsSync(folder) || !existsSync(path)) return false;
  const top = realpathSync(folder);
  const real = realpathSync(path);
  return real === top || real.startsWith(top + sep);
}
function staysInside(folder, path) {
  return liesIn(repositoryOf(folder), path);
}
function leadsOut(path, place = "the repository") {
  return `${path} leads out of ${place}`;
}
function repositoryOf(folder) {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return folder;
  }
}
export {
  leadsOut,
  liesIn,
  repositoryOf,
  staysInside
};
