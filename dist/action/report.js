// src/action/report.ts
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { notice, setOutput, warning } from "../vendor/@actions/core.js";
import { ExpectedError, GitHubError } from "../errors.js";
import { annotate } from "../report/deliver/annotations.js";
import { writeSummary } from "../report/deliver/summary.js";
import { copyPlain, copyReport, RAW_FOLDER } from "../report/deliver/uploads.js";
import { renderMarkdown } from "../report/render/markdown.js";
import { renderUnweighed } from "../report/render/weighing.js";
import { clientOf } from "./client.js";
import { writeComment } from "./comment.js";
import { isRecorded } from "./events.js";
import { downloadOutcome, readOutcome, reportName } from "./outcome.js";
import { recordSnapshot } from "./record.js";
async function reportStep(job, log) {
  const outcome = await outcomeOf(job, log);
  const { pullRequest, sha } = job.context;
  const body = outcome.kind === "verdict" ? renderMarkdown(outcome.verdict) : renderUnweighed(pullRequest?.headSha ?? sha ?? "", outcome.why);
  setOutputs(job, outcome);
  if (job.inputs.stage === "all") {
    if (outcome.kind === "verdict") annotate(outcome.verdict);
    await attempt("The job summary was not written", () => writeSummary(body));
    await attempt("The report was not made ready to be uploaded", () => prepareUploads(job));
    if (isRecorded(job.context)) await attempt("The baseline was not stored", () => recordSnapshot(job, log));
  }
  await attempt("The comment was not written", async () => {
    const url = await writeComment(job, log, body, isWanted(job.inputs.comment, outcome));
    setOutput("comment-url", url ?? "");
  });
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
function setOutputs({ inputs }, outcome) {
  const verdict = outcome.kind === "verdict" ? outcome.verdict : null;
  const regressed = verdict?.reasons.flatMap((reason) => reason.kind === "regressed" ? [reason.metric] : []);
  setOutput("verdict", verdict?.verdict ?? "error");
  setOutput("regressions", JSON.stringify(regressed ?? []));
  if (verdict === null || inputs.stage === "comment") return;
  setOutput("report-path", join(inputs.folder, ".weighbridge", "comment.md"));
  setOutput("verdict-path", join(inputs.folder, ".weighbridge", "verdict.json"));
}
function isWanted(policy, outcome) {
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
      return policy;
  }
}
async function prepareUploads({ inputs, context, gate, state }) {
  const { report, raw } = state.uploads;
  const written = join(inputs.folder, ".weighbridge");
  await mkdir(report, { recursive: true });
  await copyReport(written, report);
  await copyPlain(join(state.folder, "weighed.json"), join(report, "weighed.json"));
  setOutput("report-name", reportName(gate, context.runAttempt));
  setOutput("report-upload", report);
  if (await copyPlain(join(written, RAW_FOLDER), raw)) setOutput("raw-upload", raw);
}
async function attempt(failed, body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    const write = error instanceof GitHubError && error.kind === "permission" ? notice : warning;
    write(`${failed}: ${error.message} The verdict stands.`);
  }
}
export {
  reportStep
};
