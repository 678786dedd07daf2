// src/target/commits.ts
import { ConfigError } from "../errors.js";
import { FULL_SHA } from "./event.js";
import { defaultBranchTip, ensureCommit, mergeBase, parentsOf, remoteOf } from "./history.js";
import { commitWorktree } from "./uncommitted.js";
var RESOLVERS = [
  byOption,
  byMergeQueue,
  byMergeRef,
  byPullRequest,
  byMergeBase
];
async function chooseHead(system, git, ref) {
  if (ref === null)
    return choose(git, "head", { ...await byName(git, "HEAD", "--head"), how: "what is checked out" });
  if (ref !== "worktree") return choose(git, "head", await byName(git, ref, "--head"));
  return choose(git, "head", { sha: await commitWorktree(system, git), ref, how: "the working tree as it is" });
}
async function chooseBase(git, head, option, event) {
  for (const resolve of RESOLVERS) {
    const found = await resolve(git, { option, head, event });
    if (found) return choose(git, "base", found);
  }
  throw new ConfigError(
    `There is nothing to compare ${head.slice(0, 10)} with: no default branch is known here, or it has no earlier commit; name one with --base REF, or hold head to its limits alone with --mode budgets.`
  );
}
async function chooseParent(git, head) {
  const [sha] = await parentsOf(git, head);
  if (sha === void 0) return null;
  return choose(git, "base", { sha, ref: `${head.slice(0, 10)}^`, how: "the commit before it" });
}
function takeBase(git, found) {
  return choose(git, "base", found);
}
async function choose(git, side, { sha, ref, how }) {
  await ensureCommit(git, sha);
  const subject = await git.run(["log", "-1", "--format=%s", sha]);
  return { info: { side, ref, commit: sha, subject }, sha, how };
}
async function byOption(git, { option }) {
  return option === null ? null : byName(git, option, "--base");
}
async function byMergeQueue(_, { event }) {
  const sha = event.mergeGroupBase;
  return sha === null ? null : { sha, ref: "merge queue", how: "the commit that this merge queue entry is put on" };
}
async function byMergeRef(git, { head, event }) {
  if (event.pullRequest === null) return null;
  const [first, second] = await parentsOf(git, head);
  if (!first || second !== event.pullRequest.headSha) return null;
  return { sha: first, ref: event.pullRequest.baseRef, how: "the first parent of the pull request's merge commit" };
}
async function byPullRequest(git, { head, event }) {
  if (event.pullRequest === null) return null;
  const { baseSha, baseRef } = event.pullRequest;
  await ensureCommit(git, baseSha);
  const sha = await mergeBase(git, head, baseSha);
  if (sha === null) return { sha: baseSha, ref: baseRef, how: "the tip of the pull request's base branch" };
  return { sha, ref: baseRef, how: "the merge base with the pull request's base branch" };
}
async function byMergeBase(git, { head, event }) {
  const tip = await defaultBranchTip(git, event.defaultBranch);
  const sha = tip && await mergeBase(git, head, tip.sha);
  if (!tip || !sha) return null;
  if (sha !== head) return { sha, ref: tip.ref, how: `the merge base with ${tip.ref}` };
  const [parent] = await parentsOf(git, head);
  return parent ? { sha: parent, ref: `${head.slice(0, 10)}^`, how: `the commit before it on ${tip.ref}` } : null;
}
async function byName(git, name, option) {
  const found = (sha) => ({ sha, ref: name, how: `named by ${option}` });
  const unknown = `${option} ${name}: there is no such commit, branch or tag`;
  if (name === "" || name.startsWith("-")) throw new ConfigError(`${unknown}.`);
  const remote = await remoteOf(git);
  for (const ref of [name, ...remote === null ? [] : [`refs/remotes/${remote}/${name}`]]) {
    const sha = await git.attempt(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
    if (sha && await git.attempt(["cat-file", "-e", sha]) !== null) return found(sha);
  }
  if (remote === null) throw new ConfigError(`${unknown} in this repository.`);
  const fetched = FULL_SHA.test(name) ? name : await remoteSha(git, remote, name);
  if (fetched === null) throw new ConfigError(`${unknown}, neither here nor at ${remote}.`);
  await ensureCommit(git, fetched);
  return found(await git.run(["rev-parse", `${fetched}^{commit}`]));
}
async function remoteSha(git, remote, name) {
  const lines = await git.attempt(["ls-remote", remote, `refs/heads/${name}`, `refs/tags/${name}`]);
  return /^([0-9a-f]+)\s/.exec(lines ?? "")?.[1] ?? null;
}
export {
  chooseBase,
  chooseHead,
  chooseParent,
  takeBase
};
