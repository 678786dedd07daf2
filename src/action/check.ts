/** The check run of a job's gate: as GitHub lists it beside the commit, with remarks beside the code. */
import type { Annotation } from "../github/check-runs.ts";
import { type GateCheck, writeCheck } from "../github/checks.ts";
import { isMissingRight } from "../github/failure.ts";
import { checkTitle, conclusionOf } from "../report/render/machines/check.ts";
import type { Log } from "../system/system.ts";
import { checkName } from "./annotations.ts";
import { clientOf } from "./client.ts";
import { authorOf } from "./comment.ts";
import { type ActionJob, commitOf, linksOf } from "./job.ts";
import { isCancelled, type Outcome } from "./outcome.ts";

/** Those that weigh something, so that there is something to tick off. */
const CHECKED = new Set(["pull_request", "merge_group", "push", "schedule", "workflow_dispatch"]);

/** Opens it; `body` as the comment's. @throws ConfigError without a token, GitHubError when it cannot be written */
export async function openCheck(job: ActionJob, log: Log, body: string): Promise<void> {
  const title = `Weighing ${commitOf(job).slice(0, 10)}`;
  await write(job, log, { state: { status: "in_progress" }, title, summary: body, annotations: [] });
}

/** What a job came to, as its check says it. */
export interface Told {
  readonly outcome: Outcome;
  /** The comment's. */
  readonly body: string;
  readonly annotations: readonly Annotation[];
}

/**
 * Completes it. Says whether it was written: other events have none, `check: false` wants none, and the token of a fork's
 * pull request never may, which nobody needs to be told each time.
 *
 * @throws as openCheck
 */
export async function completeCheck(job: ActionJob, log: Log, { outcome, body, annotations }: Told): Promise<boolean> {
  const { conclusion, title } = inShort(job, outcome);
  try {
    return await write(job, log, { state: { status: "completed", conclusion }, title, summary: body, annotations });
  } catch (error) {
    const isForeign = job.context.pullRequest?.isFork === true;
    if (isForeign && isMissingRight(error)) return false;
    throw error;
  }
}

function inShort(job: ActionJob, outcome: Outcome) {
  if (outcome.kind === "verdict")
    return { conclusion: conclusionOf(outcome.verdict), title: checkTitle(outcome.verdict) };
  if (isCancelled(job, outcome))
    return { conclusion: "cancelled", title: "Not weighed: the job was cancelled" } as const;
  return { conclusion: "failure", title: "Could not measure: the job ended without a verdict" } as const;
}

type Said = Pick<GateCheck, "state" | "title" | "summary" | "annotations">;

async function write(job: ActionJob, log: Log, said: Said): Promise<boolean> {
  const { inputs, context, gate } = job;
  const commit = commitOf(job);
  if (!inputs.check || !CHECKED.has(context.event) || commit === "") return false;
  const { repository, runId, runAttempt } = context;
  const check: GateCheck = {
    repository,
    commit,
    name: checkName(gate),
    gate,
    run: { id: runId, attempt: runAttempt },
    detailsUrl: linksOf(job).run,
    ...said,
  };
  await writeCheck(clientOf(job, log), check, authorOf(job));
  return true;
}
