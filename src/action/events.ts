/** What each event of GitHub Actions is for. */
import { ConfigError } from "../errors.ts";
import type { GitHubContext } from "../github/context.ts";

/** Whether this job's snapshot joins the baseline. */
export function isRecorded({ event, branch, defaultBranch }: GitHubContext): boolean {
  if (event === "push") return branch !== null && branch === defaultBranch;
  return event === "schedule" || event === "workflow_dispatch";
}

/** They run with the rights of the base repository, also for a pull request of a stranger. */
const PRIVILEGED = new Set(["pull_request_target", "workflow_run"]);

/** @throws ConfigError for an event under which a pull request's code must not run */
export function refusePrivileged({ event }: GitHubContext): void {
  if (!PRIVILEGED.has(event)) return;
  throw new ConfigError(
    `The event is ${event}, which has the rights of the base repository, so that the code of a pull request must not run under it: measure under pull_request, and see docs/github-action.md for how a pull request from a fork gets its comment.`,
  );
}
