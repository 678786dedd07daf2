/**
 * Which pull requests the report of a workflow run belongs to: by what GitHub says of the run, and by nothing that the run
 * has uploaded. Of a fork's run GitHub names no pull request, nor finds any by the commit, which lies in the fork; so those
 * are asked for that come from the run's branch, and only one whose head is the very commit of the run is written on.
 *
 * There may be several: one branch can be proposed to two base branches, and each then has a run of its own for the same
 * commit. Nothing that can be trusted tells whose run this one was, so each gets the comment. It names the base that it
 * was weighed against, and the newest run's stays.
 *
 * That the workflow's file is one of this repository keeps out what GitHub runs by itself (Pages, Dependabot). It says
 * nothing of what is in the file: a fork's run takes it as the fork has it.
 */
import type { HeadBranch, PullRequest } from "../github/pulls.ts";
import type { Run } from "../github/runs.ts";

export type Place =
  | { readonly kind: "pulls"; readonly numbers: readonly number[] }
  /** Nothing is to be written. A sentence. */
  | { readonly kind: "none"; readonly why: string };

/** `repositoryId`: this repository's; `list`: its open pull requests that come from a branch. @throws as `list` */
export async function placeOf(
  run: Run,
  repositoryId: number,
  list: (head: HeadBranch) => Promise<readonly PullRequest[]>,
): Promise<Place> {
  const { event, path, headOwner: owner, headBranch: branch } = run;
  if (run.repositoryId !== repositoryId) return none(`Run ${run.id} is of another repository.`);
  if (event !== "pull_request")
    return none(`Run ${run.id} was started by ${event}: only a pull_request has a comment.`);
  if (!path.startsWith(".github/workflows/"))
    return none(`Run ${run.id} is of ${path}, which is no workflow file of this repository.`);
  if (owner === null || branch === null)
    return none(`Run ${run.id} is of a branch or a fork that has been deleted since.`);
  const pulls = (await list({ owner, branch })).filter((pull) => isOf(pull, run, branch));
  const numbers = pulls.filter(({ headSha }) => headSha === run.headSha).map(({ number }) => number);
  if (numbers.length > 0) return { kind: "pulls", numbers };
  const [moved] = pulls;
  return none(
    moved === undefined
      ? `No open pull request comes from ${owner}:${branch}: it has been closed since, or the fork has another name now.`
      : `Run ${run.id} is of ${run.headSha.slice(0, 10)}, but #${moved.number} has been pushed to since: its head is ${moved.headSha.slice(0, 10)}.`,
  );
}

/** Asked again of each: a server that does not know a filter lists all. */
function isOf(pull: PullRequest, run: Run, branch: string): boolean {
  return (
    pull.isOpen &&
    pull.headRef === branch &&
    pull.headRepositoryId === run.headRepositoryId &&
    pull.headRepositoryId !== null &&
    pull.baseRepositoryId === run.repositoryId
  );
}

const none = (why: string): Place => ({ kind: "none", why });
