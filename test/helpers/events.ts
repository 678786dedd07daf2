/** What GitHub checks out and says for the events of a workflow, on a clone of the fake's octo/shop. */

import type { Job } from "./act.ts";
import { gitIn } from "./act.ts";
import type { FakeRun } from "./github/state.ts";

const REPOSITORY = { id: 42, name: "shop", full_name: "octo/shop", default_branch: "main", owner: { login: "octo" } };

type Occasion = Pick<Job, "event" | "payload" | "ref">;

/** A push that made the default branch what it is. */
export function push(folder: string): Occasion {
  const git = gitIn(folder);
  git("checkout", "--quiet", "main");
  const payload = { ref: "refs/heads/main", after: git("rev-parse", "HEAD"), repository: REPOSITORY };
  return { event: "push", payload, ref: "refs/heads/main" };
}

/** Pull request #7 of `branch`: its merge into main is checked out, as actions/checkout does. */
export function pullRequest(folder: string, branch = "change", title = "A change"): Occasion {
  const git = gitIn(folder);
  git("checkout", "--quiet", "--detach", "main");
  git("merge", "--quiet", "--no-ff", "--message", `Merge ${branch} into main`, branch);
  const head = { sha: git("rev-parse", branch), ref: branch, repo: { id: 42 } };
  const base = { sha: git("rev-parse", "main"), ref: "main", repo: { id: 42 } };
  const payload = { number: 7, pull_request: { number: 7, title, head, base }, repository: REPOSITORY };
  return { event: "pull_request", payload, ref: "refs/pull/7/merge" };
}

/** The same of a fork's branch, whose owner is nobody here. */
export function forkPullRequest(folder: string, branch = "change"): Occasion {
  const occasion = pullRequest(folder, branch);
  const pull = occasion.payload.pull_request as { readonly head: object };
  const repo = { id: 43, owner: { login: "stranger" } };
  return { ...occasion, payload: { ...occasion.payload, pull_request: { ...pull, head: { ...pull.head, repo } } } };
}

/** What a second workflow is told of a run. Of a fork's it names no pull request. */
export function workflowRun(run: FakeRun, action: "requested" | "completed"): Occasion {
  const payload = {
    action,
    workflow: { id: 1, name: "performance", path: run.path },
    workflow_run: {
      id: run.id,
      name: "performance",
      event: run.event,
      path: run.path,
      status: action,
      conclusion: action === "completed" ? "failure" : null,
      head_branch: run.headBranch,
      head_sha: run.headSha,
      run_attempt: run.attempt,
      pull_requests: [],
      repository: REPOSITORY,
      head_repository: { id: run.headRepositoryId, owner: { login: run.headOwner } },
    },
    repository: REPOSITORY,
  };
  return { event: "workflow_run", payload, ref: "refs/heads/main" };
}

/** The same merge in a queue. */
export function mergeGroup(folder: string, branch = "change"): Occasion {
  const { payload } = pullRequest(folder, branch);
  const git = gitIn(folder);
  const ref = `refs/heads/gh-readonly-queue/main/pr-7-${git("rev-parse", "main")}`;
  const group = {
    head_sha: git("rev-parse", "HEAD"),
    base_sha: git("rev-parse", "main"),
    head_ref: ref,
    base_ref: "refs/heads/main",
  };
  return { event: "merge_group", payload: { merge_group: group, repository: payload.repository }, ref };
}
