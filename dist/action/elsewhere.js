// src/action/elsewhere.ts
import { notice, setOutput, warning } from "../vendor/@actions/core.js";
import { ConfigError, GitHubError } from "../errors.js";
import { isMissingRight } from "../github/failure.js";
import { renderWeighing } from "../report/render/markdown/weighing.js";
import { clientOf } from "./client.js";
import { authorOf, postComments } from "./comment.js";
import { announceRun, reportFromRun } from "./from-run.js";
import { commentsOf, JOINED, pageOf, readReports } from "./gates.js";
import { worstOf } from "./joined.js";
import { isRed, regressionsIn } from "./outcome.js";
import { confirmedIn } from "./override.js";
function isElsewhere({ inputs, context }) {
  return inputs.stage !== "all" && (context.event === "workflow_run" || inputs.join);
}
async function reportElsewhere(job, log) {
  const { event } = job.context;
  if (event === "workflow_run") return underWorkflowRun(job, log);
  if (event === "pull_request") return joinOwn(job, log);
  notice(`Under ${event} there is no pull request to comment on.`);
}
async function underWorkflowRun(job, log) {
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
    log
  };
  const reported = inputs.stage === "announce" ? await announceRun(asked) : await reportFromRun(asked);
  if (reported.kind === "none") notice(`Nothing was written. ${reported.why}`);
  else tell(reported.reports, reported.posted, log);
}
async function joinOwn(job, log) {
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
      wanted: inputs.comment === "always"
    };
    return tell([], await postComments(at, [one]), log);
  }
  const check = async (verdict, gate2) => ({ ...await confirmedIn(job, verdict, log), gate: gate2 });
  const { gateId: gate } = inputs.overrides;
  const reports = await readReports({ client, repository, serverUrl, run, gate, check, log });
  if (reports.length === 0)
    throw new GitHubError(
      "not-found",
      null,
      "No job of this workflow run has uploaded a report: let this one wait for those that measure (needs)."
    );
  const comments = commentsOf(reports, { join: true, comment: inputs.comment, headSha: pull.headSha });
  tell(reports, await postComments(at, comments), log);
}
function tell(reports, posted, log) {
  const worst = worstOf(reports);
  setOutput("verdict", worst ?? "");
  setOutput("blocks", String(reports.some(({ outcome }) => isRed(outcome))));
  setOutput("regressions", regressionsIn(reports.map(({ outcome }) => outcome)));
  const written = posted.flatMap(({ result }) => result instanceof Error || result.url === null ? [] : [result.url]);
  setOutput("comment-url", written[0] ?? "");
  for (const { result, ...at } of posted) {
    if (!(result instanceof Error)) log.info(postedLine({ ...at, result }));
    else (isMissingRight(result) ? notice : warning)(postedLine({ ...at, result }));
  }
}
function postedLine({ number, gate, result }) {
  const of = `The ${gate === JOINED ? "joined comment" : `comment of ${gate}`} on #${number}`;
  if (result instanceof Error) return `${of} was not written: ${result.message}`;
  return `${of}: ${result.kind}${result.url === null ? "" : `, ${result.url}`}.`;
}
export {
  isElsewhere,
  postedLine,
  reportElsewhere
};
