// src/target/history.ts
import { ToolError } from "../errors.js";
var DEEPEN = [50, 200, 800, 3200];
async function parentsOf(git, sha) {
  const header = (await git.run(["cat-file", "commit", sha])).split("\n\n", 1)[0] ?? "";
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? "");
}
async function ensureCommit(git, sha) {
  if (await git.attempt(["cat-file", "-e", `${sha}^{commit}`]) !== null) return;
  const remote = await remoteOf(git);
  const cause = `Commit ${sha} is not in this clone`;
  if (remote === null) throw new ToolError(`${cause}, and there is no remote to fetch it from.`);
  const depth = await isShallow(git) ? ["--depth=1"] : [];
  try {
    await git.run(["fetch", "--no-tags", "--no-recurse-submodules", ...depth, remote, sha]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ToolError(`${cause} and could not be fetched; check it out with full history (fetch-depth: 0). ${said}`, {
      cause: error
    });
  }
}
async function mergeBase(git, one, other) {
  const find = () => git.attempt(["merge-base", one, other]);
  let found = await find();
  const remote = await remoteOf(git);
  for (const by of [...DEEPEN.map((count) => `--deepen=${count}`), "--unshallow"]) {
    if (found !== null || remote === null || !await isShallow(git)) return found;
    const fetch = ["fetch", "--no-tags", "--no-recurse-submodules", by, remote];
    if (await git.attempt([...fetch, one, other]) === null && await git.attempt([...fetch, other]) === null) {
      return null;
    }
    found = await find();
  }
  return found;
}
async function deepen(git, sha, by) {
  const remote = await remoteOf(git);
  if (remote === null || !await isShallow(git)) return true;
  const fetch = ["fetch", "--no-tags", "--no-recurse-submodules", `--deepen=${by}`, remote, sha];
  return await git.attempt(fetch) !== null;
}
async function fetchFiles(git, one, other) {
  if (await git.attempt(["config", "--get-regexp", "^remote\\..*\\.promisor$", "true"]) === null) return;
  await git.attempt(["diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--numstat", one, other]);
}
async function isShallow(git) {
  return await git.run(["rev-parse", "--is-shallow-repository"]) === "true";
}
async function remoteOf(git) {
  const remotes = (await git.run(["remote"])).split("\n").filter(Boolean);
  return remotes.includes("origin") ? "origin" : remotes.length === 1 ? remotes[0] ?? null : null;
}
async function defaultBranchTip(git, named) {
  const remote = await remoteOf(git);
  const far = remote === null ? [] : [named && `${remote}/${named}`, `${remote}/HEAD`, `${remote}/main`, `${remote}/master`];
  const candidates = [...far.map((ref) => ref && `refs/remotes/${ref}`), "refs/heads/main", "refs/heads/master"];
  for (const ref of candidates) {
    const sha = ref && await git.attempt(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
    if (!sha) continue;
    const full = await git.attempt(["symbolic-ref", "--quiet", ref]) ?? ref;
    return { ref: full.replace(/^refs\/(?:remotes|heads)\//, ""), sha };
  }
  return remote && await askRemote(git, remote) || onlyBranch(git);
}
async function askRemote(git, remote) {
  const answer = await git.attempt(["ls-remote", "--symref", remote, "HEAD"]);
  const branch = /^ref: refs\/heads\/(\S+)\s+HEAD$/m.exec(answer ?? "")?.[1];
  const sha = /^([0-9a-f]+)\s+HEAD$/m.exec(answer ?? "")?.[1];
  if (!branch || !sha) return null;
  await ensureCommit(git, sha);
  return { ref: `${remote}/${branch}`, sha };
}
async function onlyBranch(git) {
  const lines = await git.run(["for-each-ref", "--format=%(objectname) %(refname:short)", "refs/heads"]);
  const [sha, ref, ...more] = lines.split(/\s+/);
  return sha && ref && more.length === 0 ? { ref, sha } : null;
}
export {
  deepen,
  defaultBranchTip,
  ensureCommit,
  fetchFiles,
  mergeBase,
  parentsOf,
  remoteOf
};
