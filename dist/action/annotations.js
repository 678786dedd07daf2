// src/action/annotations.ts
import { existsSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { escapeText } from "../report/render/escape.js";
import { remarksOf } from "../report/render/machines/check.js";
import { headline } from "../report/render/words/sentence.js";
function annotationsOf({ inputs, gate, terminal }, verdict) {
  const workspace = terminal.env.GITHUB_WORKSPACE ?? inputs.folder;
  const prefix = relative(rootOf(inputs.folder, workspace), inputs.folder);
  const title = `${checkName(gate)}: ${headline(verdict, escapeText).label}`;
  return remarksOf(verdict).flatMap(({ at, level, message }) => {
    const path = posix.join(prefix, at.file);
    return isInside(path) ? [{ path, line: at.line, level, title, message }] : [];
  });
}
function checkName(gate) {
  return gate === "default" ? "Weighbridge" : `Weighbridge (${gate})`;
}
function rootOf(folder, workspace) {
  for (let at = folder; at !== workspace && at !== dirname(at); at = dirname(at))
    if (existsSync(join(at, ".git"))) return at;
  return workspace;
}
function isInside(path) {
  return !/^\.\.?(?:\/|$)|^\/|[\u0000-\u001F\u007F\\]/u.test(path);
}
export {
  annotationsOf,
  checkName
};
