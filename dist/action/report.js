// src/action/report.ts
import { setOutput, warning } from "../vendor/@actions/core.js";
import { ExpectedError } from "../errors.js";
import { annotate } from "../report/deliver/annotations.js";
import { writeSummary } from "../report/deliver/summary.js";
import { renderMarkdown } from "../report/render/markdown/markdown.js";
import { renderSummary } from "../report/render/markdown/summary.js";
import { renderCancelled, renderUnweighed } from "../report/render/markdown/weighing.js";
import { annotationsOf } from "./annotations.js";
import { ANNOUNCEMENTS } from "./announce.js";
import { attempt } from "./attempt.js";
import { completeCheck } from "./check.js";
import { clientOf } from "./client.js";
import { isWanted, writeComment } from "./comment.js";
import { isElsewhere, reportElsewhere } from "./elsewhere.js";
import { isRecorded } from "./events.js";
import { commitOf, linksOf } from "./job.js";
import { downloadOutcome, isCancelled, isRed, readOutcome, regressionsIn } from "./outcome.js";
import { confirmedIn } from "./override.js";
import { recordSnapshot } from "./record.js";
import { prepareUploads } from "./uploads.js";
async function reportStep(job, log) {
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
  else await check(job, log, { outcome, body, annotations: [] });
  const url = await attempt(
    "The comment was not written",
    () => writeComment(job, log, body, isWanted(comment, outcome))
  );
  await setOutputs({ "comment-url": url ?? "" });
}
async function reportHere(job, log, outcome, body) {
  await attempt("The job summary was not written", () => writeSummary(summaryOf(job, outcome)));
  await attempt("The report was not made ready to be uploaded", () => prepareUploads(job, outcome, body));
  if (isRecorded(job.context)) await attempt("The baseline was not stored", () => recordSnapshot(job, log));
  const annotations = outcome.kind === "verdict" ? annotationsOf(job, outcome.verdict) : [];
  const isChecked = await check(job, log, { outcome, body, annotations });
  if (outcome.kind === "verdict") annotate(outcome.verdict, isChecked ? [] : annotations);
}
async function check(job, log, told) {
  return await attempt("The check run was not written", () => completeCheck(job, log, told)) ?? false;
}
function bodyOf(job, outcome) {
  const links = linksOf(job);
  if (outcome.kind === "verdict") return renderMarkdown(outcome.verdict, { links });
  if (isCancelled(job, outcome)) return renderCancelled(commitOf(job), null, links);
  return renderUnweighed(commitOf(job), outcome.why, links);
}
function summaryOf(job, outcome) {
  return outcome.kind === "verdict" ? renderSummary(outcome.verdict, linksOf(job)) : bodyOf(job, outcome);
}
async function outcomeOf(job, log) {
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
function saidOf(outcome) {
  return {
    verdict: outcome.kind === "verdict" ? outcome.verdict.verdict : "error",
    blocks: String(isRed(outcome)),
    regressions: regressionsIn([outcome])
  };
}
async function setOutputs(outputs) {
  await attempt(`The outputs ${Object.keys(outputs).join(", ")} were not set`, async () => {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  });
}
export {
  reportStep
};
