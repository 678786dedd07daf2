/**
 * The step after measuring, with the token: outputs, summary, what is to be uploaded, check run, annotations, comment. What it
 * reads was written beside commands of the pull request, so that it is data: checked, escaped and rendered here. It
 * changes no verdict, and each of its parts stands alone: GitHub being down costs a comment, never the gate.
 */
import { setOutput, warning } from "@actions/core";
import { ExpectedError } from "../errors.ts";
import { annotate } from "../report/deliver/annotations.ts";
import { writeSummary } from "../report/deliver/summary.ts";
import { renderMarkdown } from "../report/render/markdown/markdown.ts";
import { renderSummary } from "../report/render/markdown/summary.ts";
import { renderCancelled, renderUnweighed } from "../report/render/markdown/weighing.ts";
import type { Log } from "../system/system.ts";
import { annotationsOf } from "./annotations.ts";
import { ANNOUNCEMENTS } from "./announce.ts";
import { attempt } from "./attempt.ts";
import { completeCheck, type Told } from "./check.ts";
import { clientOf } from "./client.ts";
import { isWanted, writeComment } from "./comment.ts";
import { isElsewhere, reportElsewhere } from "./elsewhere.ts";
import { isRecorded } from "./events.ts";
import { type ActionJob, commitOf, linksOf } from "./job.ts";
import { downloadOutcome, isCancelled, isRed, type Outcome, readOutcome, regressionsIn } from "./outcome.ts";
import { confirmedIn } from "./override.ts";
import { recordSnapshot } from "./record.ts";
import { prepareUploads } from "./uploads.ts";

export async function reportStep(job: ActionJob, log: Log): Promise<void> {
  if (isElsewhere(job)) {
    await attempt("The comment was not written", () => reportElsewhere(job, log));
    return;
  }
  const { stage, comment } = job.inputs;
  if (stage === "announce") {
    for (const { failed, write } of ANNOUNCEMENTS) await attempt(failed, () => write(job, log));
    return;
  }
  const outcome = await outcomeOf(job, log);
  const body = bodyOf(job, outcome);
  await setOutputs(saidOf(outcome));
  if (stage === "all") await reportHere(job, log, outcome, body);
  // The job that measured has shown what stands beside the code.
  else await check(job, log, { outcome, body, annotations: [] });
  const url = await attempt("The comment was not written", () =>
    writeComment(job, log, body, isWanted(comment, outcome)),
  );
  await setOutputs({ "comment-url": url ?? "" });
}

/** What lies on this machine comes before what goes over the network: a job that is cancelled has little time. */
async function reportHere(job: ActionJob, log: Log, outcome: Outcome, body: string): Promise<void> {
  await attempt("The job summary was not written", () => writeSummary(summaryOf(job, outcome)));
  await attempt("The report was not made ready to be uploaded", () => prepareUploads(job, outcome, body));
  if (isRecorded(job.context)) await attempt("The baseline was not stored", () => recordSnapshot(job, log));
  const annotations = outcome.kind === "verdict" ? annotationsOf(job, outcome.verdict) : [];
  const isChecked = await check(job, log, { outcome, body, annotations });
  // Else they would show twice.
  if (outcome.kind === "verdict") annotate(outcome.verdict, isChecked ? [] : annotations);
}

async function check(job: ActionJob, log: Log, told: Told): Promise<boolean> {
  return (await attempt("The check run was not written", () => completeCheck(job, log, told))) ?? false;
}

function bodyOf(job: ActionJob, outcome: Outcome): string {
  const links = linksOf(job);
  if (outcome.kind === "verdict") return renderMarkdown(outcome.verdict, { links });
  if (isCancelled(job, outcome)) return renderCancelled(commitOf(job), null, links);
  return renderUnweighed(commitOf(job), outcome.why, links);
}

/** Has room for every row. */
function summaryOf(job: ActionJob, outcome: Outcome): string {
  return outcome.kind === "verdict" ? renderSummary(outcome.verdict, linksOf(job)) : bodyOf(job, outcome);
}

/** What cannot be read is no verdict, and says so in the comment. */
async function outcomeOf(job: ActionJob, log: Log): Promise<Outcome> {
  try {
    if (job.inputs.stage === "all") return await readOutcome(job);
    const outcome = await downloadOutcome(job, clientOf(job, log));
    return outcome.kind === "verdict" ? { ...outcome, verdict: await confirmedIn(job, outcome.verdict, log) } : outcome;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    warning(error.message);
    return { kind: "unweighed", why: error.message };
  }
}

function saidOf(outcome: Outcome): Readonly<Record<string, string>> {
  return {
    verdict: outcome.kind === "verdict" ? outcome.verdict.verdict : "error",
    blocks: String(isRed(outcome)),
    regressions: regressionsIn([outcome]),
  };
}

async function setOutputs(outputs: Readonly<Record<string, string>>): Promise<void> {
  await attempt(`The outputs ${Object.keys(outputs).join(", ")} were not set`, async () => {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  });
}
