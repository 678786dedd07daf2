/**
 * The reporting step of a job that did not measure: it reads what other jobs have uploaded. Under `workflow_run` those of
 * another run, of a pull request whose token could not write; with `join` those of this run.
 */
import { notice, setOutput, warning } from "@actions/core";
import { ConfigError, GitHubError } from "../errors.ts";
import { isMissingRight } from "../github/failure.ts";
import { renderWeighing } from "../report/render/markdown/weighing.ts";
import type { Log } from "../system/system.ts";
import { clientOf } from "./client.ts";
import { authorOf, type Posted, postComments } from "./comment.ts";
import { announceRun, reportFromRun } from "./from-run.ts";
import { commentsOf, JOINED, pageOf, type Reports, readReports } from "./gates.ts";
import type { ActionJob } from "./job.ts";
import { worstOf } from "./joined.ts";
import { type GateReport, isRed, regressionsIn } from "./outcome.ts";
import { confirmedIn } from "./override.ts";

/** Whether this job speaks of another run, or of all gates of its own. */
export function isElsewhere({ inputs, context }: ActionJob): boolean {
  return inputs.stage !== "all" && (context.event === "workflow_run" || inputs.join);
}

/** @throws ConfigError without a token, GitHubError when GitHub cannot be asked */
export async function reportElsewhere(job: ActionJob, log: Log): Promise<void> {
  const { event } = job.context;
  if (event === "workflow_run") return underWorkflowRun(job, log);
  if (event === "pull_request") return joinOwn(job, log);
  notice(`Under ${event} there is no pull request to comment on.`);
}

async function underWorkflowRun(job: ActionJob, log: Log): Promise<void> {
  const { inputs, context } = job;
  const { workflowRun: run, repository } = context;
  if (run === null || repository.id === null)
    throw new ConfigError("The event's payload does not say which workflow run it is about.");
  const { label, permission } = inputs.override;
  const asked = {
    client: clientOf(job, log),
    author: authorOf(job),
    repository: { ...repository, id: repository.id },
    serverUrl: context.serverUrl,
    run,
    gate: inputs.overrides.gateId,
    join: inputs.join,
    comment: inputs.comment,
    override: label === null ? null : { label, permission },
    log,
  };
  const reported = inputs.stage === "announce" ? await announceRun(asked) : await reportFromRun(asked);
  if (reported.kind === "none") notice(`Nothing was written. ${reported.why}`);
  else tell(reported.reports, reported.posted, log);
}

/** All gates of this very run: its jobs ran the code of the pull request that its event names. */
async function joinOwn(job: ActionJob, log: Log): Promise<void> {
  const { inputs, context } = job;
  const { pullRequest: pull, repository } = context;
  if (pull === null || inputs.comment === "never") return;
  const client = clientOf(job, log);
  const run = { id: context.runId, attempt: context.runAttempt };
  const at = { client, author: authorOf(job), repository, run, numbers: [pull.number] };
  const { serverUrl } = context;
  if (inputs.stage === "announce") {
    const page = pageOf({ serverUrl, repository, run });
    const one = {
      gate: JOINED,
      body: renderWeighing(pull.headSha, null, { run: page }),
      wanted: inputs.comment === "always",
    };
    return tell([], await postComments(at, [one]), log);
  }
  const check: Reports["check"] = async (verdict, gate) => ({ ...(await confirmedIn(job, verdict, log)), gate });
  const { gateId: gate } = inputs.overrides;
  const reports = await readReports({ client, repository, serverUrl, run, gate, check, log });
  if (reports.length === 0)
    throw new GitHubError(
      "not-found",
      null,
      "No job of this workflow run has uploaded a report: let this one wait for those that measure (needs).",
    );
  const comments = commentsOf(reports, { join: true, comment: inputs.comment, headSha: pull.headSha });
  tell(reports, await postComments(at, comments), log);
}

/** Outputs and log. Rights that a token lacks on purpose are no warning. */
function tell(reports: readonly GateReport[], posted: readonly Posted[], log: Log): void {
  const worst = worstOf(reports);
  setOutput("verdict", worst ?? "");
  setOutput("blocks", String(reports.some(({ outcome }) => isRed(outcome))));
  setOutput("regressions", regressionsIn(reports.map(({ outcome }) => outcome)));
  const written = posted.flatMap(({ result }) => (result instanceof Error || result.url === null ? [] : [result.url]));
  setOutput("comment-url", written[0] ?? "");
  for (const { result, ...at } of posted) {
    if (!(result instanceof Error)) log.info(postedLine({ ...at, result }));
    else (isMissingRight(result) ? notice : warning)(postedLine({ ...at, result }));
  }
}

export function postedLine({ number, gate, result }: Posted): string {
  const of = `The ${gate === JOINED ? "joined comment" : `comment of ${gate}`} on #${number}`;
  if (result instanceof Error) return `${of} was not written: ${result.message}`;
  return `${of}: ${result.kind}${result.url === null ? "" : `, ${result.url}`}.`;
}
