import { ConfigError } from "../errors.ts";
import type { Side } from "../model/series.ts";
import type { SideInfo } from "../model/verdict.ts";
import type { System } from "../system/system.ts";
import { type EventFacts, FULL_SHA } from "./event.ts";
import type { Git } from "./git.ts";
import { defaultBranchTip, ensureCommit, mergeBase, parentsOf, remoteOf } from "./history.ts";
import { commitWorktree } from "./uncommitted.ts";

export interface ChosenCommit {
  readonly info: SideInfo;
  readonly sha: string;
  /** Which rule chose it, for the log and the report: "the merge base with origin/main". */
  readonly how: string;
}

/** A commit that a rule has found. */
export interface Found {
  readonly sha: string;
  readonly ref: string;
  readonly how: string;
}

interface Question {
  readonly option: string | null;
  readonly head: string;
  readonly event: EventFacts;
}

/** In this order; the first that answers wins. */
const RESOLVERS: readonly ((git: Git, question: Question) => Promise<Found | null>)[] = [
  byOption,
  byMergeQueue,
  byMergeRef,
  byPullRequest,
  byMergeBase,
];

/**
 * `ref`: any revision, or `worktree`: the files as they lie there; null: HEAD. Throws ConfigError for an unknown revision.
 */
export async function chooseHead(system: System, git: Git, ref: string | null): Promise<ChosenCommit> {
  if (ref === null)
    return choose(git, "head", { ...(await byName(git, "HEAD", "--head")), how: "what is checked out" });
  if (ref !== "worktree") return choose(git, "head", await byName(git, ref, "--head"));
  return choose(git, "head", { sha: await commitWorktree(system, git), ref, how: "the working tree as it is" });
}

/**
 * The commit to compare `head` (a full sha) with; `option` is `--base`. The commit is here afterwards, whatever the depth
 * of the clone. Throws ConfigError when `option` is unknown or nothing can be chosen, ToolError when it cannot be fetched.
 */
export async function chooseBase(
  git: Git,
  head: string,
  option: string | null,
  event: EventFacts,
): Promise<ChosenCommit> {
  for (const resolve of RESOLVERS) {
    const found = await resolve(git, { option, head, event });
    if (found) return choose(git, "base", found);
  }
  throw new ConfigError(
    `There is nothing to compare ${head.slice(0, 10)} with: no default branch is known here, or it has no earlier commit; name one with --base REF, or hold head to its limits alone with --mode budgets.`,
  );
}

/** The commit that `head` (a full sha) was put on; null for a first commit. It is here afterwards, or ToolError is thrown. */
export async function chooseParent(git: Git, head: string): Promise<ChosenCommit | null> {
  const [sha] = await parentsOf(git, head);
  if (sha === undefined) return null;
  return choose(git, "base", { sha, ref: `${head.slice(0, 10)}^`, how: "the commit before it" });
}

/** A base that was chosen before, by a step that could ask the remote. */
export function takeBase(git: Git, found: Found): Promise<ChosenCommit> {
  return choose(git, "base", found);
}

async function choose(git: Git, side: Side, { sha, ref, how }: Found): Promise<ChosenCommit> {
  await ensureCommit(git, sha);
  const subject = await git.run(["log", "-1", "--format=%s", sha]);
  return { info: { side, ref, commit: sha, subject }, sha, how };
}

async function byOption(git: Git, { option }: Question): Promise<Found | null> {
  return option === null ? null : byName(git, option, "--base");
}

async function byMergeQueue(_: Git, { event }: Question): Promise<Found | null> {
  const sha = event.mergeGroupBase;
  return sha === null ? null : { sha, ref: "merge queue", how: "the commit that this merge queue entry is put on" };
}

/** GitHub checks out a merge of the pull request into its base: its first parent is that base, exactly. */
async function byMergeRef(git: Git, { head, event }: Question): Promise<Found | null> {
  if (event.pullRequest === null) return null;
  const [first, second] = await parentsOf(git, head);
  if (!first || second !== event.pullRequest.headSha) return null;
  return { sha: first, ref: event.pullRequest.baseRef, how: "the first parent of the pull request's merge commit" };
}

/** What the base branch gained since the pull request left it is not the pull request's doing: prefer the fork point. */
async function byPullRequest(git: Git, { head, event }: Question): Promise<Found | null> {
  if (event.pullRequest === null) return null;
  const { baseSha, baseRef } = event.pullRequest;
  await ensureCommit(git, baseSha);
  const sha = await mergeBase(git, head, baseSha);
  if (sha === null) return { sha: baseSha, ref: baseRef, how: "the tip of the pull request's base branch" };
  return { sha, ref: baseRef, how: "the merge base with the pull request's base branch" };
}

async function byMergeBase(git: Git, { head, event }: Question): Promise<Found | null> {
  const tip = await defaultBranchTip(git, event.defaultBranch);
  const sha = tip && (await mergeBase(git, head, tip.sha));
  if (!tip || !sha) return null;
  if (sha !== head) return { sha, ref: tip.ref, how: `the merge base with ${tip.ref}` };
  const [parent] = await parentsOf(git, head);
  return parent ? { sha: parent, ref: `${head.slice(0, 10)}^`, how: `the commit before it on ${tip.ref}` } : null;
}

/** A revision of this clone, else a branch of the remote, else whatever the remote has by this name. */
async function byName(git: Git, name: string, option: string): Promise<Found> {
  const found = (sha: string): Found => ({ sha, ref: name, how: `named by ${option}` });
  const unknown = `${option} ${name}: there is no such commit, branch or tag`;
  // A dash would be read as git's own option.
  if (name === "" || name.startsWith("-")) throw new ConfigError(`${unknown}.`);
  const remote = await remoteOf(git);
  for (const ref of [name, ...(remote === null ? [] : [`refs/remotes/${remote}/${name}`])]) {
    const sha = await git.attempt(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
    // rev-parse takes any full sha for granted.
    if (sha && (await git.attempt(["cat-file", "-e", sha])) !== null) return found(sha);
  }
  if (remote === null) throw new ConfigError(`${unknown} in this repository.`);
  const fetched = FULL_SHA.test(name) ? name : await remoteSha(git, remote, name);
  if (fetched === null) throw new ConfigError(`${unknown}, neither here nor at ${remote}.`);
  await ensureCommit(git, fetched);
  return found(await git.run(["rev-parse", `${fetched}^{commit}`]));
}

async function remoteSha(git: Git, remote: string, name: string): Promise<string | null> {
  const lines = await git.attempt(["ls-remote", remote, `refs/heads/${name}`, `refs/tags/${name}`]);
  return /^([0-9a-f]+)\s/.exec(lines ?? "")?.[1] ?? null;
}
