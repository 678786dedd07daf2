import type { CommentPolicy } from "../config/action-inputs.ts";
import { ExpectedError } from "../errors.ts";
import type { Client } from "../github/client.ts";
import { type StickyComment, type Upserted, upsertComment } from "../github/comments.ts";
import type { Author } from "../github/issue-comments.ts";
import type { RunNumber } from "../github/marker.ts";
import type { RepositoryName } from "../github/repository.ts";
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
    when: whenOf(wanted),
  };
  const { url } = await upsertComment(clientOf(job, log), sticky, authorOf(job));
  return url;
}

export function authorOf({ inputs }: ActionJob): Author {
  return inputs.tokenOf === "workflow" ? "workflow" : "ask";
}

function whenOf(wanted: boolean): StickyComment["when"] {
  return wanted ? "always" : "only-existing";
}

/** One comment, wherever it is to stand. */
export interface GateComment {
  /** By which it is found again. */
  readonly gate: string;
  readonly body: string;
  /** Whether to begin one where there is none yet. */
  readonly wanted: boolean;
}

/** The pull requests that one run is about. */
export interface Conversations {
  readonly client: Client;
  readonly author: Author;
  readonly repository: RepositoryName;
  /** The run that measured. */
  readonly run: RunNumber;
  readonly numbers: readonly number[];
}

export interface Posted {
  readonly number: number;
  readonly gate: string;
  readonly result: Upserted | ExpectedError;
}

/** Each comment on each pull request; one that cannot be written costs no other. */
export async function postComments(
  { client, author, repository, run, numbers }: Conversations,
  comments: readonly GateComment[],
): Promise<readonly Posted[]> {
  const posted: Posted[] = [];
  for (const number of numbers)
    for (const { gate, body, wanted } of comments) {
      const sticky = { repository, number, gate, run, body, when: whenOf(wanted) };
      const result = await upsertComment(client, sticky, author).catch((error: unknown) => {
        if (error instanceof ExpectedError) return error;
        throw error;
      });
      posted.push({ number, gate, result });
    }
  return posted;
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
