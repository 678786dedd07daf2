/** Before anything is measured: what stands in the comment so far is of an earlier commit. */
import { renderWeighing } from "../report/render/markdown/weighing.ts";
import type { Log } from "../system/system.ts";
import { openCheck } from "./check.ts";
import { writeComment } from "./comment.ts";
import { type ActionJob, commitOf, linksOf } from "./job.ts";

interface Announcement {
  readonly failed: string;
  /** @throws ConfigError without a token, GitHubError when it cannot be written */
  readonly write: (job: ActionJob, log: Log) => Promise<unknown>;
}

/** Each stands alone. */
export const ANNOUNCEMENTS: readonly Announcement[] = [
  {
    failed: "The comment was not written",
    write: (job, log) => writeComment(job, log, weighing(job), job.inputs.comment === "always"),
  },
  { failed: "The check run was not written", write: (job, log) => openCheck(job, log, weighing(job)) },
];

function weighing(job: ActionJob): string {
  return renderWeighing(commitOf(job), new Date().toISOString(), linksOf(job));
}
