import { upsertComment } from "../github/comments.ts";
import type { Log } from "../system/system.ts";
import { clientOf } from "./client.ts";
import type { ActionJob } from "./job.ts";

/**
 * Writes the pull request's comment, or brings the one that is there up to date; `create`: also where there is none yet.
 * Returns its URL, null where there is none: other events have no place for one.
 *
 * @throws ConfigError without a token, GitHubError when it cannot be written
 */
export async function writeComment(job: ActionJob, log: Log, body: string, create: boolean): Promise<string | null> {
  const { context, gate } = job;
  if (context.event !== "pull_request" || context.pullRequest === null) return null;
  const { url } = await upsertComment(clientOf(job, log), {
    repository: context.repository,
    number: context.pullRequest.number,
    gate,
    run: { id: context.runId, attempt: context.runAttempt },
    body,
    when: create ? "always" : "only-existing",
  });
  return url;
}
