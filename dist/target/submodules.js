// src/target/submodules.ts
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.js";
import { openRepository } from "./git.js";
import { ensureCommit } from "./history.js";
async function submodulesOf(system, { git, commit }, credentials = {}) {
  const folders = await git.run(["ls-tree", "-r", "-d", "-z", "--full-tree", commit]);
  const links = folders.split("\0").flatMap((entry) => {
    const [, sha, path] = /^160000 commit ([0-9a-f]+)\t(.+)$/su.exec(entry) ?? [];
    return sha === void 0 || path === void 0 ? [] : [{ path, commit: sha }];
  });
  return Promise.all(links.map(async (link) => ({ ...link, git: await cloneAt(system, git, link.path, credentials) })));
}
async function isPlainPath(path) {
  return await realpath(path).catch(() => null) === path;
}
async function cloneAt(system, { root }, path, credentials) {
  const folder = join(root, path);
  if (!await isPlainPath(folder)) return null;
  const git = await openRepository(system, folder, { ...credentials, GIT_PROTOCOL_FROM_USER: "0" });
  return git.root === folder ? git : null;
}
async function ensureSubmodule(git, { path, commit }) {
  try {
    await ensureCommit(git, commit);
  } catch (cause) {
    if (!(cause instanceof ToolError)) throw cause;
    throw new ToolError(`In submodule ${path}: ${cause.message}`, { cause });
  }
}
export {
  ensureSubmodule,
  isPlainPath,
  submodulesOf
};
