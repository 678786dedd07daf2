import { ToolError } from "../errors.ts";
import type { Git } from "./git.ts";

/** Steps by which a shallow clone is deepened in search of a merge base; then all of it is fetched. */
const DEEPEN = [50, 200, 800, 3200];

/** The true parents of a commit, also where a shallow clone hides them from rev-parse. */
export async function parentsOf(git: Git, sha: string): Promise<readonly string[]> {
  const header = (await git.run(["cat-file", "commit", sha])).split("\n\n", 1)[0] ?? "";
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? "");
}

/** Makes sure that `sha` and its files are here, fetching that one commit when not. Throws ToolError when it cannot be had. */
export async function ensureCommit(git: Git, sha: string): Promise<void> {
  if ((await git.attempt(["cat-file", "-e", `${sha}^{commit}`])) !== null) return;
  const remote = await remoteOf(git);
  const cause = `Commit ${sha} is not in this clone`;
  if (remote === null) throw new ToolError(`${cause}, and there is no remote to fetch it from.`);
  // A depth would cut the history of a full clone.
  const depth = (await isShallow(git)) ? ["--depth=1"] : [];
  try {
    await git.run(["fetch", "--no-tags", "--no-recurse-submodules", ...depth, remote, sha]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ToolError(`${cause} and could not be fetched; check it out with full history (fetch-depth: 0). ${said}`, {
      cause: error,
    });
  }
}

/** The best common ancestor; a shallow clone is deepened until there is one. null: none is known. */
export async function mergeBase(git: Git, one: string, other: string): Promise<string | null> {
  const find = () => git.attempt(["merge-base", one, other]);
  let found = await find();
  const remote = await remoteOf(git);
  for (const by of [...DEEPEN.map((count) => `--deepen=${count}`), "--unshallow"]) {
    if (found !== null || remote === null || !(await isShallow(git))) return found;
    const fetch = ["fetch", "--no-tags", "--no-recurse-submodules", by, remote];
    // The remote may not know a commit that was made here; what it knows must still be deepened.
    if ((await git.attempt([...fetch, one, other])) === null && (await git.attempt([...fetch, other])) === null) {
      return null;
    }
    found = await find();
  }
  return found;
}

/** Fetches up to `by` more commits before `sha` where the clone is shallow; says whether they could be had. */
export async function deepen(git: Git, sha: string, by: number): Promise<boolean> {
  const remote = await remoteOf(git);
  if (remote === null || !(await isShallow(git))) return true;
  const fetch = ["fetch", "--no-tags", "--no-recurse-submodules", `--deepen=${by}`, remote, sha];
  return (await git.attempt(fetch)) !== null;
}

/** Into a partial clone, which has the files of `one`, all at once: those that `other` has in another form. */
export async function fetchFiles(git: Git, one: string, other: string): Promise<void> {
  if ((await git.attempt(["config", "--get-regexp", "^remote\\..*\\.promisor$", "true"])) === null) return;
  await git.attempt(["diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--numstat", one, other]);
}

async function isShallow(git: Git): Promise<boolean> {
  return (await git.run(["rev-parse", "--is-shallow-repository"])) === "true";
}

/** `origin`, else the only one; null when there is none or several. */
export async function remoteOf(git: Git): Promise<string | null> {
  const remotes = (await git.run(["remote"])).split("\n").filter(Boolean);
  return remotes.includes("origin") ? "origin" : remotes.length === 1 ? (remotes[0] ?? null) : null;
}

export interface Tip {
  readonly ref: string;
  readonly sha: string;
}

/** The newest known commit of the default branch; null when it cannot be told which that is. */
export async function defaultBranchTip(git: Git, named: string | null): Promise<Tip | null> {
  const remote = await remoteOf(git);
  const far =
    remote === null ? [] : [named && `${remote}/${named}`, `${remote}/HEAD`, `${remote}/main`, `${remote}/master`];
  const candidates = [...far.map((ref) => ref && `refs/remotes/${ref}`), "refs/heads/main", "refs/heads/master"];
  for (const ref of candidates) {
    const sha = ref && (await git.attempt(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]));
    if (!sha) continue;
    // origin/HEAD stands for a branch: people know that by its name.
    const full = (await git.attempt(["symbolic-ref", "--quiet", ref])) ?? ref;
    return { ref: full.replace(/^refs\/(?:remotes|heads)\//, ""), sha };
  }
  return (remote && (await askRemote(git, remote))) || onlyBranch(git);
}

/** A clone of a single branch knows nothing of the default branch: its remote does. */
async function askRemote(git: Git, remote: string): Promise<Tip | null> {
  const answer = await git.attempt(["ls-remote", "--symref", remote, "HEAD"]);
  const branch = /^ref: refs\/heads\/(\S+)\s+HEAD$/m.exec(answer ?? "")?.[1];
  const sha = /^([0-9a-f]+)\s+HEAD$/m.exec(answer ?? "")?.[1];
  if (!branch || !sha) return null;
  await ensureCommit(git, sha);
  return { ref: `${remote}/${branch}`, sha };
}

async function onlyBranch(git: Git): Promise<Tip | null> {
  const lines = await git.run(["for-each-ref", "--format=%(objectname) %(refname:short)", "refs/heads"]);
  const [sha, ref, ...more] = lines.split(/\s+/);
  return sha && ref && more.length === 0 ? { ref, sha } : null;
}
