import type { CommentPolicy } from "../config/action-inputs.ts";
import { upsertComment } from "../github/comments.ts";
import type { Log } from "../system/system.ts";
import { clientOf } from "./client.ts";
import type { ActionJob } from "./job.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Writes the pull request's comment, or brings the one that is there up to date; `wanted`: also where there is none yet.
 * Returns its URL, null where there is none: other events have no place for one, and `comment: never` leaves comments alone.
 *
 * @throws ConfigError without a token, GitHubError when it cannot be written
 */
export async function writeComment(job: ActionJob, log: Log, body: string, wanted: boolean): Promise<string | null> {
  const { inputs, context, gate } = job;
  if (context.event !== "pull_request" || context.pullRequest === null || inputs.comment === "never") return null;
  const sticky = {
    repository: context.repository,
    number: context.pullRequest.number,
    gate,
    run: { id: context.runId, attempt: context.runAttempt },
    body,
    when: wanted ? ("always" as const) : ("only-existing" as const),
  };
  const { url } = await upsertComment(clientOf(job, log), sticky, inputs.tokenOf === "workflow" ? "workflow" : "ask");
  return url;
}

/** Whether an outcome is worth a comment where there is none yet. */
export function isWanted(policy: CommentPolicy, outcome: Outcome): boolean {
  const passed = outcome.kind === "verdict" && outcome.verdict.verdict === "pass";
  switch (policy) {
    case "always":
      return true;
    case "never":
      return false;
    case "on-fail":
      return !passed;
    case "on-change":
      return !passed || outcome.verdict.comparisons.some(({ change }) => change === "improved");
    default:
      return policy satisfies never;
  }
}
