/** What each event of GitHub Actions is for. */
import { ConfigError } from "../errors.ts";
import type { GitHubContext } from "../github/context.ts";

const RECORDED = new Set(["push", "schedule", "workflow_dispatch"]);

/** Whether this job's snapshot joins the baseline: what is on the default branch does. */
export function isRecorded({ event, branch, defaultBranch }: GitHubContext): boolean {
  return RECORDED.has(event) && branch !== null && branch === defaultBranch;
}

/**
 * Their jobs have a pull request's own, limited token, or are started by who may write to the repository. All others are
 * refused, known or not: with the rights of the base repository anybody may start some of them, by a comment or a fork.
 */
const MEASURED = new Set([
  ...["pull_request", "pull_request_review", "pull_request_review_comment", "merge_group"],
  ...["push", "create", "release", "schedule", "workflow_dispatch", "repository_dispatch"],
  ...["deployment", "deployment_status"],
]);

/** @throws ConfigError for an event under which a pull request's code must not run */
export function refusePrivileged({ event }: GitHubContext): void {
  if (MEASURED.has(event)) return;
  throw new ConfigError(
    `The event is ${event}, which has the rights of the base repository, so that the code of a pull request must not run under it: measure under pull_request, and only report under workflow_run (stage: comment).`,
  );
}
