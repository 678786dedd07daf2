/** What each event of GitHub Actions is for. */
import { ConfigError } from "../errors.ts";
import type { GitHubContext } from "../github/context.ts";

const RECORDED = new Set(["push", "schedule", "workflow_dispatch"]);

/** Whether this job's snapshot joins the baseline: what is on the default branch does. */
export function isRecorded({ event, branch, defaultBranch }: GitHubContext): boolean {
  return RECORDED.has(event) && branch !== null && branch === defaultBranch;
}

/** They run with the rights of the base repository, also for a pull request of a stranger. */
const PRIVILEGED = new Set(["pull_request_target", "workflow_run", "issue_comment"]);

/** @throws ConfigError for an event under which a pull request's code must not run */
export function refusePrivileged({ event }: GitHubContext): void {
  if (!PRIVILEGED.has(event)) return;
  throw new ConfigError(
    `The event is ${event}, which has the rights of the base repository, so that the code of a pull request must not run under it: measure under pull_request, and only report under workflow_run (stage: comment).`,
  );
}
