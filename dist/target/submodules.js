// src/target/submodules.ts
import { realpath } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { ToolError } from "../errors.js";
import { hasGit, openRepository } from "./git.js";
import { ensureCommit } from "./history.js";
async function submodulesOf(system, { git, commit }, credentials = {}) {
  const folders = await git.run(["ls-tree", "-r", "-d", "-z", "--full-tree", commit]);
  const links = folders.split("\0").flatMap((entry) => {
    const [, sha, path] = /^160000 commit ([0-9a-f]+)\t(.+)$/su.exec(entry) ?? [];
    return sha === void 0 || path === void 0 ? [] : [{ path, commit: sha }];
  });
  const cloneOf = async ({ path }) => {
    const there = await cloneAt(system, git, path, credentials);
    if (there !== null) return there;
    const moved = await movedTo(git, commit, path);
    return moved === null ? null : cloneAt(system, git, moved, credentials);
  };
  return Promise.all(links.map(async (link) => ({ ...link, git: await cloneOf(link) })));
}
async function movedTo(git, commit, path) {
  const blob = ["--blob", `${commit}:.gitmodules`];
  const paths = await git.attempt(["config", ...blob, "-z", "--get-regexp", "^submodule\\..*\\.path$"]);
  const entries = (paths ?? "").split("\0").map((entry) => /^submodule\.(.+)\.path\n(.+)$/su.exec(entry) ?? []);
  const name = entries.find(([, , named]) => named === path)?.[1];
  if (name === void 0 || name.split(/[\\/]/u).includes("..")) return null;
  const clone = resolve(git.root, await git.run(["rev-parse", "--git-path", `modules/${name}`]));
  const worktree = await git.attempt(["config", "--file", join(clone, "config"), "--get", "core.worktree"]);
  const moved = worktree === null ? null : relative(git.root, resolve(clone, worktree));
  return moved === null || moved === "" || moved.split(/[\\/]/u)[0] === ".." ? null : moved;
}
async function isPlainPath(path) {
  return await realpath(path).catch(() => null) === path;
}
async function cloneAt(system, { root }, path, credentials) {
  const folder = join(root, path);
  if (!await isPlainPath(folder)) return null;
  if (!await hasGit(folder)) return null;
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
