// src/action/report.ts
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { notice, setOutput, warning } from "../vendor/@actions/core.js";
import { ExpectedError, GitHubError } from "../errors.js";
import { annotate } from "../report/deliver/annotations.js";
import { writeSummary } from "../report/deliver/summary.js";
import { copyPlain, copyReport, RAW_FOLDER } from "../report/deliver/uploads.js";
import { renderMarkdown } from "../report/render/markdown.js";
import { renderUnweighed, renderWeighing } from "../report/render/weighing.js";
import { writeAtomically } from "../stored/write.js";
import { clientOf } from "./client.js";
import { isWanted, writeComment } from "./comment.js";
import { isRecorded } from "./events.js";
import { commitOf } from "./job.js";
import { downloadOutcome, readOutcome, reportName } from "./outcome.js";
import { recordSnapshot } from "./record.js";
async function reportStep(job, log) {
  const { stage, comment } = job.inputs;
  if (stage === "announce") return announce(job, log);
  const outcome = await outcomeOf(job, log);
  const body = bodyOf(job, outcome);
  setOutputs(outcome);
  if (stage === "all") {
    if (outcome.kind === "verdict") annotate(outcome.verdict);
    await attempt("The job summary was not written", () => writeSummary(body));
    await attempt("The report was not made ready to be uploaded", () => prepareUploads(job, outcome, body));
    if (isRecorded(job.context)) await attempt("The baseline was not stored", () => recordSnapshot(job, log));
  }
  await attempt("The comment was not written", async () => {
    const url = await writeComment(job, log, body, isWanted(comment, outcome));
    setOutput("comment-url", url ?? "");
  });
}
async function announce(job, log) {
  await attempt("The comment was not written", async () => {
    await writeComment(job, log, renderWeighing(commitOf(job)), job.inputs.comment === "always");
  });
}
function bodyOf(job, outcome) {
  return outcome.kind === "verdict" ? renderMarkdown(outcome.verdict) : renderUnweighed(commitOf(job), outcome.why);
}
async function outcomeOf(job, log) {
  try {
    if (job.inputs.stage === "all") return await readOutcome(job);
    return await downloadOutcome(job, clientOf(job, log));
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    warning(error.message);
    return { kind: "unweighed", why: error.message };
  }
}
function setOutputs(outcome) {
  const verdict = outcome.kind === "verdict" ? outcome.verdict : null;
  const regressed = verdict?.reasons.flatMap((reason) => reason.kind === "regressed" ? [reason.metric] : []);
  setOutput("verdict", verdict?.verdict ?? "error");
  setOutput("regressions", JSON.stringify(regressed ?? []));
}
async function prepareUploads({ inputs, context, gate, state }, outcome, body) {
  const { report, raw } = state.uploads;
  const written = join(inputs.folder, ".weighbridge");
  await mkdir(report, { recursive: true });
  await copyReport(written, report);
  await copyPlain(join(state.folder, "weighed.json"), join(report, "weighed.json"));
  await writeAtomically(join(report, "comment.md"), body);
  setOutput("report-name", reportName(gate, context.runAttempt));
  setOutput("report-upload", report);
  setOutput("report-path", join(report, "comment.md"));
  if (outcome.kind === "verdict") setOutput("verdict-path", join(report, "verdict.json"));
  if (await copyPlain(join(written, RAW_FOLDER), raw)) setOutput("raw-upload", raw);
}
async function attempt(failed, body) {
  try {
    await body();
  } catch (error) {
    const write = error instanceof GitHubError && error.kind === "permission" ? notice : warning;
    write(`${failed}: ${error instanceof Error ? error.message : String(error)} The verdict stands.`);
  }
}
export {
  reportStep
};
